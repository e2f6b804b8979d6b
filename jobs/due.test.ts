import { afterEach, describe, expect, test } from "vitest";
import { changeTime, pickCandidates } from "../src/matching/index.ts";
import { addMinutes } from "../src/platform/index.ts";
import {
  completeReferral,
  escalateRequest,
  findRequest,
  type ServiceRequest,
  settleEmergency,
  type TimerName,
  timerNames,
} from "../src/request/index.ts";
import type { SettingsOverrides } from "../src/station/index.ts";
import { noteCall, openDispute, reportNobodyHome } from "../src/visit/index.ts";
import { runDue } from "./due.ts";
import { testApp } from "./test-app.ts";
import {
  accepted,
  collecting,
  coordinator,
  helperOf,
  inProgress,
  offered,
  proposed,
  queued,
  referred,
  residentId,
  served,
  submitted,
  type Wanted,
} from "./test-requests.ts";
import { allTimers } from "./timer-handler.ts";

const { deps: appDeps, clock, set, noticesOf } = await testApp();
const deps = { ...appDeps, clock };
afterEach(() => set({}));
const monday = new Date("2026-11-23T01:30:00Z");
const resident = { role: "resident", personId: residentId } as const;

interface Row {
  readonly timer: TimerName;
  /** Brings a request to where the timer waits. */
  readonly given: () => Promise<ServiceRequest>;
  readonly settings?: SettingsOverrides;
  /** What is told when it fires, besides what was told before. */
  readonly tells?: readonly string[];
  readonly becomes?: ServiceRequest["status"];
}

const weekly: Wanted = { wish: { rrule: "FREQ=WEEKLY" } };
const alarm = { kind: "fall", said: "我摔倒了" };
/** What a search for helpers tells when it succeeds. */
const found = ["desk.candidates", "room.candidates"];

const rows: readonly Row[] = [
  { timer: "collecting.nudge", given: () => collecting(deps), tells: ["resident.nudge"] },
  {
    timer: "collecting.hand_over",
    given: () => collecting(deps),
    tells: ["resident.needs_call", "desk.needs_call", "room.new"],
    becomes: "submitted",
  },
  { timer: "collecting.lapse", given: called, becomes: "cancelled" },
  {
    timer: "submitted.auto_triage",
    given: () => submitted(deps),
    settings: { triage: { isAutoOn: true } },
    tells: ["resident.searching", ...found],
    becomes: "proposed",
  },
  { timer: "submitted.late", given: () => submitted(deps), tells: ["desk.triage_late"] },
  { timer: "referred.chase", given: () => referred(deps), tells: ["receiver.chase", "desk.referral_chase"] },
  {
    timer: "referred.follow_up",
    given: async () => completeReferral(deps, (await referred(deps)).id, { role: "receiver", personId: "PL-O001" }, "办好了"),
    tells: ["resident.referral_follow_up"],
  },
  { timer: "queued.match", given: () => queued(deps), tells: found, becomes: "proposed" },
  {
    timer: "queued.give_up",
    given: () => nobodyFree(),
    tells: ["desk.unfilled", "room.unfilled", "resident.unfilled"],
    becomes: "unfilled",
  },
  { timer: "proposed.silent", given: () => proposed(deps), tells: ["desk.pick_late"], becomes: "proposed" },
  {
    timer: "proposed.give_up",
    given: () => proposed(deps),
    tells: ["desk.unfilled", "room.unfilled", "resident.unfilled", "desk.pick_late"],
    becomes: "unfilled",
  },
  { timer: "offered.expire", given: () => offered(deps), tells: ["helper.expired", "helper.offer"], becomes: "offered" },
  { timer: "offered.widen", given: () => picked(), tells: ["helper.offer"], becomes: "offered" },
  {
    timer: "offered.give_up",
    given: () => asking(),
    tells: ["desk.unfilled", "room.unfilled", "resident.unfilled", "helper.voided"],
    becomes: "unfilled",
  },
  { timer: "accepted.day_before", given: () => accepted(deps), tells: ["helper.day_before"] },
  { timer: "accepted.two_hours", given: () => accepted(deps), tells: ["helper.two_hours"] },
  { timer: "accepted.unanswered", given: () => accepted(deps), tells: ["desk.at_risk"] },
  { timer: "accepted.resident_evening", given: () => accepted(deps), tells: ["resident.tomorrow"] },
  { timer: "accepted.resident_hour", given: () => accepted(deps), tells: ["resident.soon"] },
  { timer: "accepted.late_ask", given: () => accepted(deps), tells: ["helper.late_ask", "resident.late_ask"] },
  { timer: "accepted.no_show_due", given: () => accepted(deps), tells: ["desk.no_show_due"] },
  { timer: "accepted.absent_due", given: nobodyHome, tells: ["desk.absent_due"] },
  {
    timer: "accepted.time_change_over",
    given: timeChangeAsked,
    tells: ["resident.searching_again", "helper.released", "desk.time_change", ...found],
    becomes: "proposed",
  },
  { timer: "in_progress.check_out_ask", given: () => inProgress(deps), tells: ["helper.check_out_ask"] },
  { timer: "in_progress.auto_check_out", given: () => inProgress(deps), tells: ["desk.unverified", "resident.served"], becomes: "served" },
  { timer: "served.rating_ask", given: () => served(deps), tells: ["resident.rating_ask"] },
  { timer: "served.rating_repeat", given: () => served(deps), tells: ["resident.rating_repeat"] },
  { timer: "served.close", given: () => served(deps), becomes: "closed" },
  {
    timer: "disputed.late",
    given: async () => openDispute(deps, (await served(deps)).id, resident, "时间不对"),
    tells: ["desk.dispute_late"],
  },
  { timer: "unfilled.close", given: unfilledAndCalled, tells: ["resident.cancelled"], becomes: "cancelled" },
  { timer: "escalated.page", given: () => escalated(), tells: ["desk.escalated_again"] },
  {
    timer: "escalated.follow_up",
    given: async () => settleEmergency(deps, (await escalated()).id, coordinator, "hand_over_done", "送医院了"),
    tells: ["desk.follow_up"],
  },
  { timer: "series.next", given: () => accepted(deps, weekly), becomes: "accepted" },
];

async function called(): Promise<ServiceRequest> {
  return noteCall(deps, (await collecting(deps, { source: "phone_in" })).id, coordinator, "没人接");
}
/** At three in the night nobody is free. */
async function nobodyFree(): Promise<ServiceRequest> {
  const day = new Date("2026-11-23T16:00:00Z");
  return queued(deps, { wish: { startAt: addMinutes(day, 3 * 60) } });
}
async function asking(): Promise<ServiceRequest> {
  set({ offers: { routine: { ttlMinutes: 10_000, atOnce: 1 } } });
  return offered(deps);
}
async function picked(): Promise<ServiceRequest> {
  return pickCandidates(deps, (await proposed(deps)).id, { by: coordinator });
}
async function nobodyHome(): Promise<ServiceRequest> {
  const request = await accepted(deps);
  clock.set(request.wish.startAt ?? monday);
  return reportNobodyHome(deps, request.id, helperOf(request), false);
}
async function timeChangeAsked(): Promise<ServiceRequest> {
  const request = await accepted(deps);
  return changeTime(deps, request.id, resident, { startAt: addMinutes(request.wish.startAt ?? monday, 60) });
}
async function unfilledAndCalled(): Promise<ServiceRequest> {
  const request = await nobodyFree();
  clock.set(new Date("2026-11-23T18:00:00Z"));
  await runDue(deps, request.id);
  return noteCall(deps, request.id, coordinator, "下次再说");
}
async function escalated(): Promise<ServiceRequest> {
  return escalateRequest(deps, (await queued(deps)).id, resident, alarm);
}

/** Does what is due before a moment, each at its time. */
async function liveUntil(requestId: string, until: Date): Promise<void> {
  for (;;) {
    const [next] = allTimers(deps, await findRequest(deps, requestId));
    if (!next || next.at >= until || next.at.getTime() >= until.getTime() - 1) return;
    if (next.at > clock.now()) clock.set(next.at);
    await runDue(deps, requestId);
  }
}

test("every timer has a test", () => {
  expect([...new Set(rows.map(({ timer }) => timer))].sort()).toEqual([...timerNames].sort());
});

describe.each(rows)("$timer", ({ timer: name, given, settings, tells = [], becomes }) => {
  test("does what it stands for when it is due, once", async () => {
    clock.set(monday);
    const before = await given();
    if (settings) set(settings);
    const timer = allTimers(deps, before).find((one) => one.name === name);
    expect(timer, "the state has this timer").toBeDefined();
    if (!timer) return;
    const toldBefore = await noticesOf(before.id);

    // Everything before it at its own time; one moment before, nothing of it has happened.
    await liveUntil(before.id, timer.at);
    if (timer.at > clock.now()) {
      clock.set(new Date(timer.at.getTime() - 1));
      await runDue(deps, before.id);
      expect(allTimers(deps, await findRequest(deps, before.id)).map(({ mark }) => mark)).toContain(timer.mark);
    }
    clock.set(timer.at > clock.now() ? timer.at : clock.now());
    await runDue(deps, before.id);
    const after = await findRequest(deps, before.id);
    if (becomes) expect(after.status).toBe(becomes);
    else expect(after.status).toBe(before.status);
    const told = await noticesOf(before.id);
    expect([...new Set(told)]).toEqual(expect.arrayContaining([...tells]));
    expect(told.length).toBeGreaterThanOrEqual(toldBefore.length + tells.length);

    // Nothing is due at the same moment any more, and a second run changes nothing.
    expect(allTimers(deps, after).filter(({ at }) => at <= clock.now())).toEqual([]);
    expect(after.nextDueAt === null || after.nextDueAt > clock.now()).toBe(true);
    await Promise.all([runDue(deps, before.id), runDue(deps, before.id)]);
    expect((await findRequest(deps, before.id)).version).toBe(after.version);
    expect(await noticesOf(before.id)).toEqual(told);
  });
});
