import {
  type Clock,
  type Collection,
  civilDate,
  type Db,
  DomainError,
  type FieldCipher,
  isDuplicateKey,
  sealedFields,
} from "../platform/index.ts";
import { type Balance, type LedgerEntry, type LedgerKind, sumColumns } from "./entry.ts";

export interface LedgerDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

/** What `post` needs to know; the id is the caller's and makes it safe to repeat, e.g. `request id/person id`. */
export interface NewEntry {
  readonly id: string;
  readonly stationId: string;
  readonly personId: string;
  readonly kind: "service" | "adjustment";
  readonly requestId?: string;
  readonly minutes: number;
  readonly points: number;
  readonly earnedAt: Date;
  readonly by: string;
  readonly reason?: string;
}

/** Why a credit was disputed or corrected, in somebody's words. */
export const ledgerFields = sealedFields("ledgerEntries", ["reason"]);

type StoredEntry = Omit<LedgerEntry, "id"> & { readonly _id: string };

export function entriesCollection(deps: LedgerDeps): Collection<StoredEntry> {
  return deps.db.collection<StoredEntry>("ledgerEntries");
}

/** Makes the indexes of the ledger; safe to repeat. */
export async function ensureLedgerIndexes(deps: LedgerDeps): Promise<void> {
  await entriesCollection(deps).createIndexes([
    { key: { personId: 1, day: 1 } },
    { key: { follows: 1 } },
    { key: { stationId: 1, postedAt: 1 } },
    { key: { requestId: 1 } },
  ]);
}

/**
 * Credits a person, once for each id: posting the same again answers the stored entry.
 * @throws ledger.conflicting-entry when the id stands for another person or other amounts
 * @throws ledger.fractional when minutes or points are not whole numbers
 */
export async function post(deps: LedgerDeps, entry: NewEntry): Promise<LedgerEntry> {
  if (!Number.isInteger(entry.minutes) || !Number.isInteger(entry.points))
    throw new DomainError("ledger.fractional", { entryId: entry.id });
  const written: LedgerEntry = { ...entry, frozenMinutes: 0, frozenPoints: 0, day: civilDate(entry.earnedAt), postedAt: deps.clock.now() };
  if (await append(deps, written)) return written;
  const stored = await findEntry(deps, entry.id);
  const isSame = stored.personId === entry.personId && stored.minutes === entry.minutes && stored.points === entry.points;
  if (!isSame) throw new DomainError("ledger.conflicting-entry", { entryId: entry.id });
  return stored;
}

/**
 * Takes a credit back by an opposite entry, frozen or not. Once reversed it stays reversed, asking again changes nothing.
 * @throws ledger.unknown-entry
 */
export async function reverse(deps: LedgerDeps, entryId: string, reason: string, by: string): Promise<LedgerEntry> {
  return follow(deps, entryId, "reversal", reason, by);
}

/**
 * Holds a credit back while it is disputed (T30, T31); a frozen or reversed one stays as it is.
 * @throws ledger.unknown-entry
 */
export async function freeze(deps: LedgerDeps, entryId: string, reason: string, by: string): Promise<LedgerEntry> {
  return follow(deps, entryId, "freeze", reason, by);
}

/**
 * Gives a frozen credit free again (T32); one that is not frozen stays as it is.
 * @throws ledger.unknown-entry
 */
export async function release(deps: LedgerDeps, entryId: string, reason: string, by: string): Promise<LedgerEntry> {
  return follow(deps, entryId, "release", reason, by);
}

/** What a person has: the sum of all their entries. */
export async function balanceOf(deps: LedgerDeps, personId: string): Promise<Balance> {
  const { minutes, ...rest } = sumColumns(await entriesOf(deps, personId));
  return { creditedMinutes: minutes, ...rest };
}

/** A person's entries, oldest first. */
export async function entriesOf(deps: LedgerDeps, personId: string): Promise<LedgerEntry[]> {
  const stored = await entriesCollection(deps).find({ personId }).sort({ postedAt: 1, _id: 1 }).toArray();
  return stored.map((entry) => fromStored(deps, entry));
}

/** A person's entries, newest first, a page at a time. */
export async function findEntriesPage(
  deps: LedgerDeps,
  personId: string,
  { limit, before }: { readonly limit: number; readonly before?: { readonly postedAt: Date; readonly id: string } | undefined },
): Promise<LedgerEntry[]> {
  const older = before && {
    $or: [{ postedAt: { $lt: before.postedAt } }, { postedAt: before.postedAt, _id: { $lt: before.id } }],
  };
  const stored = await entriesCollection(deps)
    .find({ personId, ...older })
    .sort({ postedAt: -1, _id: -1 })
    .limit(limit)
    .toArray();
  return stored.map((entry) => fromStored(deps, entry));
}

/**
 * Minutes credited for services of one civil day (`YYYY-MM-DD`), frozen ones included: what R5's daily limit looks at.
 * Hours that belong to no request, as those brought along from an older book, are no service of the day they were written.
 */
export async function minutesOn(deps: LedgerDeps, personId: string, day: string): Promise<number> {
  const { minutes, frozenMinutes } = sumColumns(
    await entriesCollection(deps)
      .find({ personId, day, $nor: [noService] })
      .toArray(),
  );
  return minutes + frozenMinutes;
}

const noService = { kind: "adjustment" as const, requestId: { $exists: false } };

/** Stores an entry journaled; false when its id is already taken. */
export async function append(deps: LedgerDeps, { id, ...entry }: LedgerEntry): Promise<boolean> {
  try {
    await entriesCollection(deps).insertOne({ _id: id, ...ledgerFields.seal(deps.cipher, id, entry) }, { writeConcern: { j: true } });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/**
 * What follows an entry is numbered `id#1`, `id#2` …: of two decisions at the same moment one takes the number
 * and the other looks again, so that a credit is never reversed and frozen at once.
 */
async function follow(
  deps: LedgerDeps,
  entryId: string,
  kind: "freeze" | "release" | "reversal",
  reason: string,
  by: string,
): Promise<LedgerEntry> {
  for (;;) {
    const first = await findEntry(deps, entryId);
    const followers = await entriesCollection(deps).find({ follows: entryId }).toArray();
    const last = followers.map((entry) => fromStored(deps, entry)).find(({ id }) => id === `${entryId}#${followers.length}`) ?? first;
    if (!canFollow(last.kind, kind)) return last;
    const isFrozen = last.kind === "freeze";
    const next: LedgerEntry = {
      id: `${entryId}#${followers.length + 1}`,
      stationId: first.stationId,
      personId: first.personId,
      kind,
      ...(first.requestId !== undefined && { requestId: first.requestId }),
      ...columnsOf(kind, first, isFrozen),
      day: first.day,
      earnedAt: first.earnedAt,
      follows: entryId,
      by,
      reason,
      postedAt: deps.clock.now(),
    };
    if (await append(deps, next)) return next;
  }
}

function canFollow(last: LedgerKind, next: "freeze" | "release" | "reversal"): boolean {
  if (last === "reversal") return false;
  return next === "reversal" || (next === "freeze") === (last !== "freeze");
}

function columnsOf(kind: "freeze" | "release" | "reversal", { minutes, points }: LedgerEntry, isFrozen: boolean) {
  if (kind === "freeze") return { minutes: -minutes, points: -points, frozenMinutes: minutes, frozenPoints: points };
  if (kind === "release") return { minutes, points, frozenMinutes: -minutes, frozenPoints: -points };
  if (isFrozen) return { minutes: 0, points: 0, frozenMinutes: -minutes, frozenPoints: -points };
  return { minutes: -minutes, points: -points, frozenMinutes: 0, frozenPoints: 0 };
}

async function findEntry(deps: LedgerDeps, entryId: string): Promise<LedgerEntry> {
  const stored = await entriesCollection(deps).findOne({ _id: entryId });
  if (stored === null) throw new DomainError("ledger.unknown-entry", { entryId });
  return fromStored(deps, stored);
}

function fromStored({ cipher }: LedgerDeps, { _id, ...entry }: StoredEntry): LedgerEntry {
  return { id: _id, ...ledgerFields.open(cipher, _id, entry) };
}
