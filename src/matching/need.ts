import type { ServiceItem } from "../catalog/index.ts";
import type { Gender } from "../station/index.ts";

export type Urgency = "urgent" | "soon" | "routine";

/** A queued request as matching sees it: everything gates and score ask about, nothing else. */
export interface Need {
  readonly requestId: string;
  readonly code: string;
  readonly stationId: string;
  readonly item: ServiceItem;
  /** Helpers wanted together; at least the item's minPeople. */
  readonly people: number;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly urgency: Urgency;
  readonly communityId: string;
  readonly gridId: string;
  /** The resident, the proxy and the beneficiary: none of them may serve it (requester ≠ helper). */
  readonly involvedIds: readonly string[];
  /** Who is served; continuity and blocked pairs look at them. */
  readonly beneficiaryId: string;
  readonly blockedHelperIds: readonly string[];
  /** Declined, withdrew, did not come, or already asked for this request. */
  readonly excludedIds: readonly string[];
  /** Helpers who have already accepted and stay (the rest of the team is sought). */
  readonly teamIds: readonly string[];
  readonly genderWish?: Gender;
  /** A language or dialect the beneficiary needs, as in `HelperProfile.languages`. */
  readonly languageWish?: string;
  /** 「上回那个大姐」: the helper asked for by name. */
  readonly wishedHelperId?: string;
  /** Low risk was recorded and both sides agreed that one helper comes alone (R8). */
  readonly isSoloAgreed?: boolean;
  /** The beneficiary is a minor (R9). */
  readonly isForMinor: boolean;
  /** Search so far: 0 grid, 1 community, 2 town (T13). */
  readonly radius: 0 | 1 | 2;
}
