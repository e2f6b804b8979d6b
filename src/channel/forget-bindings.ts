import type { Clock, Db } from "../platform/index.ts";
import { dayMs } from "../platform/index.ts";
import { accountsOf } from "./accounts.ts";
import { beforeScan, bindingsOf, journaled } from "./binding.ts";
import { endChat } from "./end-chats.ts";
import { ilink } from "./link-binding.ts";

/** Who has scanned and not said who they are for so long will not. */
const unansweredDays = 7;
/** What led to a chat, or to none, is of use for so long. */
const keptDays = 90;
/** What was asked for before is answered with the yes that binds; no crash lasts longer. */
const wishDays = 1;

/** Ends chats of people who never said who they are, and forgets tickets that are over, and accounts. Safe to repeat. */
export async function forgetOldBindings(deps: { readonly db: Db; readonly clock: Clock }): Promise<void> {
  const now = deps.clock.now().getTime();
  const unanswered = new Date(now - unansweredDays * dayMs);
  const stale = bindingsOf(deps).find({ state: { $in: ["linked", "undecided"] }, askedAt: { $lt: unanswered } });
  for await (const { _id, chatUserId, why } of stale) {
    await bindingsOf(deps).updateOne({ _id }, { $set: { state: "closed", told: [], wishes: [] } }, journaled);
    // A chat that is somebody's stays theirs.
    if (chatUserId !== undefined && why !== "taken") await endChat(deps, { channel: ilink, chatUserId }, "unanswered");
  }
  const answered = { state: "bound" as const, boundAt: { $lt: new Date(now - wishDays * dayMs) } };
  await bindingsOf(deps).updateMany(answered, { $unset: { wishes: "" } });
  const old = new Date(now - keptDays * dayMs);
  await bindingsOf(deps).deleteMany({ askedAt: { $lt: old }, state: { $in: [...beforeScan, "bound", "closed"] } });
  await accountsOf(deps).deleteMany({ boundAt: { $lt: old }, state: "ended" });
}
