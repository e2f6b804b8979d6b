import type { Db } from "../platform/index.ts";

const idsAtOnce = 10_000;

/** Minutes that stand in the ledger for these requests, of all their helpers together; a request without any is not in the map. */
export async function ledgerMinutes(db: Db, requestIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const minutes = new Map<string, number>();
  for (let from = 0; from < requestIds.length; from += idsAtOnce) {
    const sums = db
      .collection("ledgerEntries")
      .aggregate<{ readonly _id: string; readonly minutes: number }>([
        { $match: { requestId: { $in: requestIds.slice(from, from + idsAtOnce) } } },
        { $group: { _id: "$requestId", minutes: { $sum: "$minutes" } } },
      ]);
    for await (const sum of sums) minutes.set(sum._id, sum.minutes);
  }
  return minutes;
}
