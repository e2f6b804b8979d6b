import { expect, test } from "vitest";
import { giveUpSearch } from "../../src/matching/index.ts";
import { instant } from "../../src/platform/index.ts";
import { approveRequest, escalateRequest, openRequest } from "../../src/request/index.ts";
import { testApi } from "../test-api.ts";
import { coordinatorId, ordersOf, otherCoordinatorId, supervisorId } from "../test-orders.ts";

const api = await testApi();
const orders = ordersOf(api);
const liu = await api.as(coordinatorId, "coordinator");
const chen = await api.as(otherCoordinatorId, "coordinator");
const zhao = await api.as(supervisorId, "supervisor");

const path = (id: string, step: string) => `/v1/desk/requests/${id}/${step}`;

test("of two coordinators who decide at once one is first, and the other is told who", async () => {
  const { id } = await orders.submitted();
  const answers = await Promise.all([liu.post(path(id, "approve")), chen.post(path(id, "approve"))]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = answers.find(({ status }) => status === 409);
  const winner = (await orders.read(id)).history.findLast(({ event }) => event === "approve")?.by.personId;
  expect(lost?.body).toMatchObject({ code: "request.not-allowed", by: [winner === coordinatorId ? "刘社工" : "陈社工"] });
});

test("approving again changes nothing and is no conflict", async () => {
  const { id } = await orders.submitted();
  const first = await liu.post(path(id, "approve"));
  expect(first.body).toMatchObject({ status: "queued", nextStep: "wait_for_match" });
  expect((await liu.post(path(id, "approve"))).body.version).toBe(first.body.version);
});

test("a request that changed since it was seen is not decided", async () => {
  const { id, version } = await orders.submitted();
  await liu.send("PATCH", `/v1/desk/requests/${id}`, { details: "带上病历" });
  const { status, body } = await chen.post(path(id, "approve"), {}, { "If-Match": `"${version}"` });
  expect({ status, code: body.code, by: body.by }).toEqual({ status: 412, code: "request.not-as-seen", by: ["刘社工"] });
});

test("declining needs a reason, which the resident reads without numbers of people", async () => {
  const { id } = await orders.submitted();
  expect((await liu.post(path(id, "decline"), {})).status).toBe(400);
  const { body } = await liu.post(path(id, "decline"), { reason: "不在服务范围,可打13800138000问问" });
  expect(body.status).toBe("declined");
  expect(body.closingReason).not.toContain("13800138000");
});

test("referring needs consent and finds the office", async () => {
  const { id } = await orders.submitted();
  expect((await liu.post(path(id, "refer"), { office: "民政办", hasConsent: false })).body.code).toBe("request.consent-missing");
  const { body } = await liu.post(path(id, "refer"), { office: "镇民政办", hasConsent: true });
  expect(body).toMatchObject({ status: "referred", referral: { to: "镇民政办", receiverId: "PL-O001" } });
});

test("merging keeps the other request", async () => {
  const [one, other] = [await orders.submitted(), await orders.submitted()];
  const { body } = await liu.post(path(one.id, "merge"), { intoId: other.id });
  expect(body).toMatchObject({ status: "merged", mergedInto: other.id });
  expect((await liu.post(path(other.id, "merge"), { intoId: other.id })).body.code).toBe("request.merge-into-itself");
});

test("what nobody could take is tried again at another time", async () => {
  const { id } = await orders.submitted();
  await approveRequest(api.deps, id, { role: "coordinator", personId: coordinatorId });
  await giveUpSearch(api.deps, id);
  const { body } = await liu.post(path(id, "retry"), { startAt: "2026-11-26T14:00:00+08:00" });
  expect(body).toMatchObject({ status: "queued", startAt: "2026-11-26T06:00:00.000Z" });
});

test("what is missing is filled in and handed in", async () => {
  const resident = await orders.resident();
  const { request } = await openRequest(api.deps, {
    key: "unfinished",
    by: { role: "resident", personId: resident.id },
    source: "chat",
    stationId: "PL",
    requesterId: resident.id,
    beneficiaryId: resident.id,
    communityId: resident.communityId,
    gridId: resident.gridId,
    said: "想找人帮忙",
    itemCode: null,
    wish: {},
  });
  const { body } = await liu.send("PATCH", `/v1/desk/requests/${request.id}`, {
    itemCode: "EL01",
    startAt: "2026-11-24T09:00:00+08:00",
    where: { kind: "home" },
    dest: "区医院",
  });
  expect(body).toMatchObject({ status: "submitted", missing: [], itemName: expect.any(String) });
});

test("a request is moved and cancelled for a resident who phoned", async () => {
  const { id } = await orders.submitted();
  const moved = await liu.post(path(id, "time"), { startAt: "2026-11-25T10:00:00+08:00" });
  expect(moved.body.startAt).toBe("2026-11-25T02:00:00.000Z");
  expect((await liu.post(path(id, "time"), { startAt: "2020-01-01T10:00:00+08:00" })).body.code).toBe("request.start-passed");
  expect((await liu.post(path(id, "calls"), { outcome: "没人接" })).status).toBe(200);
  const cancelled = await liu.post(path(id, "cancel"), { reason: "好了" });
  expect(cancelled.body).toMatchObject({ status: "cancelled", closingReason: "好了" });
  expect((await chen.post(path(id, "cancel"), {})).status).toBe(409);
});

test("a task is suspended and taken up again by the supervisor alone", async () => {
  const { request } = await orders.accepted();
  expect((await liu.post(path(request.id, "suspend"), { reason: "台风" })).body.code).toBe("http.not-allowed");
  expect((await zhao.post(path(request.id, "suspend"), { reason: "台风" })).body.status).toBe("suspended");
  expect((await liu.post(path(request.id, "lift"), {})).status).toBe(403);
  const lifted = await zhao.post(path(request.id, "lift"), { startAt: "2026-11-27T10:00:00+08:00" });
  expect(lifted.body).toMatchObject({ status: "queued", startAt: instant(2026, 11, 27, 10).toISOString() });
});

test("for a storm every accepted task of today and tomorrow is put off at once", async () => {
  const { request } = await orders.accepted();
  expect((await liu.post("/v1/desk/suspensions", { reason: "台风" })).status).toBe(403);
  const { body } = await zhao.post("/v1/desk/suspensions", { reason: "台风" });
  expect(body.items).toMatchObject([{ id: request.id, status: "suspended" }]);
  expect((await zhao.post("/v1/desk/suspensions", { reason: "台风" })).body.items).toEqual([]);
});

test("the desk raises an alarm on a request", async () => {
  const { id } = await orders.submitted();
  const { body } = await liu.post(path(id, "alarm"), { kind: "medical", said: "邻居说叫不应" });
  expect(body).toMatchObject({ status: "escalated", escalation: { kind: "medical", answeredByName: null } });
});

test("an emergency is taken by the first who claims it and ended with a word", async () => {
  const { id, requesterId } = await orders.submitted();
  await escalateRequest(api.deps, id, { role: "resident", personId: requesterId }, { kind: "medical", said: "摔倒了" });
  expect((await liu.post(path(id, "claim"))).body.escalation.answeredByName).toBe("刘社工");
  expect(await chen.post(path(id, "claim"))).toMatchObject({ status: 409, body: { by: ["刘社工"] } });
  expect((await liu.post(path(id, "settle"), { outcome: "handed_over" })).body.code).toBe("request.reason-missing");
  expect((await liu.post(path(id, "settle"), { outcome: "handed_over", reason: "120已到" })).body.status).toBe("closed");
});

test("nobody but the desk triages, and what is of another station is not there", async () => {
  const { id } = await orders.submitted();
  for (const [personId, role] of [
    ["PL-R0001", "resident"],
    ["PL-V0001", "volunteer"],
    ["PL-S010", "social_worker"],
    ["PL-G001", "grid_worker"],
    ["PL-O001", "receiver"],
  ] as const) {
    const somebody = await api.as(personId, role);
    expect(await somebody.post(path(id, "approve")), role).toMatchObject({ status: 403, body: { code: "http.not-allowed" } });
  }
  await api.deps.db.collection("serviceRequests").updateOne({ _id: id as never }, { $set: { stationId: "QD" } });
  const theirs = await liu.post(path(id, "approve"));
  const none = await liu.post(path(`r${"0".repeat(23)}`, "approve"));
  expect({ ...theirs.body, requestId: "" }).toEqual({ ...none.body, requestId: "" });
  expect(theirs.status).toBe(404);
});
