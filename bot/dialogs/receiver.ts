import { DomainError } from "../../src/platform/index.ts";
import { bounceReferral, completeReferral, findByCode, findReferredTo, findRequest, type ServiceRequest } from "../../src/request/index.ts";
import { mayDo } from "../../src/station/index.ts";
import { whichWords } from "../texts/coordinator.ts";
import { askBounceReasonWords, askOutcomeWords, bouncedWords, completedWords, receiverHelpWords } from "../texts/receiver.ts";
import { lineOf } from "../texts/request-lines.ts";
import type { BotDeps, Dialog, Heard, Turn } from "../turn.ts";
import { codesIn, wordsOf } from "./commands.ts";

type Answer = "complete" | "bounce";

/** The narrow before the wide: 「办不了」 holds 「办…了」. */
const readings: readonly (readonly [Answer, RegExp])[] = [
  ["bounce", /^退回|退回去?|不归我们|不属于我们|办不了|不符合|接不了|不是我们管/],
  ["complete", /^办结|办(?:好|完|妥|成)了?|已(?:经)?(?:办|解决|发放|落实|批)|解决了|落实了|处理(?:好|完)了/],
];

/** An office answers what was referred to it: 「办结 A37 …」 or 「退回 A37 原因」, or the same in its own words. */
export const receiverDialog: Dialog = async (deps, heard) => {
  if (!mayDo(heard.person, "referral.answer")) return null;
  const { text } = heard.message;
  const words = wordsOf(text);
  const read = readAnswer(words);
  const { pending } = heard;
  const [code] = codesIn(text);
  if (pending?.kind === "which" && pending.act.startsWith("receiver.")) {
    const chosen = await chosenOf(deps, pending.requestIds, text);
    if (chosen) return settle(deps, heard, chosen, pending.act.slice(9) as Answer, String(pending.data?.rest ?? ""));
  }
  if (!read && pending?.kind === "ask" && pending.act.startsWith("receiver.") && pending.requestId !== undefined && code === undefined) {
    return settle(deps, heard, await findRequest(deps, pending.requestId), pending.act.slice(9) as Answer, words);
  }
  if (!read) return code === undefined ? null : { say: [receiverHelpWords(code)] };
  const mine = await findReferredTo(deps, deps.station.id, heard.person.id);
  if (code !== undefined) return settle(deps, heard, await ownByCode(deps, heard, code), read.answer, read.rest);
  const [only] = mine;
  if (!only) return null;
  if (mine.length === 1) return settle(deps, heard, only, read.answer, read.rest);
  const lines = mine.map((request) => lineOf(deps, request, heard.now));
  const pendingNext = {
    kind: "which" as const,
    act: `receiver.${read.answer}`,
    requestIds: mine.map(({ id }) => id),
    data: { rest: read.rest },
  };
  return { say: [whichWords(lines, lines.length)], pending: pendingNext };
};

function readAnswer(words: string): { answer: Answer; rest: string } | null {
  for (const [answer, pattern] of readings) {
    const hit = pattern.exec(words);
    if (!hit) continue;
    const command = /^(?:办结|退回)[\s,:,:]*/.exec(words);
    return { answer, rest: (command ? words.slice(command[0].length) : words).trim() };
  }
  return null;
}

/** An office knows only of what was referred to it. */
async function ownByCode(deps: BotDeps, heard: Heard, code: string): Promise<ServiceRequest> {
  const request = await findByCode(deps, deps.station.id, code);
  if (request?.referral?.receiverId !== heard.person.id) throw new DomainError("request.unknown-code", { code });
  return request;
}

async function chosenOf(deps: BotDeps, requestIds: readonly string[], text: string): Promise<ServiceRequest | undefined> {
  const requests = await Promise.all(requestIds.map((id) => findRequest(deps, id)));
  const [code] = codesIn(text);
  return code !== undefined ? requests.find((one) => one.code === code) : requests[Number(/^[1-9]/.exec(wordsOf(text))?.[0] ?? 0) - 1];
}

async function settle(deps: BotDeps, { person }: Heard, request: ServiceRequest, answer: Answer, rest: string): Promise<Turn> {
  const by = { role: "receiver", personId: person.id } as const;
  const { id, code } = request;
  if (rest === "" && request.status === "referred") {
    const words = answer === "complete" ? askOutcomeWords(code) : askBounceReasonWords(code);
    return { say: [words], pending: { kind: "ask", act: `receiver.${answer}`, requestId: id } };
  }
  if (answer === "complete") await completeReferral(deps, id, by, rest);
  else await bounceReferral(deps, id, by, rest);
  return { say: [answer === "complete" ? completedWords(code) : bouncedWords(code)], pending: null };
}
