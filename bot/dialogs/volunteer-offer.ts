import {
  acceptOffer,
  agreeToTime,
  boundHelpers,
  changeTime,
  counterOffer,
  declineOffer,
  refuseTime,
  waitingFor,
  withdrawHelper,
} from "../../src/matching/index.ts";
import { addMinutes, civil, instant, minuteMs, minuteOfDay } from "../../src/platform/index.ts";
import { plannedMinutes, type ServiceRequest, scheduleOf } from "../../src/request/index.ts";
import { sayLate } from "../../src/visit/index.ts";
import { volunteerWords as words } from "../texts/volunteer.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";
import { readReason, wordsOf } from "./volunteer-act.ts";
import { assignmentTo, contactOf, type HelperState, meant, offerTo } from "./volunteer-state.ts";

/** Under this many minutes before the start another time is «late», not a change. */
const onTheDayMinutes = 120;

/** 「接 A37」, also after a no; who is too late is told who has it. */
export async function accept(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const found = await meant(deps, heard, "accept", acceptable(state, heard.person.id), words.noOffer);
  return "turn" in found ? found.turn : acceptThis(deps, heard, found.request);
}

/** Open questions first; with none, the last one asked: it may still be open, or somebody has it. */
function acceptable({ offers, lately }: HelperState, personId: string): readonly ServiceRequest[] {
  if (offers.length > 0) return offers;
  const asked = lately.filter((request) => offerTo(request, personId));
  return asked
    .toSorted((a, b) => (offerTo(b, personId)?.offeredAt.getTime() ?? 0) - (offerTo(a, personId)?.offeredAt.getTime() ?? 0))
    .slice(0, 1);
}

export async function acceptThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const next = await acceptOffer(deps, request.id, heard.person.id);
  const seatsLeft = Math.max(0, next.people - boundHelpers(next).length);
  return { say: words.accepted(await contactOf(deps, next, heard), next, seatsLeft), pending: null };
}

/** 「去不了」: a no to a question, or stepping back from what was promised. */
export async function decline(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const found = await meant(deps, heard, "decline", [...state.offers, ...state.tasks.filter(isNotIn(state.offers))], words.noTask);
  return "turn" in found ? found.turn : declineThis(deps, heard, found.request);
}

const isNotIn = (list: readonly ServiceRequest[]) => (request: ServiceRequest) => !list.some(({ id }) => id === request.id);

export async function declineThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const before = offerTo(request, heard.person.id);
  const own = assignmentTo(request, heard.person.id);
  const isAsked = before?.status === "offered" || before?.status === "countered";
  if (own?.status === "accepted") return withdrawThis(deps, heard, request, readReason(heard));
  if (!isAsked && (own?.status === "withdrawn" || own?.status === "late_withdrawn"))
    return { say: [words.withdrawn(request.code)], pending: null };
  if (before?.status === "declined") return { say: [words.declinedBefore(request.code)], pending: null };
  await declineOffer(deps, request.id, heard.person.id, readReason(heard));
  return { say: [words.declined(request.code)], pending: null };
}

/** Steps back from a task; the reason is asked once. */
export async function withdrawThis(deps: BotDeps, heard: Heard, request: ServiceRequest, reason: string | undefined): Promise<Turn> {
  if (reason === undefined) {
    return { say: [words.withdrawReasonAsk(request.code)], pending: { kind: "ask", act: "helper.withdraw", requestId: request.id } };
  }
  const next = await withdrawHelper(deps, request.id, heard.person.id, reason);
  const isLate = assignmentTo(next, heard.person.id)?.status === "late_withdrawn";
  return { say: [isLate ? words.lateWithdrawn(next.code) : words.withdrawn(next.code)], pending: null };
}

/** 「能晚半小时不」: another start for what is offered or accepted; shortly before the start it is being late. */
export async function counter(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn> {
  const fitting = state.offers.length > 0 ? state.offers : state.tasks;
  const found = await meant(deps, heard, "counter", fitting, words.noTask);
  return "turn" in found ? found.turn : counterThis(deps, heard, found.request);
}

export async function counterThis(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const isBound = assignmentTo(request, heard.person.id)?.status === "accepted";
  const startAt = newStart(deps, heard, request);
  const { delayMinutes } = heard.understood.slots;
  if (isBound && delayMinutes !== undefined && !isEarlier(heard) && isSoon(request, heard.now)) {
    await sayLate(deps, request.id, heard.person.id, delayMinutes);
    return { say: [words.late(request.code, delayMinutes)], pending: null };
  }
  const ask = { kind: "ask", act: "helper.counter", requestId: request.id } as const;
  if (!startAt) return { say: [words.counterAsk(request.code)], pending: ask };
  if (startAt <= heard.now) return { say: [words.counterTooSoon(request.code)], pending: ask };
  if (isBound && request.status !== "accepted") return { say: [words.changeWaits(request.code)], pending: null };
  if (isBound) {
    await changeTime(deps, request.id, { role: "volunteer", personId: heard.person.id }, { startAt });
    return { say: [words.changeSent(request.code, startAt, heard.now)], pending: null };
  }
  await counterOffer(deps, request.id, heard.person.id, startAt);
  return { say: [words.counterSent(request.code, startAt, heard.now)], pending: null };
}

const isEarlier = (heard: Heard) => /早|提前|往前/.test(heard.understood.text);
const isSoon = ({ wish }: ServiceRequest, now: Date) =>
  wish.startAt !== undefined && wish.startAt.getTime() - now.getTime() <= onTheDayMinutes * minuteMs;

/** The start a helper proposes: so much later or earlier, another clock time on that day, or another day. */
function newStart(deps: BotDeps, heard: Heard, request: ServiceRequest): Date | undefined {
  const item = request.itemCode === null ? null : deps.catalog.item(request.itemCode);
  const planned = scheduleOf(request, plannedMinutes(item))?.startAt;
  const { slots, time } = heard.understood;
  const isHour = time?.hasClock && time.kind !== "duration" && time.kind !== "set";
  if (planned && slots.delayMinutes !== undefined && !isHour)
    return addMinutes(planned, isEarlier(heard) ? -slots.delayMinutes : slots.delayMinutes);
  if (!time || time.kind === "duration" || time.kind === "set") return undefined;
  if (time.hasDate && time.hasClock) return time.start;
  if (!planned) return undefined;
  const [day, clock] = time.hasDate ? [time.start, planned] : [planned, time.start];
  const { year, month, day: date } = civil(day);
  return addMinutes(instant(year, month, date), minuteOfDay(clock));
}

/** Tasks where the other side asked for another time and this helper has not answered. */
export function askedForTime({ tasks }: HelperState, personId: string): readonly ServiceRequest[] {
  return tasks.filter((request) => request.status === "accepted" && waitingFor(request).includes(personId));
}

/** Yes or no to another time the resident or a partner asked for. */
export async function answerTime(deps: BotDeps, heard: Heard, request: ServiceRequest, isYes: boolean): Promise<Turn> {
  const by = { role: "volunteer", personId: heard.person.id } as const;
  const startAt = request.timeChange?.startAt ?? heard.now;
  if (!isYes) {
    await refuseTime(deps, request.id, by);
    return { say: [words.timeRefused(request.code)], pending: null };
  }
  const next = await agreeToTime(deps, request.id, by);
  return { say: [next.timeChange ? words.timeAgreedWaits(next.code) : words.timeAgreed(next.code, startAt, heard.now)], pending: null };
}

/** The answer to «why»; «I will go after all» keeps the task. */
export async function answerWithdraw(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const said = wordsOf(heard);
  if (/还是(?:我)?(?:去|能去)|不退|能去了|算了,?我去/.test(said)) return { say: [words.withdrawKept(request.code)], pending: null };
  return withdrawThis(deps, heard, request, heard.understood.masked.trim() || "没说原因");
}
