import { findRequest } from "../../src/request/index.ts";
import { neverMindWords, notChosenWords } from "../texts/coordinator.ts";
import type { BotDeps, Dialog, Heard, Pending, Turn } from "../turn.ts";
import { codesIn, readStaffCommand, type StaffAct, type StaffCommand, staffActs, wordsOf } from "./commands.ts";
import { name, pick, pickAll, refresh } from "./coordinator-matching.ts";
import { approve, decline, merge, refer } from "./coordinator-triage.ts";
import { type Handle, isStaff, reread, staffOf } from "./staff.ts";

const handlers: Partial<Readonly<Record<StaffAct, Handle>>> = {
  "desk.approve": approve,
  "desk.decline": decline,
  "desk.refer": refer,
  "desk.merge": merge,
  "desk.pick": pick,
  "desk.pick_all": pickAll,
  "desk.name": name,
  "desk.refresh": refresh,
};

/** What coordinators and supervisors tell the station, in private or in its room. Everybody else's messages are not for it. */
export const coordinatorDialog: Dialog = async (deps, heard) => {
  if (!isStaff(heard.person)) return null;
  const command = readStaffCommand(heard.message.text, heard.understood);
  const { pending } = heard;
  if (pending && isOurs(pending) && !(command?.isPhrase && command.codes.length > 0)) {
    const answered = await answerPending(deps, heard, pending);
    if (answered) return answered;
  }
  return command && run(deps, heard, command);
};

async function run(deps: BotDeps, heard: Heard, command: StaffCommand): Promise<Turn | null> {
  return handlers[command.act]?.(deps, staffOf(heard, command)) ?? null;
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
  const request = pending.requestId === undefined ? null : await findRequest(deps, pending.requestId);
  const personIds = pending.data?.personIds;
  const number = numberIn(text);
  if (Array.isArray(personIds) && number !== undefined && personIds[number - 1] === undefined) return { say: [notChosenWords] };
  const personId = Array.isArray(personIds) && number !== undefined ? String(personIds[number - 1]) : undefined;
  const before = reread(deps, heard, String(pending.data?.text ?? ""));
  const asked = readStaffCommand(before.message.text, before.understood);
  const { slots, time } = heard.understood;
  return run(deps, heard, {
    ...(asked ?? { numbers: [], names: [], isPhrase: false }),
    act: pending.act as StaffAct,
    codes: request ? [request.code] : [],
    rest: wordsOf(text),
    names: slots.names ?? [],
    ...(time && { time }),
    ...(personId !== undefined && { personId }),
  });
}

/** 2, 第2个, 2号; undefined when it is something else. */
function numberIn(text: string): number | undefined {
  const hit = /^(?:第\s*)?([1-9])(?:\s*[个号位单])?[。.!]?$/.exec(wordsOf(text));
  return hit ? Number(hit[1]) : undefined;
}
