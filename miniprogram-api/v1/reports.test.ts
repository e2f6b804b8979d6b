import { describe, expect, test } from "vitest";
import { entriesFor } from "../../src/audit/index.ts";
import { updatePerson } from "../../src/station/index.ts";
import { testApi } from "../test-api.ts";
import { coordinatorId, ordersOf, otherCoordinatorId } from "../test-orders.ts";

const api = await testApi({ paceFactor: 10 });
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

const contacts = { ...asked, format: "xlsx", withContact: true };

describe("a list with phones", () => {
  const ask = async () => (await liu.post("/v1/exports/hours/approvals", contacts)).body;

  test("leaves when a second person of the desk has agreed to just that list", async () => {
    await stepUp();
    await stepUp(otherCoordinatorId);
    const chen = await api.as(otherCoordinatorId, "coordinator");
    await stepUp(otherCoordinatorId);
    expect((await liu.post("/v1/exports/hours", contacts)).body.code).toBe("access.approval-needed");
    const { id } = await ask();
    const told = await api.deps.db.collection("notices").find({ kind: "desk.export_asked" }).toArray();
    expect(told.map(({ to }) => to)).toContain(otherCoordinatorId);
    expect(told.map(({ to }) => to)).not.toContain(coordinatorId);
    expect((await liu.post("/v1/exports/hours", { ...contacts, approvalId: id })).body.code).toBe("access.approval-needed");
    expect((await liu.post(`/v1/export-approvals/${id}/answer`, { isYes: true })).body.code).toBe("access.own-approval");
    expect((await chen.get("/v1/export-approvals")).body.items).toMatchObject([{ id, askedBy: coordinatorId, status: "waiting" }]);
    expect((await chen.post(`/v1/export-approvals/${id}/answer`, { isYes: true })).body).toMatchObject({
      status: "agreed",
      answeredBy: otherCoordinatorId,
    });
    expect((await liu.post("/v1/exports/hours", { ...contacts, approvalId: id })).status).toBe(200);
    for (const other of [{ from: "2026-10-01" }, { purpose: "别的" }])
      expect((await liu.post("/v1/exports/hours", { ...contacts, ...other, approvalId: id })).body.code).toBe("access.approval-needed");
    expect((await liu.post("/v1/exports/requests", { ...contacts, approvalId: id })).body.code).toBe("access.approval-needed");
    expect((await chen.post("/v1/exports/hours", { ...contacts, approvalId: id })).body.code).toBe("access.approval-needed");
  });

  test("stays when the second person says no, and a no is not turned into a yes by a third", async () => {
    await stepUp();
    const chen = await api.as(otherCoordinatorId, "coordinator");
    const supervisor = await api.as("PL-S001", "supervisor");
    await stepUp(otherCoordinatorId);
    await stepUp("PL-S001");
    const { id } = await ask();
    await chen.post(`/v1/export-approvals/${id}/answer`, { isYes: false });
    expect((await supervisor.post(`/v1/export-approvals/${id}/answer`, { isYes: true })).body).toMatchObject({
      code: "access.approval-answered",
    });
    expect((await liu.post("/v1/exports/hours", { ...contacts, approvalId: id })).body.code).toBe("access.approval-needed");
  });

  test("is a workbook, which says who took it, and never one of counts", async () => {
    await stepUp();
    for (const [table, format] of [
      ["hours", "csv"],
      ["statistics", "xlsx"],
    ])
      expect((await liu.post(`/v1/exports/${table}/approvals`, { ...contacts, format })).body.code).toBe("http.invalid");
  });
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

test("a second person's yes is good for a day", async () => {
  await stepUp();
  const chen = await api.as(otherCoordinatorId, "coordinator");
  await stepUp(otherCoordinatorId);
  const { id } = (await liu.post("/v1/exports/hours/approvals", contacts)).body;
  await chen.post(`/v1/export-approvals/${id}/answer`, { isYes: true });
  api.deps.clock.advance(25 * 3_600_000);
  const later = await api.as(coordinatorId, "coordinator");
  await stepUp();
  expect((await later.post("/v1/exports/hours", { ...contacts, approvalId: id })).body.code).toBe("access.approval-needed");
  expect((await later.get("/v1/export-approvals")).body.items).toEqual([]);
});
