import { expect, test } from "vitest";
import { addMinutes } from "../../src/platform/index.ts";
import type { Role } from "../../src/station/index.ts";
import { autoCheckOut, checkIn, reportNobodyHome } from "../../src/visit/index.ts";
import { testApi } from "../test-api.ts";
import { coordinatorId, ordersOf, otherCoordinatorId, supervisorId, tuesdayAtTen } from "../test-orders.ts";

const api = await testApi();
const orders = ordersOf(api);
/** Signs in for each call: hours pass between them. */
const signedIn = (personId: string, role: Role) => ({
  get: async (path: string) => (await api.as(personId, role)).get(path),
  post: async (path: string, body?: unknown) => (await api.as(personId, role)).post(path, body),
});
const liu = signedIn(coordinatorId, "coordinator");
const chen = signedIn(otherCoordinatorId, "coordinator");
const zhao = signedIn(supervisorId, "supervisor");

const path = (id: string, step: string) => `/v1/desk/requests/${id}/${step}`;
const moveTo = (at: Date) => api.deps.clock.advance(at.getTime() - api.deps.clock.now().getTime());

/** Accepted by somebody else, then bound to this person, as when one of the desk serves themself. */
async function bindTo(requestId: string, personId: string): Promise<void> {
  await api.deps.db
    .collection("serviceRequests")
    .updateOne({ _id: requestId as never }, { $set: { "assignments.0.volunteerId": personId } });
}

const requests = await Promise.all([orders.accepted(), orders.accepted(), orders.accepted(), orders.accepted(), orders.accepted()]);
const [late, served, closedDoor, unverified, own] = requests as [Accepted, Accepted, Accepted, Accepted, Accepted];
type Accepted = (typeof requests)[number];

test("a helper is not missing before the time for it is over; then others are looked for", async () => {
  const { id } = late.request;
  expect((await liu.post(path(id, "no-show"), {})).body.code).toBe("visit.too-early-for-no-show");
  await moveTo(addMinutes(tuesdayAtTen, 45));
  expect((await liu.post(path(id, "no-show"), {})).body).toMatchObject({ status: "queued", assignments: [{ status: "no_show" }] });
  expect(await chen.post(path(id, "no-show"), {})).toMatchObject({ status: 409 });
});

test("a helper without a phone is checked in and out, but nobody by themself", async () => {
  const { request, helper } = served;
  expect((await liu.post(path(request.id, "check-in"), { personId: helper.id })).body.status).toBe("in_progress");
  expect((await liu.post(path(request.id, "check-in"), { personId: coordinatorId })).body.code).toBe("visit.own-hours");
  api.deps.clock.advance(60 * 60_000);
  const { body } = await liu.post(path(request.id, "check-out"), { personId: helper.id, isBackHome: true });
  expect(body).toMatchObject({ status: "served", assignments: [{ status: "credited", creditedMinutes: 60 }] });
  const entries = (await liu.get(`/v1/people/${helper.id}/hours/entries?limit=1`)).body;
  expect(entries.items).toMatchObject([{ kind: "service", minutes: 60, requestId: request.id }]);
  expect((await liu.get(`/v1/people/${helper.id}/hours`)).body.creditedMinutes).toBeGreaterThanOrEqual(60);
  expect((await liu.get("/v1/people/QD-V0001/hours")).status).toBe(404);
});

test("a closed door is closed after the wait and two calls", async () => {
  const { request, helper } = closedDoor;
  expect((await liu.post(path(request.id, "close-absent"))).body.code).toBe("visit.nobody-home-missing");
  await reportNobodyHome(api.deps, request.id, helper.id, false);
  expect((await liu.post(path(request.id, "close-absent"))).body.code).toBe("visit.wait-first");
  for (const outcome of ["没人接", "还是没人接"]) await liu.post(path(request.id, "calls"), { outcome });
  api.deps.clock.advance(20 * 60_000);
  expect((await liu.post(path(request.id, "close-absent"))).body.status).toBe("cancelled");
});

test("minutes nobody checked out of are verified by one of the desk", async () => {
  const { request, helper } = unverified;
  await checkIn(api.deps, request.id, { role: "volunteer", personId: helper.id }, helper.id);
  await autoCheckOut(api.deps, request.id);
  const listed = (await liu.get("/v1/desk/lists/unverified")).body.items.map(({ id }: { id: string }) => id);
  expect(listed).toContain(request.id);
  const { body } = await liu.post(path(request.id, "verify"), { minutes: 30 });
  expect(body.assignments).toMatchObject([{ isVerified: true, creditedMinutes: 30 }]);
  expect((await chen.post(path(request.id, "verify"), { minutes: 90 })).status).toBe(409);
});

test("nobody verifies their own hours or decides on them", async () => {
  const { request } = own;
  await bindTo(request.id, coordinatorId);
  await checkIn(api.deps, request.id, { role: "coordinator", personId: otherCoordinatorId }, coordinatorId);
  await autoCheckOut(api.deps, request.id);
  expect((await liu.post(path(request.id, "verify"), { minutes: 480 })).body.code).toBe("visit.own-hours");
  await api.deps.db
    .collection("people")
    .updateOne({ _id: coordinatorId as never }, { $set: { helper: { ...own.helper.helper, creditedMinutes: 0 } } });
  expect((await chen.post(path(request.id, "verify"), { minutes: 60 })).status).toBe(200);
  await chen.post(path(request.id, "dispute"), { reason: "时长不对" });
  const decision = { outcome: "adjusted", minutes: 90, reason: "我说多少就多少" };
  expect((await liu.post(path(request.id, "decision"), decision)).body.code).toBe("visit.own-hours");
});

test("a dispute is decided once with a reason; an appeal is the supervisor's", async () => {
  const { id } = served.request;
  expect((await liu.post(path(id, "dispute"), { reason: "老人说只来了半小时" })).body.status).toBe("disputed");
  expect((await liu.post(path(id, "decision"), { outcome: "adjusted", reason: "核实过" })).status).toBe(400);
  const decided = await liu.post(path(id, "decision"), { outcome: "adjusted", minutes: 30, reason: "核实过" });
  expect(decided.body).toMatchObject({
    status: "closed",
    dispute: { outcome: "adjusted", minutes: 30 },
    assignments: [{ creditedMinutes: 30 }],
  });
  expect(await chen.post(path(id, "decision"), { outcome: "voided", reason: "不算" })).toMatchObject({
    status: 409,
    body: { by: ["刘社工"] },
  });
  expect((await zhao.post(path(id, "dispute"), { reason: "志愿者申诉" })).body.dispute.isAppeal).toBe(true);
  expect((await liu.post(path(id, "decision"), { outcome: "upheld", reason: "维持" })).body.code).toBe("request.wrong-actor");
  expect((await zhao.post(path(id, "decision"), { outcome: "upheld", reason: "维持" })).body.status).toBe("closed");
});

test("residents and volunteers have no part in it", async () => {
  const { id } = served.request;
  const resident = await api.as(served.request.requesterId, "resident");
  const volunteer = await api.as("PL-V0001", "volunteer");
  for (const who of [resident, volunteer]) {
    for (const [step, body] of [
      ["verify", { minutes: 10 }],
      ["dispute", { reason: "不对" }],
      ["decision", { outcome: "voided", reason: "不算" }],
      ["no-show", {}],
    ] as const)
      expect((await who.post(path(id, step), body)).body.code, step).toBe("http.not-allowed");
  }
});
