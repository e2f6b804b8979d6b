import type { Catalog } from "../catalog/index.ts";
import { addMinutes, type Db, instant } from "../platform/index.ts";
import type { Assignment, HistoryEntry } from "../request/index.ts";
import type { StoredRequest } from "./collections.ts";

/** Only what reports count of a request, a person and the ledger. */
export type RandomRequest = Pick<
  StoredRequest,
  | "_id"
  | "stationId"
  | "itemCode"
  | "beneficiaryId"
  | "communityId"
  | "status"
  | "createdAt"
  | "wish"
  | "assignments"
  | "rating"
  | "history"
>;
export interface RandomHistory {
  readonly requests: readonly RandomRequest[];
  readonly people: readonly { readonly _id: string; readonly birthDate: string }[];
  readonly entries: readonly { readonly _id: string; readonly requestId: string; readonly minutes: number }[];
}

/** A history of requests for tests and measurements; the same numbers from the same seed. */
export function randomHistory(
  catalog: Catalog,
  size: { readonly requests: number; readonly people: number; readonly seed?: number },
): RandomHistory {
  const next = numbers(size.seed ?? 1);
  const upTo = (n: number) => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length)] as T;
  const codes: readonly (string | null)[] = [...catalog.items().map(({ code }) => code), null];
  const people = Array.from({ length: size.people }, (_, i) => ({
    _id: `P${i}`,
    birthDate: i % 17 === 0 ? "" : `${1930 + upTo(90)}-${two(1 + upTo(12))}-${two(1 + upTo(28))}`,
  }));
  const entries: { _id: string; requestId: string; minutes: number }[] = [];
  const requests = Array.from({ length: size.requests }, (_, i): RandomRequest => {
    const stationId = pick(["PL", "QD"]);
    const createdAt = addMinutes(instant(2026, 9, 28), upTo(70 * 24 * 60));
    const history: HistoryEntry[] = [];
    const acceptedAt = next() < 0.8 ? addMinutes(createdAt, 1 + upTo(600)) : null;
    if (acceptedAt) history.push({ at: acceptedAt, event: "accept", from: "offered", to: "accepted", by: { role: "volunteer" } });
    else if (next() < 0.5)
      history.push({ at: addMinutes(createdAt, 60), event: "give_up", from: "queued", to: "unfilled", by: { role: "timer" } });
    const assignments = acceptedAt ? Array.from({ length: 1 + upTo(3) }, () => assignment(acceptedAt)) : [];
    for (const { volunteerId, status, creditedMinutes } of assignments) {
      if (status === "credited")
        entries.push({ _id: `R${i}:${volunteerId}:${entries.length}`, requestId: `R${i}`, minutes: creditedMinutes ?? 0 });
      if (status === "credited" && next() < 0.1)
        entries.push({ _id: `R${i}:${entries.length}#1`, requestId: `R${i}`, minutes: -(creditedMinutes ?? 0) });
    }
    return {
      _id: `R${i}`,
      stationId,
      itemCode: pick(codes),
      beneficiaryId: pick(people)._id,
      communityId: `${stationId}0${1 + upTo(4)}`,
      status: pick(["closed", "closed", "served", "unfilled", "merged", "cancelled"]),
      createdAt,
      wish: next() < 0.3 ? { headcount: upTo(5) } : {},
      assignments,
      rating: next() < 0.5 ? { stars: pick([1, 2, 3, 4, 5, null]), at: createdAt } : null,
      history,
    };
  });
  return { requests, people, entries };

  function assignment(acceptedAt: Date): Assignment {
    const checkInAt = addMinutes(acceptedAt, upTo(3 * 24 * 60));
    const status = pick(["credited", "credited", "checked_out", "no_show", "checked_in", "released"] as const);
    return {
      volunteerId: `V${upTo(40)}`,
      status,
      acceptedAt,
      ...(status !== "no_show" && status !== "released" && { checkInAt }),
      creditedMinutes: status === "credited" ? 6 * upTo(40) : null,
      isVerified: true,
    };
  }
}

export async function storeHistory(db: Db, { requests, people, entries }: RandomHistory): Promise<void> {
  await db.collection<RandomRequest>("serviceRequests").insertMany([...requests]);
  await db.collection<{ _id: string }>("people").insertMany([...people]);
  await db.collection<{ _id: string }>("ledgerEntries").insertMany([...entries]);
}

const two = (n: number) => String(n).padStart(2, "0");

/** mulberry32 */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
