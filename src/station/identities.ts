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
  /** When they last wrote on this channel; what is sent unasked goes where they wrote last. */
  readonly lastUsedAt?: Date;
}

type StoredIdentity = Identity & { readonly _id: string };

const journaled = { writeConcern: { j: true } } as const;
// Losing the mark of the last seconds does no harm.
const quick = { writeConcern: { w: 1, j: false } } as const;

export function identitiesCollection(deps: Pick<StationDeps, "db">): Collection<StoredIdentity> {
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
export async function bindIdentity(deps: StationDeps, identity: Omit<Identity, "boundAt" | "lastUsedAt">): Promise<void> {
  const _id = `${identity.channel}:${identity.chatUserId}`;
  const stored = await identitiesCollection(deps).findOneAndUpdate(
    { _id },
    { $setOnInsert: { ...identity, boundAt: deps.clock.now() } },
    { upsert: true, returnDocument: "after", ...journaled },
  );
  if (stored?.personId !== identity.personId) throw new DomainError("station.identity-taken", { channel: identity.channel });
}

/** Forgets that this chat user is anybody of ours; unbinding again changes nothing. */
export async function unbindIdentity(deps: Pick<StationDeps, "db">, channel: string, chatUserId: string): Promise<void> {
  await identitiesCollection(deps).deleteOne({ _id: `${channel}:${chatUserId}` }, journaled);
}

/** Notes when a chat user last wrote; an older message never sets it back, and an unknown one is nobody's. */
export async function noteIdentityUse(deps: Pick<StationDeps, "db">, channel: string, chatUserId: string, at: Date): Promise<void> {
  await identitiesCollection(deps).updateOne({ _id: `${channel}:${chatUserId}` }, { $max: { lastUsedAt: at } }, quick);
}

/** Where these people can be written to, the one they used last first; several entries for who uses several channels. */
export async function identitiesOf(deps: Pick<StationDeps, "db">, personIds: readonly string[]): Promise<Identity[]> {
  const stored = await identitiesCollection(deps)
    .find({ personId: { $in: [...personIds] } })
    .sort({ lastUsedAt: -1, _id: 1 })
    .toArray();
  return stored.map(({ _id, ...identity }) => identity);
}
