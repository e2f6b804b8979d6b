import { DomainError, isDomainError } from "../../src/platform/index.ts";
import { findRequest } from "../../src/request/index.ts";
import { mayDo } from "../../src/station/index.ts";
import { neverMindWords, notChosenWords } from "../texts/coordinator.ts";
import { errorWords } from "../texts/errors.ts";
import type { BotDeps, Dialog, Heard, Pending, Turn } from "../turn.ts";
import { codesIn, isStaffPhrase, minutesIn, readStaffCommand, type StaffAct, type StaffCommand, staffActs, wordsOf } from "./commands.ts";
import { answerPerson } from "./coordinator-answer.ts";
import { cancel, lift, reschedule, retry } from "./coordinator-change.ts";
import { correct } from "./coordinator-correct.ts";
import { alarm, claim, dismiss, handOverDone, resume, suspend, suspendAll } from "./coordinator-emergency.ts";
import { hours, list, nudge, phoneList } from "./coordinator-lists.ts";
import { name, pick, pickAll, refresh } from "./coordinator-matching.ts";
import { answerPhoneIn, phoneIn } from "./coordinator-phone-in.ts";
import { supplement } from "./coordinator-supplement.ts";
import { approve, decline, merge, refer } from "./coordinator-triage.ts";
import { callNoted, checkInFor, checkOutFor, closeDoor, decide, dispute, noShow, verify } from "./coordinator-visit.ts";
import { type Handle, isStaff, reread, staffOf } from "./staff.ts";

const handlers: Readonly<Record<StaffAct, Handle>> = {
  "desk.approve": approve,
  "desk.decline": decline,
  "desk.refer": refer,
  "desk.merge": merge,
  "desk.pick": pick,
  "desk.pick_all": pickAll,
  "desk.name": name,
  "desk.refresh": refresh,
  "desk.supplement": supplement,
  "desk.correct": correct,
  "desk.reschedule": reschedule,
  "desk.cancel": cancel,
  "desk.nudge": nudge,
  "desk.retry": retry,
  "desk.no_show": noShow,
  "desk.check_in": checkInFor,
  "desk.check_out": checkOutFor,
  "desk.note_call": callNoted,
  "desk.close_absent": closeDoor,
  "desk.verify": verify,
  "desk.dispute": dispute,
  "desk.decide": decide,
  "desk.claim": claim,
  "desk.hand_over_done": handOverDone,
  "desk.dismiss": dismiss,
  "desk.resume": resume,
  "desk.suspend": suspend,
  "desk.suspend_all": suspendAll,
  "desk.lift": lift,
  "desk.list": list,
  "desk.hours": hours,
  "desk.phone_list": phoneList,
  "desk.phone_in": phoneIn,
  "desk.answer": answerPerson,
  "desk.alarm": alarm,
};

/**
 * What coordinators and supervisors tell the station, in private or in its room. Social workers and grid workers may enter calls (代报);
 * the station's phrases from anybody else are refused, all other messages are not for it.
 */
export const coordinatorDialog: Dialog = async (deps, heard) => {
  if (!isStaff(heard.person)) return answerOthers(deps, heard);
  try {
    return await answerStaff(deps, heard);
  } catch (error) {
    if (heard.message.room === undefined || !isDomainError(error)) throw error;
    return { say: [await errorWords(error, { deps, person: heard.person, now: heard.now, isRoom: true })] };
  }
};

const answerOthers: Dialog = async (deps, heard) => {
  const { person, message, understood, pending } = heard;
  const command = readStaffCommand(message.text, understood);
  // A code names a request there is: words beside one are no call to enter (办结 A10 已经陪着办完).
  const isCall = command?.act === "desk.phone_in" && command.isPhrase && command.codes.length === 0 && !understood.danger;
  const mayCall = mayDo(person, "request.submitForCaller");
  if (mayCall && isCall) return run(deps, heard, command);
  const isAnswer = !isStaffPhrase(message.text) && pending?.kind === "ask" && pending.act === "desk.phone_in";
  if (mayCall && isAnswer) return answerPending(deps, heard, pending);
  if (isCall || isStaffPhrase(message.text)) throw new DomainError("bot.not-your-role", {});
  return null;
};

const answerStaff: Dialog = async (deps, heard) => {
  const command = readStaffCommand(heard.message.text, heard.understood);
  const { pending } = heard;
  if (pending && isOurs(pending) && !isNewCommand(command, pending, heard.message.text)) {
    const answered = await answerPending(deps, heard, pending);
    if (answered) return answered;
  }
  return command && run(deps, heard, command);
};

function run(deps: BotDeps, heard: Heard, command: StaffCommand): Promise<Turn> {
  return handlers[command.act](deps, staffOf(heard, command));
}

/** Phrases that are never an answer, even without a code. */
const standalone: ReadonlySet<StaffAct> = new Set([
  "desk.approve",
  "desk.pick_all",
  "desk.refresh",
  "desk.suspend_all",
  "desk.phone_list",
  "desk.list",
  "desk.phone_in",
]);

/** True when somebody turns to something else instead of answering. */
function isNewCommand(command: StaffCommand | null, pending: Ours, text: string): boolean {
  if (!command?.isPhrase || wordsOf(text) === "") return false;
  return command.codes.length > 0 || pending.kind === "which" || standalone.has(command.act);
}

type Ours = Extract<Pending, { kind: "which" | "ask" }>;

function isOurs(pending: Pending): pending is Ours {
  return (pending.kind === "which" || pending.kind === "ask") && (staffActs as readonly string[]).includes(pending.act);
}

/** An answer to what was asked: which request, or what the command lacked. Null when it is none. */
async function answerPending(deps: BotDeps, heard: Heard, pending: Ours): Promise<Turn | null> {
  if (/^(?:算了|不办了|不用了)[。!]?$/.test(wordsOf(heard.message.text))) return { say: [neverMindWords], pending: null };
  return pending.kind === "which" ? answerWhich(deps, heard, pending) : answerAsk(deps, heard, pending);
}

async function answerWhich(deps: BotDeps, heard: Heard, pending: Extract<Pending, { kind: "which" }>): Promise<Turn | null> {
  const requests = await Promise.all(pending.requestIds.map((id) => findRequest(deps, id)));
  const [code] = codesIn(heard.message.text);
  const number = numberIn(heard.message.text);
  const chosen = code !== undefined ? requests.find((one) => one.code === code) : number !== undefined ? requests[number - 1] : undefined;
  if (!chosen) return code !== undefined || number !== undefined ? { say: [notChosenWords] } : null;
  const before = reread(deps, heard, String(pending.data?.text ?? ""));
  const command = readStaffCommand(before.message.text, before.understood);
  return command && run(deps, before, { ...command, codes: [chosen.code] });
}

async function answerAsk(deps: BotDeps, heard: Heard, pending: Extract<Pending, { kind: "ask" }>): Promise<Turn | null> {
  const { text } = heard.message;
  if (pending.act === "desk.phone_in") return answerPhoneIn(deps, staffOf(heard, plain(pending.act as StaffAct)), pending);
  if (typeof pending.data?.confirm === "string") {
    if (!isYes.test(wordsOf(text))) return { say: [neverMindWords], pending: null };
    const confirmed = reread(deps, heard, pending.data.confirm);
    const command = readStaffCommand(confirmed.message.text, confirmed.understood);
    return command && run(deps, confirmed, command);
  }
  const request = pending.requestId === undefined ? null : await findRequest(deps, pending.requestId);
  const personIds = pending.data?.personIds;
  const number = numberIn(text);
  if (Array.isArray(personIds) && number !== undefined && personIds[number - 1] === undefined) return { say: [notChosenWords] };
  const personId = Array.isArray(personIds) && number !== undefined ? String(personIds[number - 1]) : undefined;
  const before = reread(deps, heard, String(pending.data?.text ?? ""));
  const asked = readStaffCommand(before.message.text, before.understood);
  const { slots, time } = heard.understood;
  const minutes = asked?.minutes ?? minutesIn(text);
  return run(deps, heard, {
    ...(asked ?? plain(pending.act as StaffAct)),
    act: pending.act as StaffAct,
    ...(minutes !== undefined && { minutes }),
    codes: request ? [request.code] : [],
    rest: wordsOf(text),
    names: slots.names ?? [],
    ...(time && { time }),
    ...(personId !== undefined && { personId }),
  });
}

const isYes = /^(?:是|对|嗯|好|到了|送到|到家|已)/;

const plain = (act: StaffAct): StaffCommand => ({ act, codes: [], rest: "", numbers: [], names: [], isPhrase: false });

/** 2, 第2个, 2号; undefined when it is something else. */
function numberIn(text: string): number | undefined {
  const hit = /^(?:第\s*)?([1-9])(?:\s*[个号位单])?[。.!]?$/.exec(wordsOf(text));
  return hit ? Number(hit[1]) : undefined;
}
