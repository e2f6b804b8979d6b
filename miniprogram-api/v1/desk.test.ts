import { expect, test } from "vitest";
import { entriesFor } from "../../src/audit/index.ts";
import { settleNotice, storeNotices } from "../../src/outbox/index.ts";
import { referRequest } from "../../src/request/index.ts";
import { testApi } from "../test-api.ts";
import { coordinatorId, ordersOf, supervisorId } from "../test-orders.ts";

const api = await testApi();
const orders = ordersOf(api);
const liu = await api.as(coordinatorId, "coordinator");
const zhao = await api.as(supervisorId, "supervisor");
const worker = await api.as("PL-S010", "social_worker");

test("the board has the urgent on top, then the oldest, page by page", async () => {
  const routine = await orders.submitted();
  api.deps.clock.advance(60_000);
  const urgent = await orders.submitted({ isUrgent: true });
  api.deps.clock.advance(60_000);
  const later = await orders.submitted();
  const first = (await liu.get("/v1/desk/requests?limit=2")).body;
  const second = (await liu.get(`/v1/desk/requests?limit=2&cursor=${first.next}`)).body;
  expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual([urgent.id, routine.id, later.id]);
  expect(first.items[0]).toMatchObject({ nextStep: "triage", isOverdue: false, urgency: "urgent" });
  expect((await liu.get("/v1/desk/requests?status=proposed")).body.items).toEqual([]);
  expect((await liu.get(`/v1/desk/requests?communityId=${routine.communityId}`)).body.items.length).toBeGreaterThan(0);
  expect((await liu.get("/v1/desk/requests?cursor=nonsense")).status).toBe(400);
});

test("requests of another station are not on the board and not there", async () => {
  const { id } = await orders.submitted();
  await api.deps.db.collection("serviceRequests").updateOne({ _id: id as never }, { $set: { stationId: "QD" } });
  expect(JSON.stringify((await liu.get("/v1/desk/requests?limit=100")).body)).not.toContain(id);
  expect((await liu.get(`/v1/desk/requests/${id}`)).status).toBe(404);
  expect((await liu.get(`/v1/desk/requests/${id}/contacts`)).status).toBe(404);
});

test("one request is read with its history; a social worker plans with it and is not told what was said", async () => {
  const { id } = await orders.submitted();
  const full = (await liu.get(`/v1/desk/requests/${id}`)).body;
  expect(full).toMatchObject({ said: "测试", details: "买两斤鸡蛋", history: [{ event: "open" }, { event: "submit" }] });
  const planned = (await worker.get(`/v1/desk/requests/${id}`)).body;
  expect(planned).toMatchObject({ said: "", details: null, startAt: full.startAt });
  expect((await liu.get(`/v1/desk/requests/${id}`, { "If-None-Match": `"${full.version}"` })).status).toBe(304);
});

test("contacts are read with a note in the audit trail, by a supervisor with a reason, by a social worker only for their own task", async () => {
  const { request, helper } = await orders.accepted();
  const path = `/v1/desk/requests/${request.id}/contacts`;
  const { body } = await liu.get(path);
  expect(body.beneficiary.address).not.toBe("");
  expect(body.helpers).toMatchObject([{ personId: helper.id }]);
  const { entries } = await entriesFor(api.deps, { stationId: "PL", subject: { kind: "request", id: request.id } });
  expect(entries).toMatchObject([{ actorId: coordinatorId, act: "request.readAll", fields: expect.arrayContaining(["phone", "address"]) }]);
  expect((await zhao.get(path)).status).toBe(400);
  expect((await zhao.get(`${path}?reason=${encodeURIComponent("回访投诉")}`)).status).toBe(200);
  const [latest] = (await entriesFor(api.deps, { stationId: "PL", actorId: supervisorId })).entries;
  expect(latest).toMatchObject({ reason: "回访投诉", subject: { kind: "request", id: request.id } });
  expect((await worker.get(path)).body.code).toBe("http.not-allowed");
  const own = await api.as(helper.id, "social_worker");
  expect((await own.get(path)).status).toBe(200);
  expect((await own.get(`/v1/desk/requests/${request.id}`)).body.details).toBe("买两斤鸡蛋");
});

test("what is confidential is hidden from social workers who do not serve it", async () => {
  const { id } = await orders.submitted();
  await api.deps.db.collection("serviceRequests").updateOne({ _id: id as never }, { $set: { flags: ["confidential"] } });
  expect((await worker.get(`/v1/desk/requests/${id}`)).status).toBe(404);
  expect(JSON.stringify((await worker.get("/v1/desk/requests?limit=100")).body)).not.toContain(id);
  expect((await liu.get(`/v1/desk/requests/${id}`)).status).toBe(200);
});

test("an office sees what was referred to it, and ends it or gives it back", async () => {
  const [done, back] = [await orders.submitted(), await orders.submitted()] as const;
  const to = { office: "民政办", receiverId: "PL-O001", hasConsent: true };
  for (const { id } of [done, back]) await referRequest(api.deps, id, { role: "coordinator", personId: coordinatorId }, to);
  const office = await api.as("PL-O001", "receiver");
  const other = await api.as("PL-O002", "receiver");
  const { items } = (await office.get("/v1/referrals")).body;
  expect(items.map(({ id }: { id: string }) => id).sort()).toEqual([done.id, back.id].sort());
  expect(items[0].address).not.toBeNull();
  expect((await other.get("/v1/referrals")).body.items).toEqual([]);
  expect((await other.post(`/v1/referrals/${done.id}/complete`, { outcome: "办好了" })).status).toBe(404);
  expect((await office.post(`/v1/referrals/${done.id}/complete`, { outcome: "已发放补贴" })).body).toMatchObject({
    status: "closed",
    outcome: "已发放补贴",
    phone: null,
  });
  expect((await office.post(`/v1/referrals/${back.id}/bounce`, { reason: "不归我们" })).body.status).toBe("submitted");
  expect((await liu.get("/v1/referrals")).status).toBe(403);
});

test("who could not be reached is on the phone list with the request it was about", async () => {
  const { id, requesterId, code } = await orders.submitted();
  const now = api.deps.clock.now();
  const notice = {
    id: "unreached",
    stationId: "PL",
    kind: "resident.searching",
    to: requesterId,
    requestId: id,
    createdAt: now,
    sendAt: now,
  };
  await storeNotices(api.deps, [notice]);
  await settleNotice(api.deps, "unreached", { status: "failed", why: "no channel" });
  expect((await liu.get("/v1/desk/phone-list")).body.items).toMatchObject([{ personId: requesterId, codes: [code] }]);
  expect((await worker.get("/v1/desk/phone-list")).status).toBe(403);
});

test("nobody else reads the board", async () => {
  for (const [personId, role] of [
    ["PL-R0001", "resident"],
    ["PL-V0001", "volunteer"],
    ["PL-G001", "grid_worker"],
    ["PL-O001", "receiver"],
  ] as const)
    expect((await (await api.as(personId, role)).get("/v1/desk/requests")).body.code, role).toBe("http.not-allowed");
  expect((await api.nobody.get("/v1/desk/requests")).status).toBe(401);
  expect((await worker.get("/v1/desk/lists/today")).status).toBe(403);
});
