import { describe, expect, test } from "vitest";
import { nameHelper } from "../../src/matching/index.ts";
import { addMinutes } from "../../src/platform/index.ts";
import { approveRequest } from "../../src/request/index.ts";
import { findHelpers, listByRole } from "../../src/station/index.ts";
import { makeDoorCode } from "../../src/visit/index.ts";
import { testApi } from "../test-api.ts";
import { ordersOf, tuesdayAtTen } from "../test-orders.ts";

const api = await testApi();
const { deps } = api;
const orders = ordersOf(api);
const by = { role: "coordinator", personId: "PL-S002" } as const;
/** Social workers may serve anything. */
const helpers = (await findHelpers(deps, "PL", { status: "active" })).filter(({ roles }) => roles.includes("social_worker"));
const supervisorsTime = deps.clock.now();

/** Signed in anew: the time a test moved may have ended an earlier token. */
const asHelper = async (index: number) => {
  const { id } = helpers[index] as { id: string };
  return { id, ...(await api.as(id, "social_worker")) };
};

/** A request somebody is asked to do, alone on its day. */
let days = 0;
async function offered(helperId: string, order: Parameters<typeof orders.submitted>[0] = {}) {
  days += 1;
  deps.clock.set(addMinutes(supervisorsTime, days * 24 * 60));
  const startAt = addMinutes(tuesdayAtTen, days * 24 * 60);
  const request = await orders.submitted({ ...order, wish: { startAt, ...order.wish } });
  await approveRequest(deps, request.id, by);
  await nameHelper(deps, request.id, by, helperId);
  return { request, startAt, path: `/v1/tasks/${request.id}` };
}

describe("an offer", () => {
  test("shows what, when and where about, and nobody's name, address or phone", async () => {
    const { request } = await offered(helpers[0]?.id ?? "");
    const helper = await asHelper(0);
    const { body } = await helper.get("/v1/offers");
    const [card] = body.items;
    expect(card).toMatchObject({ requestId: request.id, code: request.code, itemName: "代购代办", offerStatus: "offered", people: 1 });
    expect(card.communityName).not.toBe("");
    const [served] = (await listByRole(deps, "PL", "resident")).filter(({ id }) => id === request.beneficiaryId);
    const text = JSON.stringify(body);
    for (const secret of [served?.name, served?.phone, served?.address, "鸡蛋"]) expect(text).not.toContain(secret);
    expect(await helper.post(`/v1/offers/${request.id}/decline`, { reason: "值班" })).toMatchObject({
      status: 200,
      body: { offerStatus: "declined" },
    });
    expect((await helper.get("/v1/offers")).body.items).toEqual([]);
  });

  test("goes to one of two; the other is told who has it", async () => {
    const [first, second] = [await asHelper(0), await asHelper(1)];
    const { request } = await offered(first.id);
    await nameHelper(deps, request.id, by, second.id);
    const [one, other] = [await asHelper(0), await asHelper(1)];
    const accepted = await one.post(`/v1/offers/${request.id}/accept`);
    expect(accepted).toMatchObject({ status: 200, body: { ownStatus: "accepted", contact: { details: "买两斤鸡蛋" } } });
    const late = await other.post(`/v1/offers/${request.id}/accept`);
    expect(late).toMatchObject({ status: 409, body: { code: "matching.taken", by: [helpers[0]?.calledAs] } });
  });

  test("is countered with a time to come only, and is not there for who was never asked", async () => {
    const { request, startAt } = await offered(helpers[0]?.id ?? "");
    const [helper, stranger] = [await asHelper(0), await asHelper(2)];
    const path = `/v1/offers/${request.id}/counter`;
    expect((await helper.post(path, { startAt: "2020-01-01T00:00:00Z" })).body.code).toBe("request.start-passed");
    const later = addMinutes(startAt, 30).toISOString();
    expect((await helper.post(path, { startAt: later })).body).toMatchObject({ offerStatus: "countered", counterStartAt: later });
    expect((await stranger.post(`/v1/offers/${request.id}/accept`)).status).toBe(404);
    expect((await stranger.get(`/v1/tasks/${request.id}`)).status).toBe(404);
    const resident = await api.as(request.requesterId);
    expect(await resident.get("/v1/offers")).toMatchObject({ status: 403, body: { code: "http.not-allowed" } });
  });
});

describe("a task", () => {
  test("from yes to hours: confirmed, late, there by the code at the door, done", async () => {
    const { request, startAt, path } = await offered(helpers[0]?.id ?? "");
    await (await asHelper(0)).post(`/v1/offers/${request.id}/accept`);
    deps.clock.set(addMinutes(startAt, -90));
    const helper = await asHelper(0);
    expect((await helper.get("/v1/tasks")).body.items.map(({ requestId }: { requestId: string }) => requestId)).toContain(request.id);
    expect((await helper.post(`${path}/confirm`)).body.isConfirmed).toBe(true);
    expect((await helper.post(`${path}/late`, { minutes: 10 })).status).toBe(200);
    deps.clock.set(startAt);
    const there = await asHelper(0);
    const wrong = { doorCode: makeDoorCode(deps, "PL-R0001") };
    expect(await there.post(`${path}/check-in`, wrong)).toMatchObject({ status: 400, body: { code: "visit.wrong-door-code" } });
    const doorCode = makeDoorCode(deps, request.beneficiaryId);
    expect((await there.post(`${path}/check-in`, { doorCode })).body).toMatchObject({ ownStatus: "checked_in", arrival: "door_code" });
    deps.clock.set(addMinutes(startAt, 60));
    const done = await asHelper(0);
    expect((await done.post(`${path}/check-out`, {})).body).toMatchObject({ ownStatus: "credited", creditedMinutes: 60 });
    const hours = (await done.get("/v1/hours")).body;
    expect(hours.stars).toBeGreaterThanOrEqual(0);
    const [latest] = (await done.get("/v1/hours/entries?limit=1")).body.items;
    expect(latest).toMatchObject({ kind: "service", minutes: 60, requestId: request.id });
    expect((await done.get("/v1/tasks?when=past&limit=1")).body.items[0]).toMatchObject({ requestId: request.id, creditedMinutes: 60 });
  });

  test("shows address and phone until a day after check-out, and every look is in the audit", async () => {
    const { request, startAt, path } = await offered(helpers[1]?.id ?? "");
    await (await asHelper(1)).post(`/v1/offers/${request.id}/accept`);
    deps.clock.set(startAt);
    const helper = await asHelper(1);
    await helper.post(`${path}/check-in`, {});
    deps.clock.set(addMinutes(startAt, 60));
    const done = await asHelper(1);
    await done.post(`${path}/check-out`, {});
    const seen = (await done.get(path)).body;
    expect(seen.contact).toMatchObject({ address: expect.any(String), passwordWord: expect.any(String) });
    const looks = await deps.db
      .collection("auditEntries")
      .countDocuments({ actorId: done.id, "subject.id": request.id, fields: "address" });
    expect(looks).toBeGreaterThan(0);
    deps.clock.set(addMinutes(startAt, 26 * 60));
    expect((await (await asHelper(1)).get(path)).body).toMatchObject({ ownStatus: "credited", contact: null });
  });

  test("a closed door: wait and call; withdrawing needs a reason", async () => {
    const { request, startAt, path } = await offered(helpers[0]?.id ?? "");
    await (await asHelper(0)).post(`/v1/offers/${request.id}/accept`);
    const early = await asHelper(0);
    expect((await early.post(`${path}/late`, { minutes: 10 })).body.code).toBe("visit.too-early");
    expect((await early.post(`${path}/calls`, {})).body.code).toBe("visit.nobody-home-missing");
    deps.clock.set(startAt);
    const helper = await asHelper(0);
    expect((await helper.post(`${path}/nobody-home`)).body.nobodyHome).toMatchObject({ calls: 0, waitMinutes: 15, callsNeeded: 2 });
    expect((await helper.post(`${path}/calls`, {})).body.nobodyHome.calls).toBe(1);
    expect((await helper.post(`${path}/withdraw`, {})).status).toBe(400);
    const back = await helper.post(`${path}/withdraw`, { reason: "孩子病了,打13800138000" });
    expect(back.body).toMatchObject({ ownStatus: "late_withdrawn", contact: null });
    expect((await helper.post(`${path}/alarm`, { said: "晕了" })).body.code).toBe("visit.not-on-task");
    const stored = await orders.read(request.id);
    expect(stored.assignments[0]?.reason).not.toContain("13800138000");
  });

  test("an escort is over at home; unwell on the way is an alarm", async () => {
    const first = await offered(helpers[1]?.id ?? "", { itemCode: "EL01" });
    await (await asHelper(1)).post(`/v1/offers/${first.request.id}/accept`);
    deps.clock.set(first.startAt);
    const helper = await asHelper(1);
    await helper.post(`${first.path}/check-in`, {});
    deps.clock.set(addMinutes(first.startAt, 60));
    const inside = await asHelper(1);
    expect((await inside.post(`${first.path}/check-out`, {})).body.code).toBe("visit.return-trip");
    expect((await inside.post(`${first.path}/alarm`, { said: "老人喘不上气" })).body.status).toBe("escalated");
    expect((await inside.post(`${first.path}/alarm`, { said: "老人喘不上气" })).body.status).toBe("escalated");
  });

  test("another time waits for the resident; disputed hours wait for a person", async () => {
    const { request, startAt, path } = await offered(helpers[2]?.id ?? "");
    await (await asHelper(2)).post(`/v1/offers/${request.id}/accept`);
    const helper = await asHelper(2);
    const later = addMinutes(startAt, 60).toISOString();
    expect((await helper.post(`${path}/time`, { startAt: later })).body).toMatchObject({ newStartAt: later, isAskedForTime: false });
    const resident = await api.as(request.requesterId);
    await resident.post(`/v1/requests/${request.id}/time-answer`, { isYes: true });
    expect((await helper.post(`${path}/dispute`, { reason: "少记了" })).body.code).toBe("visit.not-on-task");
    deps.clock.set(addMinutes(startAt, 60));
    const there = await asHelper(2);
    await there.post(`${path}/check-in`, { position: { lat: 35.7, lon: 119.8 } });
    deps.clock.set(addMinutes(startAt, 90));
    const leaving = await asHelper(2);
    expect((await leaving.get(path)).body.arrival).toBe("unchecked");
    await leaving.post(`${path}/check-out`, {});
    expect((await leaving.post(`${path}/dispute`, { reason: "少记了半小时" })).body.status).toBe("disputed");
    expect((await leaving.get("/v1/hours")).body.frozenMinutes).toBe(30);
  });
});
