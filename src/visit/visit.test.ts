import { describe, expect, test } from "vitest";
import { coordinator, demoStation, type HelpersOf } from "../../test/support/demo-station.ts";
import { balanceOf, entriesOf } from "../ledger/index.ts";
import { acceptOffer, boundHelpers, findLoads, nameHelper, proposeCandidates } from "../matching/index.ts";
import { addMinutes, startOfDay } from "../platform/index.ts";
import { cancelRequest, type ServiceRequest } from "../request/index.ts";
import { findPerson, type Person } from "../station/index.ts";
import { closeAbsent, declareNoShow, noteCall, reportNobodyHome } from "./absence.ts";
import { checkIn, confirmComing, reportLate, sayLate } from "./check-in.ts";
import { autoCheckOut, checkOut, leaveEarly, verifyVisit } from "./check-out.ts";
import { isVulnerable, mayReadContact, passwordWord } from "./contact.ts";
import { decideDispute, openDispute } from "./dispute.ts";
import { complainAbout, openFollowUp, rateService } from "./rate.ts";
import { cancelService, raiseAlarm } from "./stop.ts";

const station = await demoStation();
const { deps } = station;
const { clock } = deps;
const dayMinutes = 24 * 60;
const supervisor = { role: "supervisor", personId: "PL-S001" } as const;
const as = (helper: Person) => ({ role: "volunteer", personId: helper.id }) as const;
const resident = (request: ServiceRequest) => ({ role: "resident", personId: request.requesterId }) as const;
const bookingsOf = async (id: string) => (await findLoads(deps, [id])).get(id)?.bookings ?? [];
const minutesOf = async (id: string) => (await balanceOf(deps, id)).creditedMinutes;

/** Each test has a day of its own: nine in the morning, task at ten. */
let day = 0;
function nextMorning(): Date {
  day += 1;
  clock.set(addMinutes(startOfDay(new Date("2026-11-24T00:00:00Z"), day), 9 * 60));
  return addMinutes(clock.now(), 60);
}

async function taskFor<Count extends 1 | 2>(
  count: Count,
  itemCode = "EL02",
): Promise<{ request: ServiceRequest; helpers: HelpersOf<Count>; startAt: Date }> {
  const startAt = nextMorning();
  const helpers = station.newHelpers(count);
  return { request: await station.acceptedBy(helpers, { itemCode, wish: { startAt } }), helpers, startAt };
}

describe("coming", () => {
  test("the two-hour answer is kept once and takes the mark away", async () => {
    const { request, helpers } = await taskFor(1);
    const once = await confirmComing(deps, request.id, helpers[0].id);
    expect(once.assignments[0]?.confirmedAt).toEqual(clock.now());
    expect((await confirmComing(deps, request.id, helpers[0].id)).version).toBe(once.version);
  });

  test("being late moves the late timers", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    const late = await sayLate(deps, request.id, helpers[0].id, 20);
    expect((await sayLate(deps, request.id, helpers[0].id, 20)).version).toBe(late.version);
    expect(late.visit.lateMinutes).toBe(20);
    expect(late.nextDueAt?.getTime()).toBeGreaterThan(request.nextDueAt?.getTime() ?? 0);
    clock.set(addMinutes(startAt, 10));
    expect((await reportLate(deps, request.id, resident(request))).status).toBe("accepted");
  });

  test("nobody checks in hours early, or on a task that is not theirs", async () => {
    const { request, helpers } = await taskFor(1);
    const [stranger] = station.newHelpers(1);
    clock.set(addMinutes(clock.now(), -120));
    await expect(checkIn(deps, request.id, as(helpers[0]), helpers[0].id)).rejects.toMatchObject({ code: "visit.too-early" });
    await expect(checkIn(deps, request.id, as(stranger), stranger.id)).rejects.toMatchObject({ code: "visit.not-on-task" });
  });
});

describe("hours", () => {
  test("minutes from in to out are credited once, in whole tenths of an hour", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    const [helper] = helpers;
    const before = await minutesOf(helper.id);
    clock.set(startAt);
    await checkIn(deps, request.id, as(helper), helper.id);
    const twice = await checkIn(deps, request.id, as(helper), helper.id);
    expect(twice.status).toBe("in_progress");
    clock.set(addMinutes(startAt, 64));
    const out = await checkOut(deps, request.id, as(helper), helper.id);
    expect(out).toMatchObject({ status: "served", assignments: [{ status: "credited", creditedMinutes: 60 }] });
    expect((await checkOut(deps, request.id, as(helper), helper.id)).version).toBe(out.version);
    expect((await minutesOf(helper.id)) - before).toBe(60);
    expect((await findPerson(deps, helper.id)).helper?.creditedMinutes).toBe(before + 60);
    expect(await bookingsOf(helper.id)).toEqual([]);
  });

  test("of two, each is credited at their own end and the last one ends the visit", async () => {
    const { request, helpers, startAt } = await taskFor(2, "EL03");
    const [one, other] = helpers;
    clock.set(startAt);
    await checkIn(deps, request.id, as(one), one.id);
    clock.set(addMinutes(startAt, 6));
    await checkIn(deps, request.id, as(other), other.id);
    clock.set(addMinutes(startAt, 30));
    const half = await checkOut(deps, request.id, as(one), one.id);
    expect(half.status).toBe("in_progress");
    expect(half.assignments.find(({ volunteerId }) => volunteerId === one.id)).toMatchObject({ status: "credited", creditedMinutes: 30 });
    clock.set(addMinutes(startAt, 60));
    const whole = await checkOut(deps, request.id, as(other), other.id);
    expect(whole.status).toBe("served");
    expect(whole.assignments.map(({ creditedMinutes }) => creditedMinutes)).toEqual([30, 54]);
  });

  test("of two who end at the same moment both are credited once", async () => {
    const { request, helpers, startAt } = await taskFor(2, "EL03");
    clock.set(startAt);
    await Promise.all(helpers.map((helper) => checkIn(deps, request.id, as(helper), helper.id)));
    clock.set(addMinutes(startAt, 60));
    await Promise.all(helpers.map((helper) => checkOut(deps, request.id, as(helper), helper.id)));
    for (const { id } of helpers) expect((await entriesOf(deps, id)).filter(({ requestId }) => requestId === request.id)).toHaveLength(1);
  });

  test("an escort is over when the person is home again", async () => {
    const { request, helpers, startAt } = await taskFor(1, "EL01");
    const [helper] = helpers;
    clock.set(startAt);
    await checkIn(deps, request.id, as(helper), helper.id);
    clock.set(addMinutes(startAt, 120));
    await expect(checkOut(deps, request.id, as(helper), helper.id)).rejects.toMatchObject({ code: "visit.return-trip" });
    expect((await checkOut(deps, request.id, as(helper), helper.id, { isBackHome: true })).status).toBe("served");
  });

  test("nobody said they were done: served without credit until a person says how long it was, never the helper", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    const [helper] = helpers;
    const before = await minutesOf(helper.id);
    clock.set(startAt);
    await checkIn(deps, request.id, as(helper), helper.id);
    clock.set(addMinutes(startAt, 180));
    const auto = await autoCheckOut(deps, request.id);
    expect(auto).toMatchObject({ status: "served", assignments: [{ status: "checked_out", isVerified: false, creditedMinutes: null }] });
    expect(await minutesOf(helper.id)).toBe(before);
    await expect(verifyVisit(deps, request.id, { role: "coordinator", personId: helper.id }, 60)).rejects.toMatchObject({
      code: "visit.own-hours",
    });
    const verified = await verifyVisit(deps, request.id, coordinator, 60);
    expect(verified.assignments).toMatchObject([{ status: "credited", creditedMinutes: 60 }]);
    expect((await minutesOf(helper.id)) - before).toBe(60);
  });

  test("who leaves early keeps their minutes and the rest is looked for at once", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    const [helper] = helpers;
    const before = await minutesOf(helper.id);
    clock.set(startAt);
    await checkIn(deps, request.id, as(helper), helper.id);
    clock.set(addMinutes(startAt, 30));
    const left = await leaveEarly(deps, request.id, helper.id, "孩子病了");
    expect(left).toMatchObject({ status: "queued", urgency: "urgent", assignments: [{ status: "credited", creditedMinutes: 30 }] });
    expect((await minutesOf(helper.id)) - before).toBe(30);
    expect((await leaveEarly(deps, request.id, helper.id, "孩子病了")).version).toBe(left.version);
    await expect(nameHelper(deps, request.id, coordinator, helper.id)).rejects.toMatchObject({ code: "matching.not-allowed-helper" });
    const again = await proposeCandidates(deps, request.id);
    expect(again.candidates.map(({ personId }) => personId)).not.toContain(helper.id);
    const [next] = station.newHelpers(1);
    await nameHelper(deps, request.id, coordinator, next.id);
    const taken = await acceptOffer(deps, request.id, next.id);
    expect(taken.status).toBe("accepted");
    expect(boundHelpers(taken)).toEqual([next.id]);
  });
});

describe("not coming", () => {
  test("a no-show counts, is not declared too early, and others are looked for", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    const [helper] = helpers;
    clock.set(addMinutes(startAt, 20));
    await expect(declareNoShow(deps, request.id, coordinator)).rejects.toMatchObject({
      code: "visit.too-early-for-no-show",
      details: { minutes: 10 },
    });
    clock.set(addMinutes(startAt, 31));
    const after = await declareNoShow(deps, request.id, coordinator);
    expect(after).toMatchObject({ status: "queued", urgency: "urgent", assignments: [{ status: "no_show" }] });
    await declareNoShow(deps, request.id, coordinator);
    expect((await findLoads(deps, [helper.id])).get(helper.id)).toMatchObject({ bookings: [], noShows: [{ weight: 1 }] });
    expect((await findPerson(deps, helper.id)).helper?.status).toBe("active");
  });

  test("the second in sixty days pauses the helper", async () => {
    const [helper] = station.newHelpers(1);
    for (const status of ["active", "paused"]) {
      const startAt = nextMorning();
      const request = await station.acceptedBy([helper], { wish: { startAt } });
      clock.set(addMinutes(startAt, 31));
      await declareNoShow(deps, request.id, coordinator);
      expect((await findPerson(deps, helper.id)).helper?.status).toBe(status);
    }
  });

  test("of two only the missing one is marked", async () => {
    const { request, helpers, startAt } = await taskFor(2, "EL03");
    clock.set(addMinutes(startAt, 31));
    const [stranger] = station.newHelpers(1);
    await expect(declareNoShow(deps, request.id, coordinator, stranger.id)).rejects.toMatchObject({ code: "visit.not-on-task" });
    const after = await declareNoShow(deps, request.id, coordinator, helpers[1].id);
    await expect(sayLate(deps, request.id, helpers[1].id, 10)).rejects.toMatchObject({ code: "visit.not-on-task" });
    expect(after.assignments.map(({ status }) => status)).toEqual(["accepted", "no_show"]);
    expect(await bookingsOf(helpers[0].id)).toHaveLength(1);
  });
});

describe("a closed door", () => {
  test("the third time in ninety days the desk is asked to call", async () => {
    const home = station.newResident();
    for (const isCalledFor of [false, false, true]) {
      const startAt = nextMorning();
      const [helper] = station.newHelpers(1);
      const request = await station.acceptedBy([helper], { resident: home, wish: { startAt } });
      clock.set(startAt);
      await reportNobodyHome(deps, request.id, helper.id, false);
      await noteCall(deps, request.id, coordinator, "没人接");
      await noteCall(deps, request.id, coordinator, "没人接");
      clock.set(addMinutes(startAt, 15));
      await closeAbsent(deps, request.id, coordinator);
      const notices = deps.db.collection<{ _id: string; kind: string; requestId: string }>("notices");
      const told = () => notices.countDocuments({ requestId: request.id, kind: "desk.absent_often" });
      await expect.poll(async () => (await notices.countDocuments({ requestId: request.id, kind: "resident.absent" })) > 0).toBe(true);
      expect((await told()) > 0).toBe(isCalledFor);
    }
  });

  test("waits a quarter of an hour and two calls before it may be closed", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    const [helper] = helpers;
    clock.set(startAt);
    const said = await reportNobodyHome(deps, request.id, helper.id, false);
    expect((await reportNobodyHome(deps, request.id, helper.id, false)).version).toBe(said.version);
    await noteCall(deps, request.id, as(helper), "没人接");
    await expect(closeAbsent(deps, request.id, coordinator)).rejects.toMatchObject({
      code: "visit.wait-first",
      details: { minutes: 15, calls: 1 },
    });
    clock.set(addMinutes(startAt, 15));
    await noteCall(deps, request.id, as(helper), "没人接");
    expect(await closeAbsent(deps, request.id, coordinator)).toMatchObject({ status: "cancelled", closing: { reason: "resident_absent" } });
    expect(await bookingsOf(helper.id)).toEqual([]);
  });

  test("is an alarm at once for somebody vulnerable", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    clock.set(startAt);
    const after = await reportNobodyHome(deps, request.id, helpers[0].id, true);
    expect(after).toMatchObject({ status: "escalated", escalation: { kind: "welfare" } });
    expect(await bookingsOf(helpers[0].id)).toEqual([]);
    expect((await reportNobodyHome(deps, request.id, helpers[0].id, true)).status).toBe("escalated");
  });
});

describe("alarm and cancel", () => {
  test("an alarm during the visit ends it, and who was there is credited", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    clock.set(startAt);
    await checkIn(deps, request.id, as(helpers[0]), helpers[0].id);
    const after = await raiseAlarm(deps, request.id, as(helpers[0]), { kind: "welfare", said: "不太对劲" });
    expect(after).toMatchObject({ status: "escalated", assignments: [{ status: "credited" }] });
  });

  test("a cancel within the hour credits who was on the way, once", async () => {
    const { request, helpers, startAt } = await taskFor(1);
    const before = await minutesOf(helpers[0].id);
    clock.set(addMinutes(startAt, -30));
    // The process ends between the write and what follows from it; the same message again does the rest.
    await cancelRequest(deps, request.id, resident(request), "不用了");
    await cancelService(deps, request.id, resident(request), "不用了");
    await cancelService(deps, request.id, resident(request), "不用了");
    expect((await minutesOf(helpers[0].id)) - before).toBe(30);
    expect(await bookingsOf(helpers[0].id)).toEqual([]);
  });
});

describe("afterwards", () => {
  async function servedTask() {
    const { request, helpers, startAt } = await taskFor(1);
    const [helper] = helpers;
    clock.set(startAt);
    await checkIn(deps, request.id, as(helper), helper.id);
    clock.set(addMinutes(startAt, 60));
    return { request: await checkOut(deps, request.id, as(helper), helper.id), helper: helper };
  }

  test("the first rating counts; done without stars stays without", async () => {
    const { request } = await servedTask();
    const rated = await rateService(deps, request.id, resident(request), { stars: 5 });
    expect(rated).toMatchObject({ status: "closed", rating: { stars: 5 } });
    expect((await rateService(deps, request.id, resident(request), { stars: 1 })).rating?.stars).toBe(5);
    const { request: other } = await servedTask();
    expect((await rateService(deps, other.id, resident(other), { stars: null })).rating?.stars).toBeNull();
    await expect(rateService(deps, other.id, resident(other), { stars: 6 })).rejects.toMatchObject({ code: "visit.bad-stars" });
  });

  test("a dispute freezes the credit until somebody decides", async () => {
    const { request, helper } = await servedTask();
    const full = await minutesOf(helper.id);
    const disputed = await openDispute(deps, request.id, as(helper), "时长不对");
    expect(disputed.status).toBe("disputed");
    expect(await balanceOf(deps, helper.id)).toMatchObject({ creditedMinutes: full - 60, frozenMinutes: 60 });
    expect((await openDispute(deps, request.id, as(helper), "时长不对")).version).toBe(disputed.version);
    const decided = await decideDispute(deps, request.id, coordinator, { outcome: "adjusted", minutes: 90, reason: "看过记录" });
    expect(decided).toMatchObject({ status: "closed", assignments: [{ creditedMinutes: 90 }] });
    expect(await balanceOf(deps, helper.id)).toMatchObject({ creditedMinutes: full + 30, frozenMinutes: 0 });
    expect((await findPerson(deps, helper.id)).helper?.creditedMinutes).toBe(full + 30);
  });

  test("upheld gives it back, void takes it, a second dispute decides again", async () => {
    const { request, helper } = await servedTask();
    const full = await minutesOf(helper.id);
    await openDispute(deps, request.id, resident(request), "没来这么久");
    await decideDispute(deps, request.id, coordinator, { outcome: "upheld", reason: "核实过" });
    expect(await minutesOf(helper.id)).toBe(full);
    await openDispute(deps, request.id, resident(request), "真的没来这么久");
    expect((await balanceOf(deps, helper.id)).frozenMinutes).toBe(60);
    await expect(decideDispute(deps, request.id, coordinator, { outcome: "upheld", reason: "核实过" })).rejects.toMatchObject({
      code: "request.wrong-actor",
    });
    await decideDispute(deps, request.id, supervisor, { outcome: "voided", reason: "态度恶劣" });
    expect(await balanceOf(deps, helper.id)).toMatchObject({ creditedMinutes: full - 60, frozenMinutes: 0 });
    await expect(openDispute(deps, request.id, as(helper), "不服")).rejects.toMatchObject({ code: "request.appealed-already" });
  });

  test("an appeal freezes and settles what the first decision left, in whole tenths of an hour", async () => {
    const { request, helper } = await servedTask();
    const without = (await minutesOf(helper.id)) - 60;
    await openDispute(deps, request.id, as(helper), "时长不对");
    const decided = await decideDispute(deps, request.id, coordinator, { outcome: "adjusted", minutes: 100, reason: "看过记录" });
    expect(decided.dispute?.decision?.minutes).toBe(96);
    expect(await minutesOf(helper.id)).toBe(without + 96);
    await openDispute(deps, request.id, resident(request), "没有这么久");
    expect(await balanceOf(deps, helper.id)).toMatchObject({ creditedMinutes: without, frozenMinutes: 96 });
    const last = { outcome: "adjusted", minutes: 30, reason: "复议" } as const;
    await decideDispute(deps, request.id, supervisor, last);
    await decideDispute(deps, request.id, supervisor, last);
    expect(await balanceOf(deps, helper.id)).toMatchObject({ creditedMinutes: without + 30, frozenMinutes: 0 });
  });

  test("closed by silence, there are seven days more for a dispute", async () => {
    const { request, helper } = await servedTask();
    clock.set(addMinutes(clock.now(), 3 * dayMinutes));
    await rateService(deps, request.id, resident(request), { stars: null });
    clock.set(addMinutes(clock.now(), 6 * dayMinutes));
    expect((await openDispute(deps, request.id, as(helper), "时长不对")).status).toBe("disputed");
    day += 9;
  });

  test("after a week it is too late to dispute", async () => {
    const { request, helper } = await servedTask();
    clock.set(addMinutes(clock.now(), 8 * dayMinutes));
    await expect(openDispute(deps, request.id, as(helper), "时长不对")).rejects.toMatchObject({ code: "request.dispute-too-late" });
    day += 8;
  });

  test("a complaint rests the helper until somebody has looked; what is unsolved goes on as a new request", async () => {
    const { request, helper } = await servedTask();
    await complainAbout(deps, request.id, resident(request), "跟我要钱");
    expect((await findPerson(deps, helper.id)).helper?.status).toBe("review");
    const followUp = await openFollowUp(deps, request, resident(request), "没解决", "m1");
    expect(followUp).toMatchObject({ status: "collecting", links: { followsUp: request.id }, itemCode: "EL02" });
    expect((await openFollowUp(deps, request, resident(request), "没解决", "m1")).id).toBe(followUp.id);
  });

  test("address and phone are readable from the yes until a day after the end", async () => {
    const startAt = nextMorning();
    const [helper] = station.newHelpers(1);
    const offered = await station.offeredTo([helper], { wish: { startAt } });
    expect(mayReadContact(deps, offered, helper.id)).toBe(false);
    const accepted = await acceptOffer(deps, offered.id, helper.id);
    expect(mayReadContact(deps, accepted, helper.id)).toBe(true);
    expect(passwordWord(accepted)).toBe(passwordWord(offered));
    clock.set(startAt);
    await checkIn(deps, offered.id, as(helper), helper.id);
    clock.set(addMinutes(startAt, 60));
    const served = await checkOut(deps, offered.id, as(helper), helper.id);
    expect(mayReadContact(deps, served, helper.id)).toBe(true);
    clock.set(addMinutes(clock.now(), dayMinutes + 1));
    expect(mayReadContact(deps, served, helper.id)).toBe(false);
    day += 1;
  });
});

test("silence is an alarm for those who live alone, are ill or disabled", () => {
  const reviewBy = new Date(0);
  expect(isVulnerable({ tags: [{ tag: "lives_alone", source: "网格", reviewBy }] })).toBe(true);
  expect(isVulnerable({ tags: [{ tag: "low_income", source: "民政", reviewBy }] })).toBe(false);
});
