import type { RequiredField, ServiceItem } from "../../src/catalog/index.ts";
import { beneficiaryOf, openNeed, wishOf, withLastHelper } from "../../src/intake/index.ts";
import type { UnderstoodNeed } from "../../src/language/index.ts";
import { minuteMs } from "../../src/platform/index.ts";
import {
  type Actor,
  fillRequest,
  findOpenOf,
  findRequest,
  handOver,
  isSameNeed,
  mergeRequest,
  requestIdOf,
  type ServiceRequest,
  submitRequest,
  type Wish,
} from "../../src/request/index.ts";
import { findPerson } from "../../src/station/index.ts";
import { diskLowWords } from "../texts/general.ts";
import { questionWords, readBackWords, residentWords } from "../texts/resident.ts";
import { statusWords } from "../texts/words.ts";
import type { BotDeps, Heard, Pending, Turn } from "../turn.ts";
import { saidWords } from "./said.ts";

/** Below this an item is no better than a guess and is not offered. */
const worthOffering = 0.1;

const itemOf = (deps: BotDeps, request: ServiceRequest): ServiceItem | null =>
  request.itemCode === null ? null : deps.catalog.item(request.itemCode);
const actorOf = ({ person }: Heard, request?: ServiceRequest): Actor => ({
  role: request?.relation ? "proxy" : "resident",
  personId: person.id,
});

/** Opens a request for each need of a message and asks about the first; what is already known is said instead of stored again. */
export async function collectNeeds(deps: BotDeps, heard: Heard): Promise<Turn> {
  if (deps.isDiskLow()) return { say: [diskLowWords] };
  const open = await findOpenOf(deps, heard.person.id);
  const { maxOpenPerResident } = deps.settings(heard.person.stationId).collecting;
  const own = open.filter(({ requesterId }) => requesterId === heard.person.id);
  const opened: ServiceRequest[] = [];
  for (const [i, need] of heard.understood.needs.entries()) {
    const same = await sameAsOpen(deps, heard, need, open);
    if (same?.status === "collecting") return nextStep(deps, heard, same, need);
    if (same) return { say: [residentWords.alreadyThere(same.code, statusWords[same.status].word, statusWords[same.status].next)] };
    if (own.length + opened.length >= maxOpenPerResident) return { say: [residentWords.tooMany(own.length + opened.length)] };
    opened.push(await openNeedOf(deps, heard, need, i));
  }
  const [first] = opened;
  if (!first) return { say: [questionWords("item", null, {} as ServiceRequest, heard.now)], pending: { kind: "ask", act: "need" } };
  return nextStep(deps, heard, first, heard.understood.needs[0]);
}

async function sameAsOpen(
  deps: BotDeps,
  heard: Heard,
  need: UnderstoodNeed,
  open: readonly ServiceRequest[],
): Promise<ServiceRequest | undefined> {
  const { duplicateWithinMinutes } = deps.settings(heard.person.stationId).collecting;
  const { person } = await beneficiaryOf(deps, heard.person, need.who);
  // The same message delivered again finds what it opened itself, and goes on there.
  const ownKeys = heard.understood.needs.map((_, i) => requestIdOf(heard.person.stationId, keyOf(heard, i)));
  const wanted = {
    requesterId: heard.person.id,
    beneficiaryId: person.id,
    itemCode: need.item?.code ?? null,
    said: saidWords(heard),
    wish: wishOf(need),
  };
  return open.find(
    (request) =>
      request.status !== "escalated" && !ownKeys.includes(request.id) && isSameNeed(request, wanted, heard.now, duplicateWithinMinutes),
  );
}

const keyOf = ({ message }: Heard, i: number) => `${message.channel}/${message.id}/${i}`;

function openNeedOf(deps: BotDeps, heard: Heard, need: UnderstoodNeed, i: number): Promise<ServiceRequest> {
  const asked = { person: heard.person, masked: saidWords(heard), source: "chat" as const, key: keyOf(heard, i) };
  return openNeed(deps, asked, need);
}

/** The one thing still missing, asked; or the read-back when nothing is; or a person's call after three questions. */
export async function nextStep(deps: BotDeps, heard: Heard, request: ServiceRequest, need?: UnderstoodNeed): Promise<Turn> {
  const item = itemOf(deps, request);
  const by = actorOf(heard, request);
  const { maxQuestions } = deps.settings(request.stationId).collecting;
  if (request.itemCode !== null && request.wish.startAt && hasPassed(request, heard.now)) return askAgainForTime(deps, request, by);
  const slot: RequiredField | "item" | undefined = item === null ? "item" : request.missing[0];
  if (slot === undefined && item !== null) return readBack(deps, heard, request, item, by);
  if (request.questions >= maxQuestions) return handToPerson(deps, heard, request, by);
  if (slot === "item") return askItem(deps, request, need, by, heard.now);
  const asked = slot as RequiredField;
  await fillRequest(deps, request.id, { by, ask: asked });
  return { say: [questionWords(asked, item, request, heard.now)], pending: { kind: "slot", requestId: request.id, slot: asked } };
}

function hasPassed({ wish }: ServiceRequest, now: Date): boolean {
  const until = wish.endAt ?? wish.startAt;
  return until !== undefined && until.getTime() < now.getTime() - 15 * minuteMs;
}

async function askAgainForTime(deps: BotDeps, request: ServiceRequest, by: Actor): Promise<Turn> {
  await fillRequest(deps, request.id, { by, ask: "when" });
  return { say: [residentWords.timePassed], pending: { kind: "slot", requestId: request.id, slot: "when" } };
}

async function askItem(deps: BotDeps, request: ServiceRequest, need: UnderstoodNeed | undefined, by: Actor, now: Date): Promise<Turn> {
  await fillRequest(deps, request.id, { by, ask: "item" });
  const itemCodes = (need?.top3 ?? []).filter(({ score }) => score >= worthOffering).map(({ code }) => code);
  if (itemCodes.length === 0)
    return { say: [questionWords("item", null, request, now)], pending: { kind: "slot", requestId: request.id, slot: "item" } };
  const names = itemCodes.map((code) => deps.catalog.item(code)).map(({ says, name }) => says ?? name);
  return { say: [residentWords.menu(names)], pending: { kind: "item_menu", requestId: request.id, itemCodes } };
}

async function readBack(deps: BotDeps, heard: Heard, request: ServiceRequest, item: ServiceItem, by: Actor): Promise<Turn> {
  await fillRequest(deps, request.id, { by, ask: "read_back" });
  const beneficiary = await findPerson(deps, request.beneficiaryId);
  const whoFor = request.relation ?? (beneficiary.id === heard.person.id ? undefined : beneficiary.calledAs);
  return {
    say: [readBackWords(request, item, whoFor, beneficiary.address, heard.now)],
    pending: { kind: "read_back", requestId: request.id },
  };
}

async function handToPerson(deps: BotDeps, heard: Heard, request: ServiceRequest, by: Actor): Promise<Turn> {
  await handOver(deps, request.id, by);
  const next = await openNext(deps, heard, request.id);
  return { say: [residentWords.handedOver(request.code), ...next.say], pending: next.pending ?? null };
}

/** 「对」: the request goes to the station; a second need of the same message comes next. */
export async function confirmReadBack(deps: BotDeps, heard: Heard, requestId: string): Promise<Turn> {
  const request = await findRequest(deps, requestId);
  const by = actorOf(heard, request);
  const submitted = await submitRequest(deps, requestId, by);
  const same = await duplicateOf(deps, submitted, heard.now);
  if (same) {
    await mergeRequest(deps, submitted.id, same, { role: "system" });
    return { say: [residentWords.alreadyThere(same.code, statusWords[same.status].word, statusWords[same.status].next)], pending: null };
  }
  const next = await openNext(deps, heard, requestId);
  const isMourning = itemOf(deps, submitted)?.flags.includes("tone:condolence") ?? false;
  const words = isMourning ? residentWords.submittedMourning(submitted.code) : residentWords.submitted(submitted.code);
  return { say: [words, ...next.say], pending: next.pending ?? null };
}

async function duplicateOf(deps: BotDeps, request: ServiceRequest, now: Date): Promise<ServiceRequest | undefined> {
  const open = await findOpenOf(deps, request.beneficiaryId);
  return open.find(
    (one) =>
      one.id !== request.id &&
      one.status !== "collecting" &&
      one.status !== "escalated" &&
      one.createdAt <= request.createdAt &&
      isSameNeed(one, request, now, 0),
  );
}

/** The next request of this person that is still being collected. */
async function openNext(deps: BotDeps, heard: Heard, exceptId: string): Promise<{ say: readonly string[]; pending?: Pending | null }> {
  const open = await findOpenOf(deps, heard.person.id);
  const next = open.findLast(
    ({ status, id, requesterId, source }) =>
      status === "collecting" && id !== exceptId && requesterId === heard.person.id && source !== "phone_in",
  );
  if (!next) return { say: [] };
  const turn = await nextStep(deps, heard, next);
  const item = itemOf(deps, next);
  return {
    say: [...(item ? [residentWords.moreNeeds(item.name)] : []), ...turn.say],
    ...(turn.pending !== undefined && { pending: turn.pending }),
  };
}

/** An answer to a question about a request being collected: fills, corrects, and asks on. */
export async function answerSlot(deps: BotDeps, heard: Heard, requestId: string, wish: Wish, itemCode?: string): Promise<Turn> {
  const request = await findRequest(deps, requestId);
  const by = actorOf(heard, request);
  const [need] = heard.understood.needs;
  const served = need?.who?.isProxy ? await beneficiaryOf(deps, heard.person, need.who) : undefined;
  const filled = await fillRequest(deps, requestId, {
    by,
    wish: await withLastHelper(deps, request.beneficiaryId, wish),
    ...(itemCode !== undefined && { itemCode }),
    ...(served?.isKnown &&
      served.person.id !== request.beneficiaryId && {
        beneficiary: {
          id: served.person.id,
          communityId: served.person.communityId,
          gridId: served.person.gridId,
          ...(served.relation !== undefined && { relation: served.relation }),
        },
      }),
  });
  return nextStep(deps, heard, filled, need);
}
