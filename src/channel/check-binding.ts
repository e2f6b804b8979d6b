import { hourMs } from "../platform/index.ts";
import { findPeople, findPeopleByFullName, findStation, identitiesOf, isSameName, type Person } from "../station/index.ts";
import { type BindingDeps, findBinding } from "./ask-binding.ts";
import { type Binding, type BindingWhy, bindingFields, bindingFrom, bindingsOf, journaled } from "./binding.ts";
import { ilink } from "./link-binding.ts";
import { type Claim, readClaim } from "./spoken-claim.ts";

/** Answers that may not fit before a person looks at it. */
const mostTries = 3;
/** Those of the same WeChat within a day count together: a fresh ticket brings no fresh guesses. */
const triesHours = 24;
const longestTold = 200;

interface Said {
  readonly messageId: string;
  readonly text: string;
}

/** What came of an answer: what is still to be asked, whose chat it is, or that somebody of the station has to look. */
export type Checked =
  | { readonly is: "asked"; readonly for: "name" | "second" | "phone" }
  | { readonly is: "wrong"; readonly left: number }
  | { readonly is: "recognised"; readonly person: Person }
  | { readonly is: "undecided"; readonly why: BindingWhy; readonly isNew: boolean };

/** The ticket a chat is being bound by, or the last one it was; null where nobody scanned with one. */
export async function findBindingOfChat(deps: BindingDeps, chatUserId: string): Promise<Binding | null> {
  const stored = await bindingsOf(deps).findOne({ chatUserId }, { sort: { askedAt: -1 } });
  return stored && bindingFrom(deps, stored);
}

/**
 * The spoken check: who scanned says their name with their community or the last four digits of their phone. A ticket made for somebody fits
 * only them, and their last four digits are enough; who serves at the station is known by them alone. At a poster it must fit one resident.
 * The same message again answers the same. Nobody learns whether a name is on file.
 */
export async function checkSpoken(deps: BindingDeps, binding: Binding, said: Said): Promise<Checked> {
  const isGreeting = await isFirstMessage(deps, binding, said);
  const told = isGreeting ? said.text : await noteTold(deps, binding, said);
  const claim = readClaim(told, await findStation(deps, binding.stationId));
  if (claim.isForFamily && !isGreeting) return leaveUndecided(deps, binding.id, "family");
  const found = binding.forPersonId === undefined ? await atPoster(deps, binding, claim) : await forOne(deps, binding.forPersonId, claim);
  if (isGreeting && !("person" in found && found.person)) return { is: "asked", for: "name" };
  if ("ask" in found) return { is: "asked", for: found.ask };
  if (found.person === null) return countTry(deps, binding, said.messageId);
  if (found.needsDesk) return leaveUndecided(deps, binding.id, "staff", found.person.id);
  const others = (await identitiesOf(deps, [found.person.id])).filter(
    ({ channel, chatUserId }) => channel === ilink && chatUserId !== binding.chatUserId,
  );
  if (others.length > 0) return leaveUndecided(deps, binding.id, "has_other", found.person.id);
  await bindingsOf(deps).updateOne({ _id: binding.id, state: "linked" }, { $set: { meantId: found.person.id } }, journaled);
  return { is: "recognised", person: found.person };
}

/** Before anything was asked nothing can be answered wrong: what they write first counts only if it fits. */
async function isFirstMessage(deps: BindingDeps, { id, greetedBy }: Binding, { messageId }: Said): Promise<boolean> {
  if (greetedBy !== undefined) return greetedBy === messageId;
  await bindingsOf(deps).updateOne({ _id: id, greetedBy: { $exists: false } }, { $set: { greetedBy: messageId } }, journaled);
  return true;
}

/** Leaves it to a coordinator. `isNew` the first time only. */
export async function leaveUndecided(
  deps: BindingDeps,
  bindingId: string,
  why: BindingWhy,
  meantId?: string,
): Promise<Extract<Checked, { is: "undecided" }>> {
  const { matchedCount } = await bindingsOf(deps).updateOne(
    { _id: bindingId, state: "linked" },
    { $set: { state: "undecided", why, ...(meantId !== undefined && { meantId }) } },
    journaled,
  );
  return { is: "undecided", why, isNew: matchedCount > 0 };
}

type Found = { readonly ask: "name" | "second" | "phone" } | { readonly person: Person | null; readonly needsDesk?: boolean };

async function forOne(deps: BindingDeps, personId: string, { names, communityId, lastFour }: Claim): Promise<Found> {
  const [person] = await findPeople(deps, [personId]);
  if (!person) return { person: null };
  const isPhone = lastFour !== undefined && person.phone !== "" && person.phone.endsWith(lastFour);
  if (isPhone) return { person };
  if (serves(person)) return lastFour === undefined ? { ask: "phone" } : { person: null };
  if (lastFour !== undefined) return { person: null };
  if (names.length === 0) return { ask: communityId === undefined ? "name" : "second" };
  if (communityId === undefined) return { ask: "second" };
  return { person: names.some((name) => isSameName(person.name, name)) && communityId === person.communityId ? person : null };
}

async function atPoster(deps: BindingDeps, { stationId }: Binding, { names, communityId, lastFour }: Claim): Promise<Found> {
  if (names.length === 0) return { ask: "name" };
  if (communityId === undefined && lastFour === undefined) return { ask: "second" };
  for (const name of names) {
    const fitting = (await findPeopleByFullName(deps, stationId, name)).filter(
      (person) =>
        (communityId === undefined || person.communityId === communityId) &&
        (lastFour === undefined || (person.phone !== "" && person.phone.endsWith(lastFour))),
    );
    const [person] = fitting;
    if (fitting.length === 1 && person) return { person, needsDesk: serves(person) };
  }
  return { person: null };
}

/** They are shown other people's addresses: a name and a community, which neighbours know, do not let in. */
function serves({ roles, helper }: Person): boolean {
  return helper !== undefined || roles.some((role) => role !== "resident");
}

/** Adds what was said, once for each message; what did not fit before is forgotten. */
async function noteTold(deps: BindingDeps, { id }: Binding, { messageId, text }: Said): Promise<string> {
  const row = { messageId, text: text.slice(0, longestTold) };
  const { told: rows } = bindingFields.seal(deps.cipher, id, { told: [row] });
  await bindingsOf(deps).updateOne(
    { _id: id, "told.messageId": { $ne: messageId } },
    { $push: { told: { $each: [...rows], $slice: -6 } } },
    journaled,
  );
  const { told, triedBy } = await findBinding(deps, id);
  const from = told.findLastIndex((one) => triedBy.includes(one.messageId) && one.messageId !== messageId) + 1;
  return told
    .slice(from)
    .map((one) => one.text)
    .join(" ");
}

async function countTry(deps: BindingDeps, { id, chatUserId }: Binding, messageId: string): Promise<Checked> {
  await bindingsOf(deps).updateOne({ _id: id }, { $addToSet: { triedBy: messageId } }, journaled);
  const since = new Date(deps.clock.now().getTime() - triesHours * hourMs);
  const all = await bindingsOf(deps)
    .find({ chatUserId: chatUserId ?? "", askedAt: { $gt: since } }, { projection: { triedBy: 1 } })
    .toArray();
  const tries = all.reduce((sum, { triedBy }) => sum + triedBy.length, 0);
  return tries >= mostTries ? leaveUndecided(deps, id, "not_recognised") : { is: "wrong", left: mostTries - tries };
}
