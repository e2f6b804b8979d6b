import { hourMs, isDomainError, minuteMs } from "../../src/platform/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import { findPeople } from "../../src/station/index.ts";
import {
  checkIn,
  checkOut,
  confirmComing,
  isVulnerable,
  leaveEarly,
  noteCall,
  raiseAlarm,
  reportNobodyHome,
  sayLate,
} from "../../src/visit/index.ts";
import { volunteerWords as words } from "../texts/volunteer.ts";
import { mindLines } from "../texts/volunteer-task.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import { readReason } from "./volunteer-act.ts";
import { accountOf } from "./volunteer-hours.ts";
import { counterThis } from "./volunteer-offer.ts";
import { assignmentTo, type HelperState, meant, partnersInside, viewOf } from "./volunteer-state.ts";

const byHelper = (heard: Heard) => ({ role: "volunteer", personId: heard.person.id }) as const;
const isInside = (personId: string) => (request: ServiceRequest) => assignmentTo(request, personId)?.status === "checked_in";
const isComing = (personId: string) => (request: ServiceRequest) => assignmentTo(request, personId)?.status === "accepted";

/** Tasks around this hour, or all when none is. */
function nearest(tasks: readonly ServiceRequest[], now: Date): readonly ServiceRequest[] {
  const near = tasks.filter(({ wish }) => wish.startAt && Math.abs(wish.startAt.getTime() - now.getTime()) <= 3 * hourMs);
  return near.length > 0 ? near : tasks;
}

/** Tasks whose two-hour reminder is out and not answered. */
export function unconfirmed(deps: BotDeps, { tasks }: HelperState, heard: Heard): readonly ServiceRequest[] {
  return tasks.filter((request) => {
    const own = assignmentTo(request, heard.person.id);
    const hours = Math.min(...deps.settings(request.stationId).reminders.volunteerHoursBefore);
    const { startAt } = request.wish;
    if (request.status !== "accepted" || own?.status !== "accepted" || own.confirmedAt || !startAt) return false;
    return startAt.getTime() - heard.now.getTime() <= hours * hourMs;
  });
}

/** 「1」 or 「能到」. */
export async function confirm(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const open = unconfirmed(deps, state, heard);
  const coming = state.tasks.filter(isComing(heard.person.id));
  const found = await meant(deps, heard, "confirm", open.length > 0 ? open : nearest(coming, heard.now), words.noTask);
  return "turn" in found ? found.turn : confirmThis(deps, heard, found.request);
}

export async function confirmThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  if (assignmentTo(request, heard.person.id)?.confirmedAt) return { say: [words.comingBefore(request.code)], pending: null };
  if (request.status !== "accepted") return { say: [words.teamIncomplete(request.code)], pending: null };
  await confirmComing(deps, request.id, heard.person.id);
  return { say: [words.coming(request.code)], pending: null };
}

/** 「到了」. */
export async function arrive(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const coming = nearest(state.tasks.filter(isComing(heard.person.id)), heard.now);
  const fitting = coming.length > 0 ? coming : state.tasks.filter(isInside(heard.person.id));
  const found = await meant(deps, heard, "check_in", fitting, words.noTask);
  return "turn" in found ? found.turn : arriveThis(deps, heard, found.request);
}

export async function arriveThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const own = assignmentTo(request, heard.person.id);
  if (own?.status === "checked_in") return { say: [words.checkedInBefore], pending: null };
  const isLooking = request.status === "offered" || request.status === "proposed" || request.status === "queued";
  if (own?.status === "accepted" && isLooking) return { say: [words.teamIncomplete(request.code)], pending: null };
  const next = await checkIn(deps, request.id, byHelper(heard), heard.person.id);
  const { item, settings } = viewOf(deps, next, heard.now);
  return { say: [words.checkedIn(heard.now, mindLines(item, settings))], pending: null };
}

/** 「没人开门」: an alarm at once for somebody vulnerable, otherwise the wait and two calls. */
export async function nobodyHome(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const found = await meant(deps, heard, "nobody_home", nearest(state.tasks.filter(isComing(heard.person.id)), heard.now), words.noTask);
  return "turn" in found ? found.turn : nobodyHomeThis(deps, heard, found.request);
}

export async function nobodyHomeThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const [beneficiary] = await findPeople(deps, [request.beneficiaryId]);
  const isAlarm = beneficiary !== undefined && isVulnerable(beneficiary);
  const next = await reportNobodyHome(deps, request.id, heard.person.id, isAlarm);
  if (next.status === "escalated") return { say: words.nobodyHomeAlarm, pending: null };
  const rule = deps.settings(request.stationId).nobodyHome;
  return { say: [words.nobodyHome(rule.waitMinutes, rule.calls, beneficiary?.phone ?? "")], pending: null };
}

/** 「打过电话没人接」. */
export async function call(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const waiting = state.tasks.filter(({ visit }) => visit.nobodyHome);
  const fitting = waiting.length > 0 ? waiting : nearest(state.tasks.filter(isComing(heard.person.id)), heard.now);
  const found = await meant(deps, heard, "call", fitting, words.noTask);
  return "turn" in found ? found.turn : callThis(deps, heard, found.request);
}

export async function callThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  if (!request.visit.nobodyHome) return nobodyHomeThis(deps, heard, request);
  const next = await noteCall(deps, request.id, byHelper(heard), "没人接");
  return { say: [words.called(next.visit.nobodyHome?.calls ?? 1, deps.settings(request.stationId).nobodyHome.calls)], pending: null };
}

/** 「堵车晚十分钟」; hours ahead it is another time, not being late. */
export async function late(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const coming = state.tasks.filter(isComing(heard.person.id));
  const fitting = coming.length > 0 ? nearest(coming, heard.now) : state.offers;
  const found = await meant(deps, heard, "late", fitting, words.noTask);
  return "turn" in found ? found.turn : lateThis(deps, heard, found.request);
}

export async function lateThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const minutes = heard.understood.slots.delayMinutes ?? bareMinutes(heard.understood.text);
  if (minutes === undefined && /在路上|马上|快到|出发|动身|上路|往/.test(heard.understood.text)) return { say: [words.onTheWay] };
  const { startAt } = request.wish;
  const isToday = startAt !== undefined && startAt.getTime() - heard.now.getTime() <= 2 * hourMs;
  if (request.status !== "accepted" || !isToday) return counterThis(deps, heard, request);
  if (minutes === undefined) return { say: [words.lateAsk], pending: { kind: "ask", act: "helper.late", requestId: request.id } };
  await sayLate(deps, request.id, heard.person.id, minutes);
  return { say: [words.late(request.code, minutes)], pending: null };
}

const spoken: Readonly<Record<string, number>> = { 五: 5, 十: 10, 十五: 15, 一刻: 15, 二十: 20, 半: 30, 三十: 30, 四十: 40 };

/** 十分钟, 20分, 半小时 without «late» before it. */
function bareMinutes(text: string): number | undefined {
  const digits = /(\d{1,3}) ?分/.exec(text)?.[1];
  if (digits) return Number(digits);
  if (/半(?:个)?(?:小时|钟头)/.test(text)) return 30;
  if (/一刻钟?/.test(text)) return 15;
  if (/(?:一|1)个?(?:小时|钟头)/.test(text)) return 60;
  const word = /([二三四]?十五?|五)(?:来)?分/.exec(text)?.[1];
  return word === undefined ? undefined : spoken[word];
}

/** 「完事了」; 陪诊 first asks whether the person is home again. */
export async function leave(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const inside = state.tasks.filter(isInside(heard.person.id));
  const fitting = inside.length > 0 ? inside : nearest(state.tasks, heard.now);
  const done = state.lately.filter((request) => assignmentTo(request, heard.person.id)?.checkOutAt);
  const found = await meant(deps, heard, "check_out", fitting.length > 0 ? fitting : done.slice(0, 1), words.noTask);
  return "turn" in found ? found.turn : leaveThis(deps, heard, found.request, /(?:送|回|到).{0,2}家|送回/.test(heard.understood.text));
}

export async function leaveThis(deps: BotDeps, heard: Heard, request: ServiceRequest, isBackHome: boolean): Promise<Turn> {
  const before = assignmentTo(request, heard.person.id)?.status;
  if (before === "checked_out" || before === "credited") return { say: [words.checkedOutBefore(request.code)], pending: null };
  try {
    const next = await checkOut(deps, request.id, byHelper(heard), heard.person.id, { isBackHome });
    const own = assignmentTo(next, heard.person.id);
    const minutes = own?.creditedMinutes ?? null;
    const stayed = own?.checkInAt && own.checkOutAt ? (own.checkOutAt.getTime() - own.checkInAt.getTime()) / minuteMs : 0;
    const isDayFull = stayed >= deps.settings(request.stationId).hours.minCreditMinutes;
    const inside = next.status === "in_progress" ? partnersInside(next, heard.person.id) : 0;
    return { say: [words.checkedOut(minutes, inside, isDayFull), await accountOf(deps, heard.person)], pending: null };
  } catch (error) {
    if (!isDomainError(error, "visit.return-trip")) throw error;
    return { say: [words.backHomeAsk], pending: { kind: "ask", act: "helper.back_home", requestId: request.id } };
  }
}

/** 「得先走」: minutes count, somebody else is looked for; the reason is asked once. */
export async function goEarly(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const found = await meant(deps, heard, "leave_early", state.tasks.filter(isInside(heard.person.id)), words.noTask);
  return "turn" in found ? found.turn : goEarlyThis(deps, heard, found.request, readReason(heard));
}

export async function goEarlyThis(deps: BotDeps, heard: Heard, request: ServiceRequest, reason: string | undefined): Promise<Turn> {
  if (reason === undefined) {
    return { say: [words.leaveReasonAsk], pending: { kind: "ask", act: "helper.leave_early", requestId: request.id } };
  }
  await leaveEarly(deps, request.id, heard.person.id, reason);
  return { say: [words.leftEarly(request.code)], pending: null };
}

/** 「老人不太对劲」: people are alerted before anything is asked. */
export async function alarm(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const inside = state.tasks.filter(isInside(heard.person.id));
  const code = heard.understood.slots.code;
  const request = state.tasks.find((one) => one.code === code) ?? inside[0] ?? nearest(state.tasks, heard.now)[0];
  if (!request) return { say: [words.alarmWithoutTask], pending: null };
  if (request.status !== "escalated") {
    await raiseAlarm(deps, request.id, byHelper(heard), { kind: "welfare", said: heard.understood.masked });
  }
  return { say: words.alarm, pending: null };
}

/** The answer to 「送回家了吗」. */
export async function answerBackHome(deps: BotDeps, heard: Heard, request: ServiceRequest, isYes: boolean): Promise<Turn> {
  if (!isYes) return { say: [words.backHomeWaits] };
  return leaveThis(deps, heard, request, true);
}
