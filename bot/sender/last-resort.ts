import { letWait, type Notice, settleNotices } from "../../src/outbox/index.ts";
import { addMinutes } from "../../src/platform/index.ts";
import { isMattering } from "./matters.ts";
import type { SenderDeps } from "./sender-deps.ts";

/** A notice that is settled, and how. */
export interface Ended {
  readonly notice: Notice;
  readonly status: "sent" | "dropped" | "failed";
  readonly channel?: string;
}

/** What does not matter so much waits so long for a word of theirs before somebody phones. */
const waitMinutes = 180;

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
    if (mayWait && isPatient(notice, now)) {
      await letWait(deps, [notice.id], addMinutes(now, waitMinutes), why);
      continue;
    }
    await settleNotices(deps, [notice.id], { status: "failed", why });
    deps.log.error({ noticeId: notice.id, kind: notice.kind, why }, "a notice could not be sent; it is on the call list");
    ended.push({ notice, status: "failed" });
  }
  return ended;
}

function isPatient({ kind, waitsUntil }: Notice, now: Date): boolean {
  return !isMattering(kind) && (waitsUntil === undefined || waitsUntil > now);
}
