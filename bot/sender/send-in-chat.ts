import { type ChatWindow, channelRule, giveBack, shutWindow, takeFromWindow } from "../../src/channel/index.ts";
import { UnsentError } from "../chat.ts";
import { splitText } from "../split-text.ts";
import type { Candidate } from "./candidates.ts";
import type { SenderDeps } from "./sender-deps.ts";

/** One message for one person; sent again under the same id it arrives once. */
export interface Message {
  readonly id: string;
  readonly text: string;
  /** It may use what is kept in reserve. */
  readonly matters: boolean;
  /** Called when its place in the window is taken and nothing is sent yet; answers words to end with. */
  prepare?(after: AfterThis | undefined): Promise<string | null>;
}

/** What is left of the window when this message has gone out. */
export interface AfterThis {
  readonly left: number;
  readonly window: ChatWindow;
}

export type SendOutcome =
  | { readonly isSent: true; readonly after: AfterThis | undefined }
  | { readonly isSent: false; readonly why: string; readonly wasSent: "no" | "perhaps" };

/** Why a window is shut by an answer of the channel. */
const shutting: ReadonlySet<string> = new Set(["closed", "spent", "gone"]);

/**
 * Sends in a chat what its window still allows. What surely was not sent is given back to the window; what the channel refuses though by our
 * count it should not, shuts the window. Never throws because of the channel.
 */
export async function sendInChat(deps: SenderDeps, { chat, chatUserId, isCounted }: Candidate, message: Message): Promise<SendOutcome> {
  const address = { channel: chat.channel, chatUserId };
  const { longestText } = channelRule(chat.channel);
  const parts = splitText(message.text, longestText).map((text, i) => ({ id: i === 0 ? message.id : `${message.id}~${i + 1}`, text }));
  const taken: string[] = [];
  let after: AfterThis | undefined;
  for (const { id } of isCounted ? parts : []) {
    const one = await takeFromWindow(deps, address, { id, matters: message.matters });
    if (!one.ok) {
      for (const given of taken) await giveBack(deps, address, given);
      return { isSent: false, why: one.because, wasSent: "no" };
    }
    taken.push(id);
    if (one.window) after = { left: one.left, window: one.window };
  }
  const ending = await message.prepare?.(after);
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    const text = isLast && ending && part.text.length + ending.length < longestText ? `${part.text}\n${ending}` : part.text;
    try {
      await deps.pace.turn(address);
      await chat.say(chatUserId, text, { id: part.id });
    } catch (error) {
      const { why, wasSent } = readFailure(error);
      const unsent = taken.slice(wasSent === "no" ? i : i + 1);
      for (const id of unsent) await giveBack(deps, address, id);
      if (shutting.has(why)) await shutWindow(deps, address, after?.window.openedAt, why);
      countUnsent(deps, chat.channel, error);
      return { isSent: false, why, wasSent };
    }
  }
  return { isSent: true, after };
}

function countUnsent({ metrics, log }: SenderDeps, channel: string, error: unknown): void {
  const counter = metrics.counter("yimi_unsent_total", "Messages a channel did not take", ["channel", "reason"]);
  counter.inc({ channel, reason: error instanceof UnsentError ? error.reason : "unknown" });
  log.debug({ err: error, channel }, "a message was not sent");
}

/** An error of another kind says nothing about whether it was sent. */
function readFailure(error: unknown): { readonly why: string; readonly wasSent: "no" | "perhaps" } {
  if (error instanceof UnsentError) return { why: error.reason, wasSent: error.wasSent };
  return { why: error instanceof Error ? error.message : "unknown", wasSent: "perhaps" };
}
