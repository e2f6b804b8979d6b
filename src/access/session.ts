import type { Collection, Db } from "../platform/index.ts";
import type { Role } from "../station/index.ts";

/** How somebody proved who they are: by WeChat's login, by answering in chat, or in development by saying so. */
export type SignedInBy = "wechat" | "chat" | "development";

/** Somebody signed in on one device. What they may do is read from their person each time, never from here. */
export interface Session {
  readonly id: string;
  readonly personId: string;
  readonly stationId: string;
  /** The one role they act in; it counts only while the person still has it. */
  readonly role: Role;
  readonly by: SignedInBy;
  readonly openedAt: Date;
  /** After this the device signs in anew. */
  readonly endsAt: Date;
  /** Until then the person may export and change roles: they have just answered in chat as well. */
  readonly steppedUpUntil?: Date;
}

export type StoredSession = Omit<Session, "id"> & {
  readonly _id: string;
  /** SHA-256 of the refresh token that is good now. */
  readonly refreshHash: string;
  readonly revokedAt?: Date;
};

export function sessionsOf({ db }: { readonly db: Db }): Collection<StoredSession> {
  return db.collection<StoredSession>("sessions");
}

/** These sessions by id, without those that have ended or were revoked. */
export async function findSessions(deps: { readonly db: Db }, sessionIds: readonly string[], now: Date): Promise<Map<string, Session>> {
  const stored = await sessionsOf(deps)
    .find({ _id: { $in: [...sessionIds] }, endsAt: { $gt: now }, revokedAt: { $exists: false } }, { projection: { refreshHash: 0 } })
    .toArray();
  return new Map(stored.map((one) => [one._id, sessionFrom(one)]));
}

export function sessionFrom({ _id, ...stored }: Omit<StoredSession, "refreshHash"> & { readonly refreshHash?: string }): Session {
  const { refreshHash: _, revokedAt: __, ...session } = stored;
  return { id: _id, ...session };
}

/** Whether the person has lately shown a second time that it is them (second factor). */
export function isSteppedUp({ steppedUpUntil }: Session, now: Date): boolean {
  return steppedUpUntil !== undefined && steppedUpUntil > now;
}
