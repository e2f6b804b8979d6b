import { isToldToAnother, letWait, type Notice, postponeNotices, settleNotices } from "../../src/outbox/index.ts";
import { addMinutes } from "../../src/platform/index.ts";
import { isMattering } from "./matters.ts";
import { maxTriesWhenAway, restAfter } from "./rest-after.ts";
import type { SenderDeps } from "./sender-deps.ts";
import { isPassing, sendSubscribed } from "./subscribe.ts";

/** A notice that is settled, and how. */
export interface Ended {
  readonly notice: Notice;
  readonly status: "sent" | "dropped" | "failed";
  readonly channel?: string;
}

/** What does not matter so much waits so long for a word of theirs before somebody phones. */
const waitMinutes = 180;
/** What is told to a whole desk: until it is known whether another of them was reached. */
const deskWaitMinutes = 10;
const isForDesk = (kind: string): boolean => kind.startsWith("desk.") || kind.startsWith("room.");

/**
 * No chat takes it: a subscribe message, else the coordinators' call list with the reason. What may wait first waits for a word of theirs,
 * which opens the chat again; often it is no longer true by then.
 */
export async function reachOtherwise(
  deps: SenderDeps,
  notices: readonly Notice[],
  { why, mayWait }: { readonly why: string; readonly mayWait: boolean },
): Promise<readonly Ended[]> {
  const now = deps.clock.now();
  const ended: Ended[] = [];
  for (const notice of notices) {
    if (notice.kind === "chat.renew") {
      await settleNotices(deps, [notice.id], { status: "dropped", why });
      continue;
    }
    const subscribed = await sendSubscribed(deps, notice);
    if (subscribed.sent === "yes") {
      await settleNotices(deps, [notice.id], { status: "sent", channel: "subscribe" });
      ended.push({ notice, status: "sent", channel: "subscribe" });
      continue;
    }
    if (isPassing(subscribed) && notice.tries + 1 < maxTriesWhenAway) {
      await postponeNotices(deps, [notice.id], restAfter(now, notice.tries), subscribed.because);
      continue;
    }
    if (mayWait && isPatient(notice, now)) {
      await letWait(deps, [notice.id], addMinutes(now, isMattering(notice.kind) ? deskWaitMinutes : waitMinutes), why);
      continue;
    }
    if (isForDesk(notice.kind) && (await isToldToAnother(deps, notice))) {
      await settleNotices(deps, [notice.id], { status: "dropped", why: "another of the desk knows" });
      ended.push({ notice, status: "dropped" });
      continue;
    }
    ended.push(await giveUp(deps, notice, why));
  }
  return ended;
}

/** Nothing more is tried: a person calls. */
export async function giveUp(deps: SenderDeps, notice: Notice, why: string): Promise<Ended> {
  await settleNotices(deps, [notice.id], { status: "failed", why });
  deps.log.error({ noticeId: notice.id, kind: notice.kind, why }, "a notice could not be sent; it is on the call list");
  return { notice, status: "failed" };
}

function isPatient({ kind, waitsUntil }: Notice, now: Date): boolean {
  return (!isMattering(kind) || isForDesk(kind)) && (waitsUntil === undefined || waitsUntil > now);
}
