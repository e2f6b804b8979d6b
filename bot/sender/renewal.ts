import { type ChatAddress, channelRule, findWindows, leftIn } from "../../src/channel/index.ts";
import { type Notice, storeNotices } from "../../src/outbox/index.ts";
import { addMinutes, hourMs } from "../../src/platform/index.ts";
import { isQuiet, type StationSettings } from "../../src/station/index.ts";
import { moreToComeQuestion, renewalQuestion } from "../texts/renewal.ts";
import type { BotDeps } from "../turn.ts";
import type { Candidate } from "./candidates.ts";
import { dueLater } from "./due-later.ts";
import type { AfterThis } from "./send-in-chat.ts";

/** A question by itself goes out so long before the window ends. */
const beforeEndMinutes = 90;

/**
 * What a message has to end with so that the person can still be told what is due later: a question whose answer opens the chat anew. Asked
 * when this is the last message for everyday matters, or when the chat closes before that moment and an answer now would reach it. At a desk
 * there is always more to come.
 */
export async function endingFor(
  deps: BotDeps,
  chat: ChatAddress,
  { personId, isForDesk }: { readonly personId: string; readonly isForDesk: boolean },
  { left, window }: AfterThis,
): Promise<string | null> {
  if (window.askedAt) return null;
  const later = await dueLater(deps, personId);
  const reach = new Date(deps.clock.now().getTime() + windowMs(chat.channel));
  const missed = later.find((at) => at >= window.endsAt && at < reach);
  const isLast = left <= channelRule(chat.channel).keptForWhatMatters;
  const at = missed ?? (isLast ? later[0] : undefined);
  if (at) return renewalQuestion(at, deps.clock.now());
  return isLast && isForDesk ? moreToComeQuestion : null;
}

/**
 * When something is due after the chat closes, and no message is left to end with the question, one goes out by itself shortly before: as a
 * notice of its own, looked at again when it is due.
 */
export async function planRenewal(deps: BotDeps, { chat, chatUserId }: Candidate, personId: string, { window }: AfterThis): Promise<void> {
  const { openedAt, endsAt } = window;
  const later = await dueLater(deps, personId);
  if (!later.some((at) => at >= endsAt)) return;
  const { id: stationId } = deps.station;
  const now = deps.clock.now();
  const sendAt = askAt(endsAt, deps.settings(stationId));
  if (sendAt <= now) return;
  const data = { channel: chat.channel, chatUserId, openedAt };
  const id = `renew.${chat.channel}.${chatUserId}.${openedAt.getTime()}`;
  await storeNotices(deps, [{ id, stationId, kind: "chat.renew", to: personId, data, createdAt: now, sendAt }]);
}

/** The words of such a notice; null when it is not needed any more: they have written, were asked, or nothing is due within reach. */
export async function renewalWords(deps: BotDeps, { to, data = {} }: Notice): Promise<string | null> {
  const chat = { channel: String(data.channel), chatUserId: String(data.chatUserId) };
  const [window] = await findWindows(deps, [chat]);
  const now = deps.clock.now();
  const isSame = data.openedAt instanceof Date && window?.openedAt.getTime() === data.openedAt.getTime();
  if (!window || !isSame || window.askedAt || leftIn(window, now) <= channelRule(chat.channel).keptForWhatMatters) return null;
  const reach = new Date(now.getTime() + windowMs(chat.channel));
  const missed = (await dueLater(deps, to)).find((at) => at >= window.endsAt && at < reach);
  return missed ? renewalQuestion(missed, now) : null;
}

/** Shortly before the chat closes, and before the evening falls quiet when it closes in the night. */
function askAt(endsAt: Date, settings: Pick<StationSettings, "quietHours">): Date {
  let at = addMinutes(endsAt, -beforeEndMinutes);
  while (isQuiet(at, settings)) at = addMinutes(at, -30);
  return at;
}

function windowMs(channel: string): number {
  return (channelRule(channel).windowHours ?? 0) * hourMs;
}
