import { slotWish, wishOf } from "../../src/intake/index.ts";
import { findRequest, readCode, type ServiceRequest } from "../../src/request/index.ts";
import { residentWords } from "../texts/resident.ts";
import { statusWords } from "../texts/words.ts";
import type { BotDeps, Heard, Pending, Turn } from "../turn.ts";
import { complaintTurn, disputeTurn, rateTurn } from "./after-service.ts";
import { answerSlot, confirmReadBack } from "./collect.ts";
import {
  answerHelpersTime,
  answerNewTime,
  askCancel,
  cancelNow,
  moveTime,
  noteSupplement,
  urgeHelper,
  whichQuestion,
} from "./own-requests.ts";

/** Intents that are no answer to a question: they are heard as what they say, whatever was asked. */
const changesSubject = new Set([
  "request.cancel",
  "request.status",
  "handoff.human",
  "info.catalog",
  "info.faq",
  "privacy.access",
  "privacy.delete",
  "complaint.conduct",
  "policy.refuse",
  "request.repeat",
  "volunteer.apply",
  "abuse",
  "spam",
  "media.voice",
]);

/** Below this an intent is a guess and turns nobody away from the question. */
const sureEnough = 0.5;

/** What is said of a request that is already under way: no answer to the question what is wanted. */
const aboutOthers = new Set(["request.reschedule", "request.supplement", "report.late", "report.no_show", "rate", "dispute"]);

/** The answer to the open question, or null when the message is about something else. */
export async function answerPending(deps: BotDeps, heard: Heard): Promise<Turn | null> {
  const { pending, understood } = heard;
  if (!pending) return null;
  const isOther = understood.confidence >= sureEnough && changesSubject.has(understood.intent);
  if (pending.kind === "ask" && pending.act === "move" && pending.requestId) return answerMove(deps, heard, pending.requestId, isOther);
  if (isOther && pending.kind !== "cancel") return null;
  if ((pending.kind === "slot" || pending.kind === "read_back" || pending.kind === "item_menu") && givesUp(heard))
    return cancelNow(deps, heard, pending.requestId);
  switch (pending.kind) {
    case "slot":
      return answerAsked(deps, heard, pending);
    case "read_back":
      return answerReadBack(deps, heard, pending.requestId);
    case "item_menu":
      return answerMenu(deps, heard, pending);
    case "which":
      return answerWhich(deps, heard, pending);
    case "cancel":
      return answerCancel(deps, heard, pending);
    case "counter":
      return yesOrNo(heard, (isYes) => answerHelpersTime(deps, heard, pending.requestId, isYes));
    case "time_change":
      return yesOrNo(heard, (isYes) => answerNewTime(deps, heard, pending.requestId, isYes));
    case "rating":
      return understood.intent === "rate" || understood.slots.score !== undefined || isShort(heard)
        ? rateTurn(deps, heard, await findRequest(deps, pending.requestId))
        : null;
    default:
      return null;
  }
}

/** The new time; 「算了」 leaves the old one. */
async function answerMove(deps: BotDeps, heard: Heard, requestId: string, isOther: boolean): Promise<Turn | null> {
  const request = await findRequest(deps, requestId);
  const hasTime = heard.understood.time !== undefined;
  if (!hasTime && (saysNo(heard) || givesUp(heard) || /不改了|还是原来/u.test(heard.message.text)))
    return { say: [residentWords.kept(request.code)], pending: null };
  return isOther && !hasTime ? null : moveTime(deps, heard, request);
}

function saysYes({ understood, message }: Heard): boolean {
  return (
    understood.intent === "confirm.yes" ||
    /^(对|是|嗯|行|好|中|可以|要得|没错|同意|成|ok)(的|了|呢|啊|呀|吧|滴|对)*[。!!~]*$/iu.test(message.text.trim())
  );
}

function saysNo({ understood, message }: Heard): boolean {
  return (
    understood.intent === "confirm.no" ||
    /^(不|不对|不是|不行|不用|不要|不中|错了|算了|别)(了|的|啊|吧)*[。!!~]*$/u.test(message.text.trim())
  );
}

/** 「算了」 in the middle of the questions: the request is dropped without another question. */
function givesUp({ message }: Heard): boolean {
  return /^(算了|不用了|不要了|不办了|取消|不找了|用不着了)/u.test(message.text.trim()) && message.text.length <= 12;
}

function isShort({ message }: Heard): boolean {
  return message.text.trim().length <= 12;
}

async function yesOrNo(heard: Heard, then: (isYes: boolean) => Promise<Turn>): Promise<Turn | null> {
  if (saysYes(heard)) return then(true);
  return saysNo(heard) ? then(false) : null;
}

/** A new need in the middle of a question is a request of its own, unless it is what was asked for. */
function isNewNeed({ understood, message }: Heard, request: ServiceRequest): boolean {
  const code = understood.needs[0]?.item?.code;
  return (
    understood.intent === "request.create" &&
    code !== undefined &&
    request.itemCode !== null &&
    code !== request.itemCode &&
    understood.confidence >= 0.7 &&
    message.text.length > 8
  );
}

async function answerAsked(deps: BotDeps, heard: Heard, { requestId, slot }: Extract<Pending, { kind: "slot" }>): Promise<Turn | null> {
  const request = await findRequest(deps, requestId);
  if (request.status !== "collecting") return null;
  const [need] = heard.understood.needs;
  if (isNewNeed(heard, request)) return null;
  if (slot === "item") return answerSlot(deps, heard, requestId, need ? wishOf(need) : {}, need?.item?.code);
  const wish = slotWish(slot, heard.message.text, need, request.wish, heard.now);
  if (slot === "guardian_consent" && wish.guardianConsent === false) return cancelNow(deps, heard, requestId);
  return answerSlot(deps, heard, requestId, wish);
}

async function answerReadBack(deps: BotDeps, heard: Heard, requestId: string): Promise<Turn | null> {
  const request = await findRequest(deps, requestId);
  // Submitted already: the same 「对」 once more, because its answer was lost with the process or a finger tapped twice.
  if (saysYes(heard) && (request.status === "collecting" || request.status === "submitted")) return confirmReadBack(deps, heard, requestId);
  if (request.status !== "collecting") {
    const { word, next } = statusWords[request.status];
    return saysYes(heard) ? { say: [residentWords.alreadyThere(request.code, word, next)], pending: null } : null;
  }
  const [need] = heard.understood.needs;
  if (isNewNeed(heard, request)) return null;
  const correction = slotWish("when", heard.message.text, need, request.wish, heard.now);
  const isCorrected = Object.keys(correction).length > 0;
  if (isCorrected)
    return answerSlot(deps, heard, requestId, correction, need?.item && need.item.confidence >= 0.8 ? need.item.code : undefined);
  const isDetail =
    request.missing.length === 0 && request.wish.details !== undefined && isShort(heard) && !/[不没错]/u.test(heard.message.text);
  if (isDetail) return answerSlot(deps, heard, requestId, { details: `${request.wish.details},${heard.message.text.trim()}` });
  return saysNo(heard) || isShort(heard) ? { say: [residentWords.notRight] } : null;
}

async function answerMenu(
  deps: BotDeps,
  heard: Heard,
  { requestId, itemCodes }: Extract<Pending, { kind: "item_menu" }>,
): Promise<Turn | null> {
  const choice =
    heard.understood.slots.choice ?? Number(/^\D{0,2}([1-9])\D{0,2}$/u.exec(heard.message.text.normalize("NFKC").trim())?.[1] ?? 0);
  const request = await findRequest(deps, requestId);
  if (request.status !== "collecting") return null;
  const picked = itemCodes[choice - 1];
  if (picked) return answerSlot(deps, heard, requestId, {}, picked);
  const { intent, confidence } = heard.understood;
  if (choice === 0 && confidence >= 0.7 && aboutOthers.has(intent)) return null;
  const [need] = heard.understood.needs;
  if (choice === itemCodes.length + 1 || !need?.item)
    return { say: [residentWords.sayAgain], pending: { kind: "slot", requestId, slot: "item" } };
  return answerSlot(deps, heard, requestId, wishOf(need), need.item.code);
}

async function answerWhich(
  deps: BotDeps,
  heard: Heard,
  { act, requestIds, data }: Extract<Pending, { kind: "which" }>,
): Promise<Turn | null> {
  const text = heard.message.text.trim();
  const requests = await Promise.all(requestIds.map((id) => findRequest(deps, id)));
  const code = heard.understood.slots.code ?? readCode(text);
  const choice = heard.understood.slots.choice ?? Number(/[1-9]/u.exec(text.normalize("NFKC"))?.[0] ?? 0);
  const request = requests.find((one) => one.code === code) ?? requests[choice - 1];
  if (!request && saysYes(heard)) return { say: [whichQuestion(deps, requests, heard.now)] };
  if (!request) return null;
  const again = { ...heard, pending: null };
  switch (act) {
    case "cancel":
      return askCancel(deps, again, request);
    case "move":
      return moveTime(deps, again, request, typeof data?.text === "string" ? data.text : text);
    case "late":
      return urgeHelper(deps, again, request);
    case "supplement":
      return noteSupplement(deps, again, request);
    case "rate":
      return rateTurn(deps, again, request);
    case "dispute":
      return disputeTurn(deps, again, request);
    default:
      return complaintTurn(deps, again, request);
  }
}

async function answerCancel(
  deps: BotDeps,
  heard: Heard,
  { requestId, isSeries }: Extract<Pending, { kind: "cancel" }>,
): Promise<Turn | null> {
  const text = heard.message.text.normalize("NFKC").trim();
  const request = await findRequest(deps, requestId);
  if (/(不|别|先不|没要)(要)?(取消|退)|留着|照旧/u.test(text)) return { say: [residentWords.kept(request.code)], pending: null };
  if (isSeries && /^1|这(一)?次|这回/u.test(text)) return cancelNow(deps, heard, requestId);
  if (isSeries && /^2|以后|都不|全部|全都/u.test(text)) return cancelNow(deps, heard, requestId, true);
  if (saysNo(heard) && heard.understood.intent !== "request.cancel") return { say: [residentWords.kept(request.code)], pending: null };
  if (saysYes(heard) || heard.understood.intent === "request.cancel") return cancelNow(deps, heard, requestId);
  return null;
}
