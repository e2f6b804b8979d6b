import { DomainError, isDomainError } from "../platform/index.ts";
import {
  answerFamilyAsk,
  askFamily,
  bindIdentity,
  findPerson,
  findPersonByIdentity,
  giveConsent,
  identitiesOf,
  unbindIdentity,
} from "../station/index.ts";
import { endAccounts } from "./accounts.ts";
import { type BindingDeps, findBinding } from "./ask-binding.ts";
import { type Binding, bindingsOf, journaled } from "./binding.ts";
import { leaveUndecided } from "./check-binding.ts";
import { endChat, leaveChat } from "./end-chats.ts";
import { ilink } from "./link-binding.ts";

/**
 * Who was recognised agrees: from now on the chat is theirs, with their consent on record. Safe to repeat with the same message.
 * @returns false when the chat has become somebody else's meanwhile, so that a coordinator decides
 */
export async function agreeToBinding(deps: BindingDeps, binding: Binding, messageId: string): Promise<boolean> {
  const { id, chatUserId, meantId } = binding;
  if (chatUserId === undefined || meantId === undefined) throw new DomainError("channel.binding-over");
  try {
    await bindIdentity(deps, { channel: ilink, chatUserId, personId: meantId });
  } catch (error) {
    if (!isDomainError(error, "station.identity-taken")) throw error;
    await leaveUndecided(deps, id, "taken");
    return false;
  }
  await giveConsent(deps, meantId, "service");
  const bound = { state: "bound" as const, boundAt: deps.clock.now(), boundBy: messageId, told: [] };
  await bindingsOf(deps).updateOne({ _id: id, state: "linked" }, { $set: bound }, journaled);
  return true;
}

/** They do not want it: the chat ends when they have been answered, and nothing is kept of what they said. */
export async function declineBinding(deps: BindingDeps, { id, chatUserId }: Binding): Promise<void> {
  const closed = { state: "closed" as const, why: "declined" as const, told: [], wishes: [] };
  await bindingsOf(deps).updateOne({ _id: id, state: "linked" }, { $set: closed, $unset: { meantId: "" } }, journaled);
  if (chatUserId !== undefined) await leaveChat(deps, chatUserId);
}

/**
 * A coordinator, who has phoned, says whose chat it is. Yes gives it to that person alone: other chats of theirs by scanning end, and whoever
 * had this one has it no more. Their consent, asked on the phone, is put on record (R16). No ends the chat, unless it was somebody's before.
 * @param decided.by who decides
 * @param decided.personId who it is; whom the ticket was made for, or who was recognised, when left out
 * @param decided.relation what the person the ticket was made for is to them (妈, 邻居): they scanned for them, and may ask for them now
 * @throws channel.binding-decided, station.unknown-person, station.member-missing when nobody is said to be meant
 */
export async function decideBinding(
  deps: BindingDeps,
  bindingId: string,
  decided: { readonly by: string; readonly isYes: boolean; readonly personId?: string; readonly relation?: string },
): Promise<Binding> {
  const binding = await findBinding(deps, bindingId);
  const { state, chatUserId, meantId, forPersonId } = binding;
  const personId = decided.personId ?? meantId ?? forPersonId;
  if (isDoneAlready(binding, decided.isYes, personId)) return binding;
  if ((state !== "undecided" && state !== "linked") || chatUserId === undefined) throw new DomainError("channel.binding-decided");
  const chat = { channel: ilink, chatUserId };
  const owner = await findPersonByIdentity(deps, ilink, chatUserId);
  if (!decided.isYes) {
    await bindingsOf(deps).updateOne({ _id: bindingId }, { $set: { state: "closed", why: "refused", told: [], wishes: [] } }, journaled);
    if (!owner) await endAccounts(deps, chatUserId, "refused");
    return findBinding(deps, bindingId);
  }
  if (personId === undefined) throw new DomainError("station.member-missing", { bindingId });
  const person = await findPerson(deps, personId);
  if (owner && owner.id !== person.id) await unbindIdentity(deps, ilink, chatUserId);
  for (const other of await identitiesOf(deps, [person.id]))
    if (other.channel === ilink && other.chatUserId !== chatUserId) await endChat(deps, other, "replaced");
  await bindIdentity(deps, { ...chat, personId: person.id });
  await giveConsent(deps, person.id, "service");
  if (decided.relation !== undefined && forPersonId !== undefined && forPersonId !== person.id)
    await bindToFamily(deps, person.id, forPersonId, { by: decided.by, relation: decided.relation });
  const bound = { state: "bound" as const, boundAt: deps.clock.now(), meantId: person.id, told: [], wishes: [] };
  await bindingsOf(deps).updateOne({ _id: bindingId }, { $set: bound }, journaled);
  return findBinding(deps, bindingId);
}

/** Who scanned for a member of the family speaks for them from now on; the coordinator has asked that member. */
async function bindToFamily(
  deps: BindingDeps,
  askerId: string,
  memberId: string,
  { by, relation }: { by: string; relation: string },
): Promise<void> {
  const { name, phone } = await findPerson(deps, memberId);
  const { id } = await askFamily(deps, askerId, { name, phone, relation });
  await answerFamilyAsk(deps, id, { isYes: true, by, memberId });
}

function isDoneAlready({ state, why, meantId }: Binding, isYes: boolean, personId: string | undefined): boolean {
  return isYes ? state === "bound" && meantId === personId : state === "closed" && why === "refused";
}
