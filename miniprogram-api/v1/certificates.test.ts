import { expect, test } from "vitest";
import { balanceOf } from "../../src/ledger/index.ts";
import { findHelpers, findPerson } from "../../src/station/index.ts";
import { testApi } from "../test-api.ts";

const api = await testApi();
const { deps } = api;
const volunteers = (await findHelpers(deps, "PL", { status: "active" })).filter(({ roles }) => roles.includes("volunteer"));
const withHours: string[] = [];
for (const { id } of volunteers.slice(0, 40)) if ((await balanceOf(deps, id)).creditedMinutes >= 60) withHours.push(id);
const [first, second] = withHours as [string, string];

test("a certificate is issued once a day, downloaded by its owner only, and checked by anybody", async () => {
  const owner = await api.as(first, "volunteer");
  const issued = await owner.post("/v1/certificates", {});
  expect(issued).toMatchObject({ status: 201, body: { hours: expect.any(Number), isRevoked: false } });
  expect((await owner.post("/v1/certificates", {})).body.code).toBe(issued.body.code);
  expect((await owner.get("/v1/certificates")).body.items).toHaveLength(1);
  const { code, number } = issued.body;
  const pdf = await owner.get(`/v1/certificates/${code}/pdf`);
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  expect(pdf.headers.get("content-disposition")).toContain(number);
  expect(String(pdf.body).slice(0, 5)).toBe("%PDF-");
  expect((await (await api.as(second, "volunteer")).get(`/v1/certificates/${code}/pdf`)).status).toBe(404);

  const { name } = await findPerson(deps, first);
  const checked = await api.nobody.get(`/v1/certificates/${code}`);
  expect(checked).toMatchObject({ status: 200, body: { state: "valid", hours: issued.body.hours, maskedName: `${name[0]}**` } });
  expect(JSON.stringify(checked.body)).not.toContain(name);
  expect((await api.nobody.get("/v1/certificates/AAAAAAAAAAAAAAAAAAAAAA")).status).toBe(404);

  const page = await api.nobody.get(`/verify/${code}`);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(page.body).toContain(`${name[0]}**`);
  expect(page.body).not.toContain(name);
  expect(page.body).not.toContain("<script");
  const none = await api.nobody.get("/verify/AAAAAAAAAAAAAAAAAAAAAA");
  expect(none.status).toBe(404);
  expect(none.body).toContain("没有查到");
  expect((await api.nobody.get("/verify/%3Cscript%3E")).body).not.toContain("<script");
});

test("without hours there is nothing to prove", async () => {
  const owner = await api.as(first, "volunteer");
  expect(await owner.post("/v1/certificates", { from: "2020-01-01", to: "2020-01-02" })).toMatchObject({
    status: 409,
    body: { code: "certificate.no-hours" },
  });
  expect((await owner.post("/v1/certificates", { from: "2026-02-01", to: "2026-01-01" })).status).toBe(400);
  expect((await (await api.as("PL-R0001", "resident")).post("/v1/certificates", {})).status).toBe(403);
});
