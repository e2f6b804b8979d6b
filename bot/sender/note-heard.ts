import { findWindows, openWindow } from "../../src/channel/index.ts";
import { wakeWaiting } from "../../src/outbox/index.ts";
import { hourMs } from "../../src/platform/index.ts";
import { noteIdentityUse, type Person } from "../../src/station/index.ts";
import type { IncomingMessage } from "../chat.ts";
import { renewedWords } from "../texts/renewal.ts";
import type { Pending, Turn } from "../turn.ts";
import { isCounted } from "./candidates.ts";
import { dueLater } from "./due-later.ts";
import type { SenderDeps } from "./sender-deps.ts";

/** Somebody has written: their chat is open anew, is the one they used last, and what waited for a word of theirs is due. */
export async function noteHeard(deps: SenderDeps, message: IncomingMessage, person: Person | null): Promise<void> {
  const { channel, personChatId: chatUserId, at } = message;
  const renewed = deps.metrics.counter("yimi_windows_renewed_total", "Chats kept open by the answer to our question", ["channel"]);
  if (deps.channels.all.length > 1) await noteIdentityUse(deps, channel, chatUserId, at);
  if (!isCounted(channel)) return;
  await openWindow(deps, { channel, chatUserId, at });
  if (await isRenewal(deps, message)) renewed.inc({ channel });
  if (person) await wakeWaiting(deps, person.id);
}

/** Whether this message opened a window we had asked for. */
async function isRenewal(deps: SenderDeps, { channel, personChatId: chatUserId, at }: IncomingMessage): Promise<boolean> {
  const [window] = await findWindows(deps, [{ channel, chatUserId }]);
  return window?.isRenewal === true && window.openedAt.getTime() === at.getTime();
}

const nod = /^(好|好的|好嘞|好呀|行|嗯+|收到|知道了?|晓得了?|明白了?|可以|ok|谢谢)[!!。.~呀啊啦]*$/iu;
/** A helper's 「好」 in these hours answers the reminder of their task. */
const soonMs = 3 * hourMs;

/** The answer to our own question that keeps the chat open; null for everything else. */
export async function renewedTurn(
  deps: SenderDeps,
  message: IncomingMessage,
  person: Person,
  pending: Pending | null,
): Promise<Turn | null> {
  if (!isCounted(message.channel) || pending !== null || !nod.test(message.text.trim())) return null;
  if (!(await isRenewal(deps, message))) return null;
  const [next] = await dueLater(deps, person.id);
  const now = deps.clock.now();
  if (next && person.helper && next.getTime() - now.getTime() < soonMs) return null;
  return { say: [renewedWords(next, now)] };
}
