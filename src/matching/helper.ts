import type { HelperProfile, Person } from "../station/index.ts";

/** A stretch of time a helper has promised to one request, and where. */
export interface Booking {
  readonly requestId: string;
  /** The short code people say, e.g. A37. */
  readonly code: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly communityId: string;
  readonly gridId: string;
}

/** What a helper is already bound to or was lately asked; kept by matching, rebuildable from the requests. */
export interface HelperLoad {
  readonly personId: string;
  readonly stationId: string;
  /** Accepted tasks not yet over; intervals never overlap (R5). */
  readonly bookings: readonly Booking[];
  /** Requests the helper is being asked about now (R2: at most one). */
  readonly openOffers: readonly { readonly requestId: string; readonly offeredAt: Date; readonly expiresAt: Date }[];
  /** When the helper was asked, last 60 days, oldest first. */
  readonly askedAt: readonly Date[];
  /** When the helper said yes, last 60 days. */
  readonly acceptedAt: readonly Date[];
  /** Confirmed no-shows; `weight` 1, or 0.5 for a late withdrawal (R13). */
  readonly noShows: readonly { readonly at: Date; readonly weight: number }[];
  /** Mean of the stars received, null while nobody has rated. */
  readonly rating: number | null;
  /** Residents who gave four or five stars, most recent last. */
  readonly likedBy: readonly string[];
  /** Visits already made to a resident (R8: solo only from the third). */
  readonly visitsTo: Readonly<Record<string, number>>;
  readonly updatedAt: Date;
}

/** A person as matching sees them. */
export interface Helper {
  readonly person: Person & { readonly helper: HelperProfile };
  readonly load: HelperLoad;
}
