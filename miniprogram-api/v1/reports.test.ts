import { expect, test } from "vitest";
import { entriesFor } from "../../src/audit/index.ts";
import { updatePerson } from "../../src/station/index.ts";
import { testApi } from "../test-api.ts";
import { coordinatorId, ordersOf, otherCoordinatorId } from "../test-orders.ts";

const api = await testApi();
const orders = ordersOf(api);
const liu = await api.as(coordinatorId, "coordinator");
const november = "from=2026-11-01&to=2026-11-30";
const asked = { from: "2026-11-01", to: "2026-11-30", purpose: "月报" };
const request = await orders.submitted();

async function stepUp(personId = coordinatorId): Promise<void> {
  const steppedUpUntil = new Date(api.deps.clock.now().getTime() + 600_000);
  await api.deps.db.collection("sessions").updateMany({ personId }, { $set: { steppedUpUntil } });
}

test("the morning list has codes and no names", async () => {
  const { body } = await liu.get("/v1/reports/digest");
  expect(body).toMatchObject({ open: 1, today: [], unfilled: [] });
});

test("statistics open row by row with the filter each carries", async () => {
  const { body } = await liu.get(`/v1/reports/statistics?${november}&by=category`);
  const [row] = body.rows;
  expect(row.counts.requests).toBe(1);
  const opened = await liu.get(`/v1/reports/statistics?${new URLSearchParams({ ...row.filter, by: "item" })}`);
  expect(opened.body.rows).toMatchObject([{ key: request.itemCode, counts: { requests: 1 } }]);
  expect((await liu.get("/v1/reports/statistics?from=2026-11-30&to=2026-11-01")).status).toBe(400);
  expect((await liu.get(`/v1/reports/statistics?${november}&stationIds=QD`)).status).toBe(400);
});

test("visits due are named without address and phone", async () => {
  const { body } = await liu.get("/v1/reports/visits-due?from=2026-11-01&to=2027-02-28");
  expect(body.items.length).toBeGreaterThan(0);
  expect(body.items[0]).toMatchObject({ level: expect.any(String), isOverdue: expect.any(Boolean) });
  expect(JSON.stringify(body)).not.toMatch(/1\d{10}|号楼/);
});

test("a list is taken away only with a second factor and a purpose, and that is on record", async () => {
  const body = { ...asked, format: "csv" };
  expect((await liu.post("/v1/exports/requests", body)).body.code).toBe("access.step-up-needed");
  await stepUp();
  expect((await liu.post("/v1/exports/requests", { ...body, purpose: undefined })).status).toBe(400);
  const file = await liu.post("/v1/exports/requests", body);
  expect(file.status).toBe(200);
  expect(file.body).toContain(request.code);
  expect(file.headers.get("content-disposition")).toContain(coordinatorId);
  const [entry] = (await entriesFor(api.deps, { stationId: "PL", act: "report.export" })).entries;
  expect(entry).toMatchObject({ actorId: coordinatorId, subject: { kind: "table", id: "requests" }, reason: "月报" });
});

test("a name that looks like a formula is text in the file", async () => {
  await stepUp();
  await updatePerson(api.deps, request.beneficiaryId, { name: "=HYPERLINK(1)" });
  const { body } = await liu.post("/v1/exports/requests", { ...asked, format: "csv" });
  expect(body).not.toMatch(/(?:^|,)"?=/m);
});

test("every table comes as a workbook", async () => {
  const chen = await api.as(otherCoordinatorId, "coordinator");
  await stepUp(otherCoordinatorId);
  for (const table of ["statistics", "requests", "services", "hours"]) {
    const file = await chen.post(`/v1/exports/${table}`, { ...asked, format: "xlsx" });
    expect(file.status, table).toBe(200);
    expect(file.body.slice(0, 2), table).toBe("PK");
  }
});

test("social workers and volunteers take nothing away", async () => {
  for (const [personId, role] of [
    ["PL-S010", "social_worker"],
    ["PL-V0001", "volunteer"],
  ] as const) {
    const somebody = await api.as(personId, role);
    expect((await somebody.post("/v1/exports/hours", { ...asked, format: "csv" })).body.code).toBe("http.not-allowed");
    expect((await somebody.get(`/v1/reports/statistics?${november}`)).status).toBe(403);
  }
});
