import { findPersonByIdentity } from "../station/index.ts";
import { type Account, addAccount, markLive } from "./accounts.ts";
import type { BindingDeps } from "./ask-binding.ts";
import { type BindingState, type BindingWhy, beforeScan, bindingsOf, journaled } from "./binding.ts";

/** The channel of chats that are opened by scanning. */
export const ilink = "ilink";

/**
 * WeChat has opened a chat for who scanned: the account is kept, and the ticket is used up. Whose chat it is stays open until they have said
 * so there; a WeChat that is bound already stays whose it is, and only a coordinator may give it to somebody else.
 * @returns the state of the ticket; "closed" when it was used up before, and this is a second who scanned
 */
export async function linkBinding(
  deps: BindingDeps,
  bindingId: string,
  given: Pick<Account, "id" | "userId" | "baseUrl" | "token">,
): Promise<BindingState> {
  await addAccount(deps, given);
  const known = await findPersonByIdentity(deps, ilink, given.userId);
  const ticket = await bindingsOf(deps).findOne({ _id: bindingId });
  const next = nextState(known?.id, ticket?.forPersonId);
  const now = deps.clock.now();
  const { matchedCount } = await bindingsOf(deps).updateOne(
    { _id: bindingId, state: { $in: beforeScan } },
    {
      $set: { ...next, chatUserId: given.userId, ...(next.state === "bound" && { boundAt: now }) },
      $unset: { qr: "", number: "", wasNumberWrong: "", heldBy: "" },
    },
    journaled,
  );
  return matchedCount > 0 ? next.state : "closed";
}

/** WeChat says that this phone has a chat with us already: nothing new was made, and what is there goes on. */
export async function closeAsBoundAlready(deps: BindingDeps, bindingId: string, userIds: readonly string[]): Promise<void> {
  for (const userId of userIds) await markLive(deps, { userId });
  await bindingsOf(deps).updateOne(
    { _id: bindingId, state: { $in: beforeScan } },
    { $set: { state: "bound", why: "again", boundAt: deps.clock.now() }, $unset: { qr: "", number: "", heldBy: "" } },
    journaled,
  );
}

function nextState(
  knownId: string | undefined,
  forPersonId: string | undefined,
): { readonly state: BindingState; readonly why?: BindingWhy; readonly meantId?: string } {
  if (knownId === undefined) return { state: "linked" };
  if (forPersonId === undefined || forPersonId === knownId) return { state: "bound", why: "again", meantId: knownId };
  return { state: "undecided", why: "taken" };
}
