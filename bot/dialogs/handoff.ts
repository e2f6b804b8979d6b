import { passOn as passOnToDesk } from "../../src/intake/index.ts";
import { hourMs } from "../../src/platform/index.ts";
import { residentWords } from "../texts/resident.ts";
import type { BotDeps, Heard, Pending, Turn } from "../turn.ts";
import { saidWords } from "./said.ts";

/** Passes a message on to the coordinators, once. */
export async function passOn(deps: BotDeps, heard: Heard, kind: "desk.handoff" | "desk.feedback", topic: string): Promise<void> {
  await passOnWords(deps, { ...heard, said: saidWords(heard) }, kind, topic);
}

/** The same for words that were not understood: `said` is masked already. */
export async function passOnWords(
  deps: BotDeps,
  { person, message, said }: Pick<Heard, "person" | "message"> & { readonly said: string },
  kind: "desk.handoff" | "desk.feedback",
  topic: string,
): Promise<void> {
  await passOnToDesk(deps, { person, said, kind, topic, cause: `${message.channel}.${message.id}` });
}

/** 「转人工」: a person takes over; what is written meanwhile is passed on until 「回来」. */
export async function askForPerson(deps: BotDeps, heard: Heard): Promise<Turn> {
  await passOn(deps, heard, "desk.handoff", "human");
  return { say: [residentWords.human], pending: withPerson(heard) };
}

/** How long the bot keeps out after the last word. */
const keepsOutHours = 4;

export function withPerson({ now }: Heard): Pending {
  return { kind: "human", at: now.toISOString() };
}

/** 「回来」, with or without a person looking after them. */
export function isBackWord(text: string): boolean {
  return /^(回来|返回|机器人|一米|自动)[吧。!!]*$/u.test(text.trim());
}

/** While a person looks after somebody, the bot only passes on; it comes back when called, or after hours of silence. */
export async function whileWithPerson(deps: BotDeps, heard: Heard): Promise<Turn | null> {
  if (isBackWord(heard.message.text)) return { say: [residentWords.humanBack], pending: null };
  const { pending, now } = heard;
  if (pending?.kind === "human" && now.getTime() - Date.parse(pending.at) > keepsOutHours * hourMs) return null;
  await passOn(deps, heard, "desk.handoff", "human");
  return { say: [residentWords.humanNoted], pending: withPerson(heard) };
}
