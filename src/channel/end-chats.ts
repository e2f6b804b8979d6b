import { identitiesOf, unbindIdentity } from "../station/index.ts";
import { accountsOf, endAccounts, findLeft, leaveAccount } from "./accounts.ts";
import type { BindingDeps } from "./ask-binding.ts";
import { bindingsOf, journaled } from "./binding.ts";
import { ilink } from "./link-binding.ts";
import { forgetPushedBy } from "./pushed-messages.ts";
import { forgetGrantsOf } from "./subscribe-grants.ts";
import { miniprogram } from "./subscriptions.ts";
import { type ChatAddress, forgetWindow } from "./windows.ts";

/** Ends one chat: who writes there is nobody we know, nothing is asked or sent there any more, what opened it is thrown away. Safe to repeat. */
export async function endChat(deps: Pick<BindingDeps, "db">, { channel, chatUserId }: ChatAddress, because: string): Promise<void> {
  await unbindIdentity(deps, channel, chatUserId);
  if (channel === ilink) await endAccounts(deps, chatUserId, because);
  await forgetWindow(deps, { channel, chatUserId });
}

/**
 * They do not want their chat any more: who writes there is nobody we know at once, and when the answer to that is out, the chat ends.
 * @see endLeft
 */
export async function leaveChat(deps: BindingDeps, chatUserId: string): Promise<void> {
  await unbindIdentity(deps, ilink, chatUserId);
  await leaveAccount(deps, chatUserId);
}

/** Ends the chats whose last answer is out by now. */
export async function endLeft(deps: BindingDeps): Promise<void> {
  for (const chatUserId of await findLeft(deps)) await endChat(deps, { channel: ilink, chatUserId }, "own_wish");
}

/**
 * Ends the chats a person opened by scanning: a lost phone, a new one, or no wish for it any more. Their other channels stay.
 * @returns how many there were
 */
export async function endScannedChats(deps: Pick<BindingDeps, "db">, personId: string, because: string): Promise<number> {
  const chats = (await identitiesOf(deps, [personId])).filter(({ channel }) => channel === ilink);
  for (const chat of chats) await endChat(deps, chat, because);
  return chats.length;
}

/** Ends every chat of somebody who is to be forgotten, and forgets how they were bound. Safe to repeat. */
export async function forgetChats(deps: Pick<BindingDeps, "db">, personId: string): Promise<void> {
  for (const chat of await identitiesOf(deps, [personId])) {
    await endChat(deps, chat, "forgotten");
    if (chat.channel === ilink) await accountsOf(deps).deleteMany({ userId: chat.chatUserId }, journaled);
    if (chat.channel !== miniprogram) continue;
    await forgetPushedBy(deps, chat.chatUserId);
    await forgetGrantsOf(deps, chat.chatUserId);
  }
  await bindingsOf(deps).deleteMany({ $or: [{ forPersonId: personId }, { meantId: personId }] }, journaled);
}
