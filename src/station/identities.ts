import { type Collection, DomainError } from "../platform/index.ts";
import { peopleCollection, personFrom, type StationDeps } from "./people.ts";
import type { Person } from "./person.ts";

/** Under what name a chat channel knows a person. */
export interface Identity {
  /** e.g. `local`, `ilink`, `service`. */
  readonly channel: string;
  readonly chatUserId: string;
  readonly personId: string;
  readonly boundAt: Date;
}

type StoredIdentity = Identity & { readonly _id: string };

export function identitiesCollection(deps: StationDeps): Collection<StoredIdentity> {
  return deps.db.collection<StoredIdentity>("identities");
}

/** Who writes here; null for somebody we do not know yet. */
export async function findPersonByIdentity(deps: StationDeps, channel: string, chatUserId: string): Promise<Person | null> {
  const identity = await identitiesCollection(deps).findOne({ _id: `${channel}:${chatUserId}` });
  const stored = identity && (await peopleCollection(deps).findOne({ _id: identity.personId }));
  return stored ? personFrom(deps, stored) : null;
}

/**
 * Remembers that this chat user is this person; binding again changes nothing.
 * @throws station.identity-taken when the chat user is somebody else
 */
export async function bindIdentity(deps: StationDeps, identity: Omit<Identity, "boundAt">): Promise<void> {
  const _id = `${identity.channel}:${identity.chatUserId}`;
  const stored = await identitiesCollection(deps).findOneAndUpdate(
    { _id },
    { $setOnInsert: { ...identity, boundAt: deps.clock.now() } },
    { upsert: true, returnDocument: "after", writeConcern: { j: true } },
  );
  if (stored?.personId !== identity.personId) throw new DomainError("station.identity-taken", { channel: identity.channel });
}

/** Where these people can be written to; several entries for who uses several channels. */
export async function identitiesOf(deps: StationDeps, personIds: readonly string[]): Promise<Identity[]> {
  const stored = await identitiesCollection(deps)
    .find({ personId: { $in: [...personIds] } })
    .sort({ _id: 1 })
    .toArray();
  return stored.map(({ _id, ...identity }) => identity);
}
