import { findNotice, type Notice, postponeNotices, settleNotice } from "../../src/outbox/index.ts";
import { type Ended, giveUp } from "./last-resort.ts";
import { wordsOf } from "./notice-words.ts";
import { maxTries, restAfter } from "./rest-after.ts";
import type { SenderDeps } from "./sender-deps.ts";
import { tellPerson } from "./tell-person.ts";
import { tellRoom } from "./tell-room.ts";

/** Sends a notice that is due, and where the channel counts messages whatever else is due for the same person. */
export async function deliverNotice(deps: SenderDeps, noticeId: string): Promise<readonly Ended[]> {
  const notice = await findNotice(deps, noticeId);
  if (!notice || notice.status !== "pending" || notice.sendAt > deps.clock.now()) return [];
  return notice.to.startsWith("room:") ? deliverToRoom(deps, notice) : tellPerson(deps, notice);
}

async function deliverToRoom(deps: SenderDeps, notice: Notice): Promise<readonly Ended[]> {
  try {
    const text = await wordsOf(deps, notice);
    if (text === null) {
      await settleNotice(deps, notice.id, { status: "dropped", why: "no longer true" });
      return [{ notice, status: "dropped" }];
    }
    return [{ notice, status: "sent", channel: await tellRoom(deps, notice, text) }];
  } catch (error) {
    const why = error instanceof Error ? error.message : "not sent";
    if (notice.tries + 1 >= maxTries) return [await giveUp(deps, notice, why)];
    await postponeNotices(deps, [notice.id], restAfter(deps.clock.now(), notice.tries), why);
    return [];
  }
}
