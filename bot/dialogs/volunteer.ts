import type { TimeResult, Understanding } from "../../src/language/index.ts";
import { findRequest, type ServiceRequest } from "../../src/request/index.ts";
import { hintWords, volunteerWords as words } from "../texts/volunteer.ts";
import type { BotDeps, Dialog, Heard, Pending, Turn } from "../turn.ts";
import { askForPerson } from "./handoff.ts";
import { type HelperAct, isAboutServed, readAct, readYesNo, wordsOf } from "./volunteer-act.ts";
import { tellCard, tellCardOf } from "./volunteer-card.ts";
import { block, dispute, disputeThis, free, list, tellHours, tellPolicy } from "./volunteer-hours.ts";
import {
  accept,
  acceptThis,
  answerTime,
  answerWithdraw,
  askedForTime,
  counter,
  counterThis,
  decline,
  declineThis,
} from "./volunteer-offer.ts";
import { assignmentTo, type HelperState, meant, stateOf } from "./volunteer-state.ts";
import {
  alarm,
  answerBackHome,
  arrive,
  arriveThis,
  call,
  callThis,
  confirm,
  confirmThis,
  goEarly,
  goEarlyThis,
  late,
  lateThis,
  leave,
  leaveThis,
  nobodyHome,
  nobodyHomeThis,
  unconfirmed,
} from "./volunteer-visit.ts";

type Doing = (deps: BotDeps, heard: Heard, state: HelperState) => Promise<Turn> | Turn;
type DoingThis = (deps: BotDeps, heard: Heard, request: ServiceRequest) => Promise<Turn>;

/** One verb for each thing a helper says. */
const acts: Readonly<Record<HelperAct, Doing>> = {
  accept,
  decline,
  counter,
  confirm,
  check_in: arrive,
  check_out: leave,
  nobody_home: nobodyHome,
  call,
  late,
  leave_early: goEarly,
  alarm,
  block,
  add: free,
  hours: tellHours,
  dispute,
  policy: tellPolicy,
  offers: list,
  tasks: list,
  card: tellCard,
  thanks: () => ({ say: [words.thanks] }),
};

/** The same once it is known which request is meant. */
const actsOnThis: Readonly<Record<string, DoingThis>> = {
  accept: acceptThis,
  decline: declineThis,
  counter: counterThis,
  confirm: confirmThis,
  check_in: arriveThis,
  check_out: (deps, heard, request) => leaveThis(deps, heard, request, false),
  nobody_home: nobodyHomeThis,
  call: callThis,
  late: lateThis,
  leave_early: (deps, heard, request) => goEarlyThis(deps, heard, request, undefined),
  dispute: disputeThis,
  card: tellCardOf,
  time_yes: (deps, heard, request) => answerTime(deps, heard, request, true),
  time_no: (deps, heard, request) => answerTime(deps, heard, request, false),
};

/** Acts that never are the answer to an open question, so that the question does not swallow them. */
const isAlways = (act: HelperAct | undefined) =>
  act === "alarm" || act === "nobody_home" || act === "hours" || act === "policy" || act === "tasks" || act === "offers" || act === "card";

/** Whether the open question is answered by this. A reason may hold any word, also of illness, but not a deed. */
function isAnswer(act: HelperAct | undefined, heard: Heard): boolean {
  const { pending } = heard;
  const isReason = pending?.kind === "ask" && (pending.act === "helper.withdraw" || pending.act === "helper.leave_early");
  if (!isReason) return !isAlways(act);
  if (act === "alarm") return !isAboutServed(wordsOf(heard));
  // Next to the question why, what a model only guesses is a reason too.
  return (
    act === undefined ||
    heard.understood.confidence < 0.9 ||
    ["decline", "late", "block", "thanks", "call", "counter", "leave_early"].includes(act)
  );
}

/** An open question of another dialogue: a helper who asked for help themself, or talks with a person. */
function isOthersQuestion(pending: Pending | null): boolean {
  if (pending === null || pending.kind === "time_change") return false;
  return !(pending.kind === "ask" || pending.kind === "which") || !pending.act.startsWith("helper.");
}

/** What a helper at a door says is done whatever else is being talked about; so is what names a code. */
function isOnTheSpot(act: HelperAct | undefined, { understood, pending }: Heard): boolean {
  if (act === undefined) return false;
  const hasCode = understood.slots.code !== undefined && pending?.kind !== "which";
  return hasCode || ["alarm", "nobody_home", "check_in", "check_out", "call", "late"].includes(act);
}

/** What residents say and other dialogues answer. */
const isForOthers = (heard: Heard) => {
  const { intent, needs } = heard.understood;
  if (intent === "request.create") return needs.some(({ item }) => item !== null);
  return [
    "request.repeat",
    "request.status",
    "info.catalog",
    "complaint.conduct",
    "feedback.submit",
    "privacy.access",
    "privacy.delete",
    "rate",
    "emergency",
    "safeguard.report",
    "safety.fraud",
  ].includes(intent);
};

/**
 * The helper's side of the chat: answering offers, coming, being there, hours and free time.
 * Null for people without a helper profile and for what residents ask.
 */
export const volunteerDialog: Dialog = async (deps, heard) => {
  const turn = await answerHelper(deps, heard);
  // A deed at the door does not end the talk with a person.
  return turn?.pending === null && heard.pending?.kind === "human" ? { say: turn.say } : turn;
};

const answerHelper: Dialog = async (deps, heard) => {
  if (!heard.person.helper) return null;
  if (heard.understood.intent === "handoff.human") return askForPerson(deps, heard);
  const act = readAct(heard);
  if (isOthersQuestion(heard.pending) && !isOnTheSpot(act, heard)) return null;
  const state = await stateOf(deps, heard.person.id);
  if (isAnswer(act, heard)) {
    const answered = await answerPending(deps, heard, state);
    if (answered) return answered;
  }
  if (act === undefined && isForOthers(heard)) return null;
  const timeTurn = await answerTimeAsked(deps, heard, state, act);
  if (timeTurn) return timeTurn;
  if (act === "accept" && unconfirmed(deps, state, heard).length > 0 && isBareYes(heard)) return confirm(deps, heard, state);
  if (act === undefined) return null;
  if (act === "accept" && isNod(heard, state)) return { say: [state.offers.length > 0 ? hintOf(state, heard.person.id) : words.thanks] };
  return acts[act](deps, heard, state);
};

/** 「1」 and 「好」 answer the two-hour reminder; 「接」 never does. */
const isBareYes = (heard: Heard) => !/接/.test(wordsOf(heard)) && heard.understood.slots.code === undefined;

/** 好的 is a yes only while a question is open, 收到 never: nobody is bound by a nod. */
function isNod(heard: Heard, { offers }: HelperState): boolean {
  const said = wordsOf(heard);
  if (heard.understood.slots.code !== undefined || /接|去|来|报名|算我|抢|交给我|愿意/.test(said)) return false;
  return offers.length === 0 || /^(?:收到|嗯+|知道|明白)/.test(said);
}

/** What a helper may say next, when nobody had an answer. */
export async function helperHint(deps: BotDeps, { person }: Heard): Promise<string> {
  return hintOf(await stateOf(deps, person.id), person.id);
}

function hintOf({ offers, tasks }: HelperState, personId: string): string {
  const isInside = tasks.some((request) => assignmentTo(request, personId)?.status === "checked_in");
  const [offer] = offers;
  const [task] = tasks;
  return hintWords({ isInside, ...(offer && { offer: offer.code }), ...(task && { task: task.code }) });
}

/** 行 / 不行 while somebody waits for this helper's word on another time. */
async function answerTimeAsked(deps: BotDeps, heard: Heard, state: HelperState, act: HelperAct | undefined): Promise<Turn | null> {
  const asked = askedForTime(state, heard.person.id);
  const { code } = heard.understood.slots;
  const fitting = code === undefined ? asked : asked.filter((request) => request.code === code);
  const isAnswer = act === undefined || act === "accept" || act === "decline" || act === "confirm" || act === "thanks";
  if (fitting.length === 0 || !isAnswer || /接/.test(wordsOf(heard))) return null;
  const isYes = readYesNo(heard) ?? (act === "accept" || act === "confirm" ? true : act === "decline" ? false : undefined);
  if (isYes === undefined) return null;
  const found = await meant(deps, heard, isYes ? "time_yes" : "time_no", fitting, words.noTask);
  return "turn" in found ? found.turn : answerTime(deps, heard, found.request, isYes);
}

async function answerPending(deps: BotDeps, heard: Heard, state: HelperState): Promise<Turn | null> {
  const { pending } = heard;
  if (pending?.kind === "which") return answerWhich(deps, heard, pending);
  if (pending?.kind !== "ask" || !pending.act.startsWith("helper.")) return null;
  if (pending.act === "helper.block") return heard.understood.time ? block(deps, heard, state) : null;
  if (pending.requestId === undefined) return null;
  const request = await findRequest(deps, pending.requestId);
  switch (pending.act) {
    case "helper.withdraw":
      return answerWithdraw(deps, heard, request);
    case "helper.leave_early":
      return goEarlyThis(deps, heard, request, heard.understood.masked.trim());
    case "helper.counter":
      return heard.understood.time || heard.understood.slots.delayMinutes ? counterThis(deps, heard, request) : null;
    case "helper.late":
      return lateThis(deps, heard, request);
    case "helper.back_home": {
      const isYes = readYesNo(heard) ?? (/到家|回家|家了/.test(heard.understood.text) ? true : undefined);
      return isYes === undefined ? null : answerBackHome(deps, heard, request, isYes);
    }
    default:
      return null;
  }
}

/** A number or a code chooses; the words of the first message, kept with the question, are what is done. */
async function answerWhich(deps: BotDeps, heard: Heard, pending: Extract<Pending, { kind: "which" }>): Promise<Turn | null> {
  const [prefix, act = ""] = pending.act.split(".");
  const doing = actsOnThis[act];
  if (prefix !== "helper" || !doing) return null;
  const requests = await Promise.all(pending.requestIds.map((id) => findRequest(deps, id)));
  const chosen = requests.find(({ code }) => code === heard.understood.slots.code) ?? requests[choiceOf(heard) - 1];
  if (!chosen) return null;
  return doing(deps, { ...heard, understood: firstSaid(heard.understood, pending.data), pending: null }, chosen);
}

/** What was understood when the question was asked; kept as JSON, so moments come back as text. */
function firstSaid(now: Understanding, data: Readonly<Record<string, unknown>> = {}): Understanding {
  const { time: _, ...rest } = now;
  const said = data as { text?: string; masked?: string; slots?: Understanding["slots"]; time?: TimeResult };
  const { time } = said;
  return {
    ...rest,
    text: said.text ?? now.text,
    masked: said.masked ?? now.masked,
    slots: said.slots ?? now.slots,
    ...(time && { time: { ...time, start: new Date(time.start), ...(time.end && { end: new Date(time.end) }) } }),
  };
}

function choiceOf(heard: Heard): number {
  const { choice } = heard.understood.slots;
  if (choice !== undefined) return choice;
  const [, said = ""] = /^(?:第)?([1-9一二三四五六七八九])(?:个|号|单|项)?(?:吧|了|的)?$/.exec(wordsOf(heard)) ?? [];
  return Number(said) || "一二三四五六七八九".indexOf(said || "无") + 1;
}
