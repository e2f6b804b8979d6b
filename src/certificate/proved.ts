import { isConfidential } from "../catalog/index.ts";
import type { LedgerEntry } from "../ledger/index.ts";
import type { Deps } from "../request/index.ts";
import type { Certificate } from "./certificate.ts";

export type Proved = Pick<Certificate, "from" | "to" | "minutes" | "carriedMinutes" | "services"> & {
  /** The services with hours that stand. */
  readonly requestIds: readonly string[];
};

/** Entries of a station about days of the period; points that were spent or expired change no hours. */
export function entriesIn(
  entries: readonly LedgerEntry[],
  { stationId, from, to }: { readonly stationId: string; readonly from?: string; readonly to?: string },
): LedgerEntry[] {
  return entries.filter(
    (entry) =>
      entry.stationId === stationId &&
      entry.kind !== "spend" &&
      entry.kind !== "expiry" &&
      (from === undefined || entry.day >= from) &&
      (to === undefined || entry.day <= to),
  );
}

/**
 * What a person's entries prove; null when no minutes stand. Minutes held back by a dispute are not proved. Without limits the period runs
 * from the first day to the last.
 */
export function provedBy(entries: readonly LedgerEntry[], limits: { readonly from?: string; readonly to?: string }): Proved | null {
  const minutesOf = new Map<string | undefined, number>();
  for (const { requestId, minutes } of entries) minutesOf.set(requestId, (minutesOf.get(requestId) ?? 0) + minutes);
  const minutes = [...minutesOf.values()].reduce((sum, one) => sum + one, 0);
  if (minutes <= 0) return null;
  const requestIds = [...minutesOf].flatMap(([id, standing]) => (id !== undefined && standing > 0 ? [id] : []));
  const days = entries.map(({ day }) => day).toSorted();
  return {
    from: limits.from ?? days[0] ?? "",
    to: limits.to ?? days.at(-1) ?? "",
    minutes,
    carriedMinutes: Math.max(0, minutesOf.get(undefined) ?? 0),
    services: requestIds.length,
    requestIds,
  };
}

/**
 * True when what stood at that moment does not stand as it was: an entry was taken back, or minutes were. What was credited later is on no paper
 * yet, and an open dispute has decided nothing, so that frozen minutes count as before.
 */
export function isCorrectedSince(entries: readonly LedgerEntry[], at: Date): boolean {
  const then = new Map<string, number>();
  const now = new Map<string, number>();
  for (const entry of entries) {
    const root = entry.follows ?? entry.id;
    if (entry.postedAt <= at) then.set(root, (then.get(root) ?? 0) + entry.minutes);
    else if (entry.follows === undefined && entry.minutes < 0) return true;
    now.set(root, (now.get(root) ?? 0) + entry.minutes + entry.frozenMinutes);
  }
  return [...then].some(([root, minutes]) => minutes !== 0 && now.get(root) !== minutes);
}

/** What was done how often. */
export async function contentOf(
  { db, catalog }: Pick<Deps, "db" | "catalog">,
  requestIds: readonly string[],
): Promise<Certificate["content"]> {
  const found = await db
    .collection("serviceRequests")
    .aggregate<{ readonly _id: string | null; readonly services: number }>([
      { $match: { _id: { $in: requestIds } } },
      { $group: { _id: "$itemCode", services: { $sum: 1 } } },
    ])
    .toArray();
  const counts = new Map<string | null, number>();
  for (const { _id, services } of found) {
    const item = catalog.items().find(({ code }) => code === _id);
    const name = item === undefined || isConfidential(item) ? null : item.name;
    counts.set(name, (counts.get(name) ?? 0) + services);
  }
  return [...counts].map(([item, services]) => ({ item, services })).toSorted((a, b) => b.services - a.services);
}
