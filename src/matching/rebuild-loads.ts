import type { HelperLoad } from "./helper.ts";
import { emptyDocument, type LoadDocument } from "./load-document.ts";
import { type LoadDeps, loadsCollection } from "./loads.ts";

/** What one request says about one helper who was asked for it or served it. */
export interface LoadRow {
  readonly personId: string;
  readonly stationId: string;
  readonly requestId: string;
  readonly code: string;
  readonly beneficiaryId: string;
  readonly communityId: string;
  readonly gridId: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly offeredAt: Date;
  readonly expiresAt: Date;
  /** Still waiting for an answer. */
  readonly isOpen: boolean;
  readonly acceptedAt?: Date;
  /** Accepted and not yet over. */
  readonly isBooked: boolean;
  /** The service took place. */
  readonly isServed: boolean;
  readonly stars?: number;
  readonly noShow?: HelperLoad["noShows"][number];
}

/**
 * Writes the loads anew from what the requests say, for a store that was lost or is in doubt. Run it while no offers are being
 * answered: a booking made between reading `rows` and writing would be missing.
 */
export async function rebuildLoads(deps: LoadDeps, rows: readonly LoadRow[]): Promise<number> {
  const documents = loadDocumentsFrom(rows, deps.clock.now());
  const writes = documents.map((document) => ({
    replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
  }));
  if (writes.length > 0) await loadsCollection(deps).bulkWrite(writes, { ordered: false });
  return documents.length;
}

/** One document for each helper; rows may come in any order. */
export function loadDocumentsFrom(rows: readonly LoadRow[], now: Date): LoadDocument[] {
  const byPerson = new Map<string, LoadDocument>();
  for (const row of [...rows].sort((a, b) => a.offeredAt.getTime() - b.offeredAt.getTime())) {
    byPerson.set(row.personId, withRow(byPerson.get(row.personId) ?? emptyDocument(row, now), row));
  }
  return [...byPerson.values()];
}

function withRow(document: LoadDocument, row: LoadRow): LoadDocument {
  const { requestId, code, startAt, endAt, communityId, gridId, offeredAt, expiresAt, beneficiaryId, stars } = row;
  const others = document.likedBy.filter((id) => id !== beneficiaryId);
  return {
    ...document,
    bookings: [...document.bookings, ...(row.isBooked ? [{ requestId, code, startAt, endAt, communityId, gridId }] : [])],
    openOffers: [...document.openOffers, ...(row.isOpen ? [{ requestId, offeredAt, expiresAt }] : [])],
    askedAt: [...document.askedAt, offeredAt],
    acceptedAt: [...document.acceptedAt, ...(row.acceptedAt ? [row.acceptedAt] : [])],
    noShows: [...document.noShows, ...(row.noShow ? [row.noShow] : [])],
    stars: stars === undefined ? document.stars : { sum: document.stars.sum + stars, count: document.stars.count + 1 },
    likedBy: stars === undefined ? document.likedBy : stars >= 4 ? [...others, beneficiaryId] : others,
    visitsTo: row.isServed ? { ...document.visitsTo, [beneficiaryId]: (document.visitsTo[beneficiaryId] ?? 0) + 1 } : document.visitsTo,
    seen: [...document.seen, ...eventsOf(row)],
  };
}

/** The events whose repetition must not count again. */
function eventsOf({ requestId, offeredAt, acceptedAt, noShow, stars, isServed }: LoadRow): string[] {
  return [
    `asked:${requestId}:${offeredAt.getTime()}`,
    ...(acceptedAt ? [`accepted:${requestId}`] : []),
    ...(noShow ? [`no-show:${requestId}`] : []),
    ...(stars === undefined ? [] : [`rating:${requestId}`]),
    ...(isServed ? [`visit:${requestId}`] : []),
  ];
}
