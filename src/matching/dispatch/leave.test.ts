import { describe, expect, test } from "vitest";
import { coordinator, demoStation, tuesdayAtTen } from "../../../test/support/demo-station.ts";
import { addMinutes } from "../../platform/index.ts";
import { boundHelpers, openNextInSeries } from "../../request/index.ts";
import { findLoads } from "../loads.ts";
import { acceptOffer } from "./answer.ts";
import { agreeToTime, changeTime, refuseTime, waitingFor } from "./change-time.ts";
import { giveUpSearch, withdrawHelper } from "./leave.ts";
import { nameHelper } from "./pick.ts";
import { proposeCandidates } from "./propose.ts";

const station = await demoStation();
const { deps } = station;
const loadOf = async (id: string) => (await findLoads(deps, [id])).get(id);

describe("stepping back", () => {
  test("a day before, the search begins again and the helper is free, without a mark", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.acceptedBy([helper]);
    const after = await withdrawHelper(deps, request.id, helper.id, "孩子病了");
    expect(after).toMatchObject({ status: "queued", assignments: [{ status: "withdrawn", reason: "孩子病了" }] });
    expect(await loadOf(helper.id)).toMatchObject({ bookings: [], noShows: [] });
    expect((await withdrawHelper(deps, request.id, helper.id, "孩子病了")).version).toBe(after.version);
    expect((await proposeCandidates(deps, request.id)).candidates.map(({ personId }) => personId)).not.toContain(helper.id);
  });

  test("under two hours before it counts as half a no-show and everybody is asked", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.acceptedBy([helper], { wish: { startAt: addMinutes(deps.clock.now(), 90) } });
    const after = await withdrawHelper(deps, request.id, helper.id, "堵在高速上");
    expect(after).toMatchObject({ status: "queued", urgency: "urgent", assignments: [{ status: "late_withdrawn" }] });
    expect(after.flags).toContain("all_hands");
    expect(await loadOf(helper.id)).toMatchObject({ noShows: [{ weight: 0.5 }] });
  });

  test("one of two leaves, the other stays bound and a third makes the team whole", async () => {
    const [one, other, third] = station.newHelpers(3);
    const request = await station.acceptedBy([one, other], { itemCode: "EL03" });
    const after = await withdrawHelper(deps, request.id, one.id, "有事");
    expect(boundHelpers(after)).toEqual([other.id]);
    await nameHelper(deps, request.id, coordinator, third.id);
    const whole = await acceptOffer(deps, request.id, third.id);
    expect(whole.status).toBe("accepted");
    expect([...boundHelpers(whole)].toSorted()).toEqual([other.id, third.id].toSorted());
  });

  test("who said yes first may step back while the second is still sought", async () => {
    const [one, other] = station.newHelpers(2);
    const request = await station.offeredTo([one, other], { itemCode: "EL03" });
    await acceptOffer(deps, request.id, one.id);
    const after = await withdrawHelper(deps, request.id, one.id, "有事");
    expect(after).toMatchObject({ status: "offered" });
    expect(boundHelpers(after)).toEqual([]);
    expect((await loadOf(one.id))?.bookings).toEqual([]);
    expect(after.offers.find(({ volunteerId }) => volunteerId === one.id)?.status).toBe("declined");
  });

  test("needs a reason, and a task", async () => {
    const [helper, stranger] = station.newHelpers(2);
    const request = await station.acceptedBy([helper]);
    await expect(withdrawHelper(deps, request.id, helper.id, " ")).rejects.toMatchObject({ code: "request.reason-missing" });
    expect((await loadOf(helper.id))?.bookings).toHaveLength(1);
    await expect(withdrawHelper(deps, request.id, stranger.id, "有事")).rejects.toMatchObject({ code: "matching.not-on-task" });
  });
});

describe("another time after the yes", () => {
  const later = addMinutes(tuesdayAtTen, 120);

  test("the resident asks, the helper agrees, the booking moves", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.acceptedBy([helper]);
    const asked = await changeTime(deps, request.id, { role: "resident", personId: request.requesterId }, { startAt: later });
    expect(waitingFor(asked)).toEqual([helper.id]);
    const agreed = await agreeToTime(deps, request.id, { role: "volunteer", personId: helper.id });
    expect(agreed).toMatchObject({ status: "accepted", wish: { startAt: later }, reschedules: 1 });
    expect((await loadOf(helper.id))?.bookings).toMatchObject([{ startAt: later }]);
  });

  test("a helper who has promised that hour elsewhere since is let go, and others are looked for", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.acceptedBy([helper]);
    await changeTime(deps, request.id, { role: "volunteer", personId: helper.id }, { startAt: later });
    await station.acceptedBy([helper], { wish: { startAt: later } });
    const after = await agreeToTime(deps, request.id, { role: "resident", personId: request.requesterId });
    expect(after).toMatchObject({ status: "queued", wish: { startAt: later }, assignments: [{ status: "released" }] });
    expect((await loadOf(helper.id))?.bookings.map(({ requestId }) => requestId)).not.toContain(request.id);
  });

  test("a recurrence moved once goes on at the time of its rule", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.acceptedBy([helper], { wish: { rrule: "FREQ=WEEKLY" } });
    await changeTime(deps, request.id, { role: "resident", personId: request.requesterId }, { startAt: later });
    const moved = await agreeToTime(deps, request.id, { role: "volunteer", personId: helper.id });
    const next = await openNextInSeries(deps, moved);
    expect(next?.wish).toMatchObject({ startAt: addMinutes(tuesdayAtTen, 7 * 24 * 60) });
    expect(next?.wish.ruleTime).toBeUndefined();
  });

  test("naming somebody who is being asked asks them once", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.offeredTo([helper]);
    expect((await nameHelper(deps, request.id, coordinator, helper.id)).version).toBe(request.version);
  });

  test("the helper asks, the resident keeps the old time", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.acceptedBy([helper]);
    const asked = await changeTime(deps, request.id, { role: "volunteer", personId: helper.id }, { startAt: later });
    expect(waitingFor(asked)).toEqual([request.requesterId]);
    const kept = await refuseTime(deps, request.id, { role: "resident", personId: request.requesterId });
    expect(kept).toMatchObject({ status: "accepted", wish: { startAt: tuesdayAtTen } });
    expect(kept.timeChange).toBeUndefined();
  });

  test("the helper cannot: others are looked for at the new time and the helper is free", async () => {
    const [helper] = station.newHelpers(1);
    const request = await station.acceptedBy([helper]);
    await changeTime(deps, request.id, { role: "resident", personId: request.requesterId }, { startAt: later });
    const after = await refuseTime(deps, request.id, { role: "volunteer", personId: helper.id });
    expect(after).toMatchObject({ status: "queued", wish: { startAt: later }, assignments: [{ status: "released" }] });
    expect((await loadOf(helper.id))?.bookings).toEqual([]);
  });

  test("moved while a partner is sought, nobody stays bound to the old time", async () => {
    const [one, other] = station.newHelpers(2);
    const request = await station.offeredTo([one, other], { itemCode: "EL03" });
    await acceptOffer(deps, request.id, one.id);
    const after = await changeTime(deps, request.id, { role: "resident", personId: request.requesterId }, { startAt: later });
    expect(after).toMatchObject({ status: "queued", wish: { startAt: later } });
    expect(boundHelpers(after)).toEqual([]);
    expect((await loadOf(one.id))?.bookings).toEqual([]);
  });
});

test("a search given up frees who waited for a partner", async () => {
  const [one, other] = station.newHelpers(2);
  const request = await station.offeredTo([one, other], { itemCode: "EL03" });
  await acceptOffer(deps, request.id, one.id);
  const after = await giveUpSearch(deps, request.id);
  expect(after.status).toBe("unfilled");
  expect(boundHelpers(after)).toEqual([]);
  expect((await loadOf(one.id))?.bookings).toEqual([]);
  expect((await giveUpSearch(deps, request.id)).version).toBe(after.version);
});
