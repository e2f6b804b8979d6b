import type { ServiceItem } from "../../src/catalog/index.ts";
import { timeAnswer, timeWish } from "../../src/intake/index.ts";
import { agreeToTime, answerCounter, changeTime, refuseTime } from "../../src/matching/index.ts";
import { dayMs } from "../../src/platform/index.ts";
import {
  type Actor,
  changeRequest,
  findLatestOf,
  findOpenOf,
  findRequest,
  plannedMinutes,
  type ServiceRequest,
  tellDetail,
} from "../../src/request/index.ts";
import { findPeople } from "../../src/station/index.ts";
import { cancelService, reportLate } from "../../src/visit/index.ts";
import { residentWords } from "../texts/resident.ts";
import { itemWords, timeWords } from "../texts/words.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";

const itemOf = (deps: BotDeps, request: ServiceRequest) => (request.itemCode === null ? null : deps.catalog.item(request.itemCode));
export const residentActor = ({ person }: Heard, request: ServiceRequest): Actor & { personId: string } => ({
  role: request.relation && request.requesterId === person.id ? "proxy" : "resident",
  personId: person.id,
});

/** 「A37 陪同就医,明天上午9点」 */
export function shortWords(deps: BotDeps, request: ServiceRequest, now: Date): string {
  const item = itemOf(deps, request);
  return `${request.code} ${itemWords(item)},${timeWords(request, plannedMinutes(item), now)}`;
}

/**
 * The open request a message is about: by its code, by what the words point at, or because there is only one; else a question.
 * `fits` leaves out those the act cannot be about.
 */
export async function findMeant(
  deps: BotDeps,
  heard: Heard,
  act: string,
  fits: (request: ServiceRequest) => boolean = () => true,
): Promise<{ request: ServiceRequest } | { turn: Turn }> {
  const all = await findOpenOf(deps, heard.person.id);
  const open = all.filter(fits);
  const { slots, target } = heard.understood;
  const named = slots.code ?? target;
  const byName = open.find(({ code }) => code === named);
  if (byName) return { request: byName };
  if (slots.code !== undefined && !all.some(({ code }) => code === slots.code))
    return { turn: { say: [residentWords.unknownCode(slots.code)], pending: null } };
  const bySubject = open.filter((request) => isAbout(itemOf(deps, request), heard.message.text));
  const [only, ...others] = bySubject.length > 0 ? bySubject : open;
  if (!only) {
    const lines = await Promise.all(all.slice(0, 5).map((request) => statusLine(deps, request, heard.now)));
    return { turn: { say: [lines.length > 0 ? lines.join("\n") : residentWords.noOpen], pending: null } };
  }
  if (others.length === 0) return { request: only };
  const pending = { kind: "which" as const, act, requestIds: open.map(({ id }) => id), data: { text: heard.message.text } };
  return { turn: { say: [whichQuestion(deps, open, heard.now)], pending } };
}

/** 「送饭那个」: the words of the list name the item. */
function isAbout(item: ServiceItem | null, text: string): boolean {
  return item !== null && [item.name, ...item.aliases].some((word) => text.includes(word));
}

export function whichQuestion(deps: BotDeps, requests: readonly ServiceRequest[], now: Date): string {
  return residentWords.which(requests.map((request) => shortWords(deps, request, now)));
}

export async function tellStatus(deps: BotDeps, heard: Heard): Promise<Turn> {
  const open = await findOpenOf(deps, heard.person.id);
  if (open.length === 0) {
    const last = await findRecent(deps, heard);
    return { say: [last ? await statusLine(deps, last, heard.now) : residentWords.noOpen] };
  }
  const lines = await Promise.all(open.slice(0, 5).map((request) => statusLine(deps, request, heard.now)));
  return { say: [lines.join("\n")] };
}

/** How long after its end a request is still what a question is about. */
const recentDays = 3;

async function findRecent(deps: BotDeps, { person, now }: Heard): Promise<ServiceRequest | undefined> {
  const latest = await findLatestOf(deps, person.id);
  return latest.find(({ updatedAt, itemCode }) => itemCode !== null && now.getTime() - updatedAt.getTime() <= recentDays * dayMs);
}

async function statusLine(deps: BotDeps, request: ServiceRequest, now: Date): Promise<string> {
  const item = itemOf(deps, request);
  const bound = request.assignments
    .filter(({ status }) => status === "accepted" || status === "checked_in")
    .map(({ volunteerId }) => volunteerId);
  const helpers = request.status === "accepted" || request.status === "in_progress" ? await findPeople(deps, bound) : [];
  const counter = request.status === "offered" ? request.offers.find(({ status }) => status === "countered") : undefined;
  const [proposer] = counter ? await findPeople(deps, [counter.volunteerId]) : [];
  return residentWords.status(
    request,
    itemWords(item),
    timeWords(request, plannedMinutes(item), now),
    helpers.map(({ calledAs }) => calledAs).join("、"),
    counter?.counterStartAt && residentWords.counterWaits(proposer?.calledAs ?? "志愿者", counter.counterStartAt, now),
  );
}

/** Asks before cancelling; a series asks whether once or for good. */
export async function askCancel(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  if (request.status === "collecting") return cancelNow(deps, heard, request.id);
  if (request.status === "in_progress" || request.status === "served" || request.status === "disputed")
    return { say: [residentWords.tooLateToCancel] };
  const what = shortWords(deps, request, heard.now);
  const isSeries = request.wish.rrule !== undefined;
  return {
    say: [isSeries ? residentWords.cancelAskSeries(what) : residentWords.cancelAsk(what)],
    pending: { kind: "cancel", requestId: request.id, isSeries },
  };
}

export async function cancelNow(deps: BotDeps, heard: Heard, requestId: string, isWholeSeries = false): Promise<Turn> {
  const before = await findRequest(deps, requestId);
  const by = residentActor(heard, before);
  if (isWholeSeries && before.status !== "collecting") {
    const { rrule: _, ...wish } = before.wish;
    await changeRequest(deps, requestId, (request) =>
      request.wish.rrule ? { event: "note_detail", by, reason: "series ended", change: { wish } } : null,
    );
  }
  const next = await cancelService(deps, requestId, by, heard.understood.slots.reason);
  const isHelperTold =
    before.assignments.some(({ status }) => status === "accepted") || before.offers.some(({ status }) => status === "offered");
  return { say: [residentWords.cancelled(next.code, isHelperTold)], pending: null };
}

/** 「周三那个改到周四」: at once while nobody is bound, else the helper is asked. */
export async function moveTime(deps: BotDeps, heard: Heard, request: ServiceRequest, text = heard.message.text): Promise<Turn> {
  const said = heard.understood.time ?? timeAnswer(text, heard.now, request.wish);
  if (!said) return { say: [residentWords.changeWhen], pending: { kind: "ask", act: "move", requestId: request.id } };
  const time = timeWish(said);
  if (!time.startAt) return { say: [residentWords.changeWhen], pending: { kind: "ask", act: "move", requestId: request.id } };
  const { endAt, isTimeOpen, spokenTime, startAt } = time;
  const next = await changeTime(deps, request.id, residentActor(heard, request), {
    startAt,
    ...(endAt && { endAt }),
    ...(isTimeOpen && { isTimeOpen }),
    ...(spokenTime && { spokenTime }),
  });
  const words = timeWords({ wish: time }, plannedMinutes(itemOf(deps, request)), heard.now);
  return { say: [next.timeChange ? residentWords.changeAsked(next.code, words) : residentWords.changed(next.code, words)], pending: null };
}

/** 「别给我派男的」「要带上病历」: noted on the request, and searched anew while nobody is found. */
export async function noteSupplement(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const { preference, masked } = heard.understood;
  const [need] = heard.understood.needs;
  const by = residentActor(heard, request);
  const dest = need?.dest;
  await changeRequest(deps, request.id, (current) => {
    const wish = {
      ...current.wish,
      ...(preference?.gender && { gender: preference.gender }),
      ...(preference?.helper === "last" && { wantsLastHelper: true }),
      ...(dest !== undefined && { dest }),
      ...(!preference && dest === undefined && { details: [current.wish.details, masked].filter(Boolean).join(";") }),
    };
    const isLooking = current.status === "queued";
    const tell = tellDetail(current, masked, preference !== undefined);
    return { event: "note_detail", by, reason: masked, tell, change: { wish, ...(isLooking && { matchAt: heard.now }) } };
  });
  return { say: [residentWords.noted(request.code)] };
}

export async function urgeHelper(deps: BotDeps, heard: Heard, request: ServiceRequest): Promise<Turn> {
  const { startAt } = request.wish;
  if (startAt && startAt > heard.now)
    return { say: [residentWords.lateEarly(request.code, timeWords(request, plannedMinutes(itemOf(deps, request)), heard.now))] };
  await reportLate(deps, request.id, residentActor(heard, request));
  return { say: [residentWords.late(request.code)] };
}

export async function answerNewTime(deps: BotDeps, heard: Heard, requestId: string, isYes: boolean): Promise<Turn> {
  const request = await findRequest(deps, requestId);
  const by = residentActor(heard, request);
  if (isYes) await agreeToTime(deps, requestId, by);
  else await refuseTime(deps, requestId, by);
  return { say: [isYes ? residentWords.timeYes(request.code) : residentWords.timeNo(request.code)], pending: null };
}

export async function answerHelpersTime(deps: BotDeps, heard: Heard, requestId: string, isYes: boolean): Promise<Turn> {
  const request = await findRequest(deps, requestId);
  await answerCounter(deps, requestId, residentActor(heard, request), isYes);
  return { say: [isYes ? residentWords.counterYes(request.code) : residentWords.counterNo(request.code)], pending: null };
}
