import type { RequiredField } from "../../src/catalog/index.ts";
import { findCaller, handInCall, slotWish, takeCall, wishOf } from "../../src/intake/index.ts";
import type { UnderstoodNeed } from "../../src/language/index.ts";
import { fillRequest, findRequest, noteDetail, type ServiceRequest } from "../../src/request/index.ts";
import { findPeople, type Person } from "../../src/station/index.ts";
import {
  alarmRaisedWords,
  phoneInAskWords,
  phoneInDoneWords,
  phoneInHowWords,
  phoneInKnownWords,
  phoneInNeedWords,
  phoneInRoomWords,
  staffHelpWords,
  unknownResidentWords,
  whichResidentWords,
} from "../texts/coordinator.ts";
import { lineOf } from "../texts/request-lines.ts";
import { communityWords, nameWords } from "../texts/words.ts";
import type { BotDeps, Pending, Turn } from "../turn.ts";
import { chooseCaller } from "./caller.ts";
import { readNeed } from "./coordinator-supplement.ts";
import { type Handle, refuseUnless, reply, type Staff } from "./staff.ts";

/** How many of one name are listed. */
const listed = 6;

/** What a phone-in waits for: the call itself, which resident, what they need, or one field of a request. */
interface Waiting {
  readonly text?: string;
  readonly key: string;
  readonly personIds?: readonly string[];
  readonly slot?: RequiredField | "item";
  /** The other requests of the same call, asked about afterwards. */
  readonly nextIds?: readonly string[];
}

const ask = (words: string, waiting: Waiting, requestId?: string): Turn => ({
  say: [words],
  pending: { kind: "ask", act: "desk.phone_in", data: { ...waiting }, ...(requestId !== undefined && { requestId }) },
});

/** 代报 王秀兰 明天上午九点去区医院看病: a request for a resident who phoned. */
export const phoneIn: Handle = (deps, staff) => {
  refuseUnless(staff.heard.person, "request.submitForCaller");
  if (staff.isRoom) return Promise.resolve(reply(staff, phoneInRoomWords));
  const { message } = staff.heard;
  const text = message.text.replace(/^\s*代报[\s,,::]*/, "");
  const key = `${message.channel}/${message.id}`;
  return text === "" ? Promise.resolve(ask(phoneInHowWords, { key })) : take(deps, staff, text, key);
};

async function take(deps: BotDeps, staff: Staff, text: string, key: string): Promise<Turn> {
  const { said, people, rest } = await findCaller(deps, text);
  const [caller] = people;
  if (!caller && !staff.command.isPhrase) return { say: [staffHelpWords] };
  if (!caller) return said === "" ? ask(phoneInHowWords, { key }) : reply(staff, unknownResidentWords(said));
  if (people.length > 1) return whichCaller(deps, said || text, people, rest, key);
  return open(deps, staff, caller, rest, key);
}

function whichCaller(deps: BotDeps, said: string, people: readonly Person[], text: string, key: string): Turn {
  const few = people.slice(0, listed);
  const lines = few.map(
    (person) => `${nameWords(person)} · ${communityWords(person, deps.station.communities)} · 尾号${person.phone.slice(-4)}`,
  );
  return ask(whichResidentWords(said, lines, people.length), { key, text, personIds: people.map(({ id }) => id) });
}

async function open(deps: BotDeps, staff: Staff, caller: Person, text: string, key: string): Promise<Turn> {
  if (text.trim() === "") return ask(phoneInNeedWords(nameWords(caller)), { key, personIds: [caller.id] });
  const { opened, known, alarm } = await takeCall(deps, { caller, by: staff.standIn, text, key });
  if (alarm) return reply(staff, alarmRaisedWords(alarm.code));
  if (opened.length === 0)
    return reply(staff, phoneInKnownWords(known.map((request) => lineOf(deps, request, staff.heard.now)).join("\n")));
  return goOn(deps, staff, opened);
}

/** Hands in what is complete and asks for the first field that is missing; one question at a time. */
async function goOn(deps: BotDeps, staff: Staff, requests: readonly ServiceRequest[]): Promise<Turn> {
  const done: string[] = [];
  for (const request of requests) {
    const slot = request.itemCode === null ? "item" : request.missing[0];
    if (slot !== undefined && request.status === "collecting") {
      const rest = requests.filter(({ id }) => id !== request.id && !done.includes(id)).map(({ id }) => id);
      const turn = ask(phoneInAskWords(request.code, slot), { key: request.id, slot, nextIds: rest }, request.id);
      return { ...turn, say: [...(await linesOf(deps, staff, done)), ...turn.say] };
    }
    await handInCall(deps, request, staff.standIn);
    done.push(request.id);
  }
  return { say: await linesOf(deps, staff, done), pending: null };
}

async function linesOf(deps: BotDeps, staff: Staff, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const requests = await Promise.all(ids.map((id) => findRequest(deps, id)));
  return [phoneInDoneWords(requests.map((request) => lineOf(deps, request, staff.heard.now)).join("\n"))];
}

/** The answer to what a phone-in waits for. */
export async function answerPhoneIn(deps: BotDeps, staff: Staff, pending: Extract<Pending, { kind: "ask" }>): Promise<Turn> {
  const { text } = staff.heard.message;
  const waiting = pending.data as unknown as Waiting;
  if (pending.requestId !== undefined) return fillField(deps, staff, await findRequest(deps, pending.requestId), waiting);
  if (waiting.personIds === undefined) return take(deps, { ...staff, command: { ...staff.command, isPhrase: true } }, text, waiting.key);
  const people = await findPeople(deps, waiting.personIds);
  const [only] = people;
  if (waiting.text === undefined && only) return open(deps, staff, only, text, waiting.key);
  const chosen = chooseCaller(deps, people, text);
  if (chosen) return open(deps, staff, chosen, waiting.text ?? "", waiting.key);
  return whichCaller(deps, people[0]?.calledAs ?? "", people, waiting.text ?? "", waiting.key);
}

async function fillField(deps: BotDeps, staff: Staff, request: ServiceRequest, { slot, nextIds = [] }: Waiting): Promise<Turn> {
  const { text } = staff.heard.message;
  const need = readNeed(deps, text, staff.heard.now, request);
  const answered =
    slot === "item" || slot === undefined ? readItem(need) : { wish: slotWish(slot, text, need, request.wish, staff.heard.now) };
  const next =
    request.status === "collecting"
      ? await fillRequest(deps, request.id, { by: staff.standIn, ...answered })
      : await noteDetail(deps, request.id, staff.standIn, { said: text, ...answered });
  const others = await Promise.all(nextIds.map((id) => findRequest(deps, id)));
  return goOn(deps, staff, [next, ...others]);
}

function readItem(need: UnderstoodNeed | undefined) {
  const wish = need ? wishOf(need) : {};
  return { wish, ...(need?.item && { itemCode: need.item.code }) };
}
