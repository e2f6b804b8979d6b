import type { Booking, HelperLoad } from "./helper.ts";

/** A helper's load as it is stored in `helperLoads`. */
export interface LoadDocument {
  readonly _id: string;
  readonly stationId: string;
  readonly bookings: readonly Booking[];
  readonly openOffers: HelperLoad["openOffers"];
  readonly askedAt: readonly Date[];
  readonly acceptedAt: readonly Date[];
  readonly noShows: HelperLoad["noShows"];
  readonly stars: { readonly sum: number; readonly count: number };
  readonly likedBy: readonly string[];
  readonly visitsTo: Readonly<Record<string, number>>;
  /** Events already counted, e.g. `rating:REQUEST`, newest last, so that a repeated message counts once. */
  readonly seen: readonly string[];
  readonly updatedAt: Date;
}

export interface HelperKey {
  readonly personId: string;
  readonly stationId: string;
}

export function emptyDocument({ personId, stationId }: HelperKey, now: Date): LoadDocument {
  return {
    _id: personId,
    stationId,
    bookings: [],
    openOffers: [],
    askedAt: [],
    acceptedAt: [],
    noShows: [],
    stars: { sum: 0, count: 0 },
    likedBy: [],
    visitsTo: {},
    seen: [],
    updatedAt: now,
  };
}

export function loadOf({ _id, stars, seen: _seen, ...rest }: LoadDocument): HelperLoad {
  return { personId: _id, rating: stars.count === 0 ? null : stars.sum / stars.count, ...rest };
}

/** The load of somebody who was never asked. */
export function emptyLoad(key: HelperKey, now: Date): HelperLoad {
  return loadOf(emptyDocument(key, now));
}
