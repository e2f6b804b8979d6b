import type { RequiredField } from "../catalog/index.ts";
import type { Gender } from "../station/index.ts";
import type { ActorRole, EventName, Status } from "./lifecycle.ts";
import type { NoticeKind } from "./notice-kind.ts";

export type Urgency = "urgent" | "soon" | "routine";

/** Who moved a request. `personId` is absent for timers and the matcher. */
export interface Actor {
  readonly role: ActorRole;
  readonly personId?: string;
}

export interface Place {
  readonly kind: "home" | "place";
  /** As the resident said it; a person reads it, nobody geocodes it. */
  readonly text?: string;
  readonly communityId?: string;
}

/** What the resident needs, as far as it is known. Times are instants; `spokenTime` is what was said. */
export interface Wish {
  readonly startAt?: Date;
  readonly endAt?: Date;
  readonly spokenTime?: string;
  /** The day is known, the hour is not. */
  readonly isTimeOpen?: boolean;
  readonly where?: Place;
  readonly dest?: string;
  readonly details?: string;
  readonly headcount?: number;
  /** Who is served, in the resident's words. */
  readonly who?: string;
  readonly guardianConsent?: boolean;
  readonly gender?: Gender;
  /** 「上回那个大姐」 */
  readonly helperId?: string;
  readonly wantsLastHelper?: boolean;
  /** RFC 5545 subset; each occurrence is a request of its own. */
  readonly rrule?: string;
  /** The time the recurrence gave this one before it was moved, once. */
  readonly ruleTime?: { readonly startAt: Date; readonly endAt?: Date };
}

export type OfferStatus = "offered" | "accepted" | "declined" | "expired" | "countered" | "superseded" | "voided";

/** One volunteer asked about one request; asked again, the same row is used. */
export interface Offer {
  readonly volunteerId: string;
  readonly status: OfferStatus;
  readonly round: number;
  readonly offeredAt: Date;
  readonly expiresAt: Date;
  readonly answeredAt?: Date;
  readonly reason?: string;
  /** Another start the volunteer proposed; the offer's time to live rests until the resident answers. */
  readonly counterStartAt?: Date;
}

export type AssignmentStatus =
  | "accepted"
  | "checked_in"
  | "checked_out"
  | "credited"
  | "withdrawn"
  | "late_withdrawn"
  | "no_show"
  | "released";

/** How sure it is that somebody who checked in was there: by a code at the door, by their position, or by their word only. */
export type Arrival = "door_code" | "position" | "unchecked";

/** One volunteer bound to one request. */
export interface Assignment {
  readonly volunteerId: string;
  readonly status: AssignmentStatus;
  readonly acceptedAt: Date;
  readonly checkInAt?: Date;
  readonly arrival?: Arrival;
  readonly checkOutAt?: Date;
  /** Answered the two-hour reminder with 1. */
  readonly confirmedAt?: Date;
  readonly creditedMinutes: number | null;
  /** False when nobody checked out: no credit until a person has looked (T26). */
  readonly isVerified: boolean;
  /** Released when already on the way (T37): credited for the trip. */
  readonly isOwedTrip?: boolean;
  readonly reason?: string;
}

/** What happened at the door. */
export interface Visit {
  readonly lateMinutes?: number;
  readonly nobodyHome?: { readonly saidAt: Date; readonly by: string; readonly calls: number };
  /** 陪诊: nobody is left at the hospital. */
  readonly isBackHome?: boolean;
}

export interface Rating {
  /** 1–5; null when the resident only said that it was done. */
  readonly stars: number | null;
  readonly words?: string;
  readonly at: Date;
}

export interface Dispute {
  readonly by: Actor;
  readonly reason: string;
  readonly at: Date;
  readonly decideBy: Date;
  readonly decision?: {
    readonly outcome: "upheld" | "adjusted" | "voided";
    readonly minutes?: number;
    readonly reason: string;
    readonly at: Date;
  };
  readonly appeals: number;
}

export interface Referral {
  readonly to: string;
  readonly receiverId?: string;
  readonly hasConsent: boolean;
  readonly at: Date;
  readonly bounces: number;
  readonly outcome?: string;
}

export interface Escalation {
  readonly kind: string;
  readonly said: string;
  readonly byPersonId?: string;
  readonly at: Date;
  /** Somebody has taken it; paging stops. */
  readonly answeredBy?: string;
  readonly answeredAt?: Date;
  /** Call-backs stay off: the phone may ring beside the person they fear. */
  readonly isSilent: boolean;
}

/** A new time one side proposed after acceptance; agreed when everybody else said yes. */
export interface TimeChange {
  readonly startAt: Date;
  readonly endAt: Date;
  readonly by: Actor;
  readonly at: Date;
  readonly agreedBy: readonly string[];
}

export interface Candidate {
  readonly personId: string;
  readonly score: number;
  readonly reasons: string;
}

export interface HistoryEntry {
  readonly at: Date;
  readonly event: EventName;
  /** T01–T56 when the status was moved by the lifecycle table. */
  readonly transition?: string;
  readonly from: Status | "-";
  readonly to: Status;
  readonly by: Actor;
  readonly reason?: string;
}

/** A notice that must reach somebody because of this change; relayed after the write, removed when stored as notices. */
export interface OutboxMessage {
  readonly id: string;
  readonly kind: NoticeKind;
  /** A person's id, or a desk: `coordinators`, `supervisors`, `room`. */
  readonly to: string;
  readonly at: Date;
  readonly data?: Readonly<Record<string, unknown>>;
}

export type RequestFlag =
  | "needs_call"
  | "at_risk"
  | "unverified"
  | "all_hands"
  | "confidential"
  | "vulnerable"
  | "phone_list"
  | "conduct"
  | "asap";

/** One document per service request: everything about it lives and changes together. */
export interface ServiceRequest {
  readonly id: string;
  readonly stationId: string;
  /** `A37`: unique among the station's open requests, for people to type. */
  readonly code: string;
  readonly status: Status;
  /** Rises by one with every write; each write names the version it read. */
  readonly version: number;
  readonly source: "chat" | "phone_in" | "api" | "series";
  readonly itemCode: string | null;
  /** Who asked: the resident or somebody for them. */
  readonly requesterId: string;
  readonly beneficiaryId: string;
  readonly relation?: string;
  readonly communityId: string;
  readonly gridId: string;
  /** The words that started it; kept as long as chat texts (R17). */
  readonly said: string;
  readonly wish: Wish;
  readonly urgency: Urgency;
  /** Helpers needed at the same time. */
  readonly people: number;
  readonly flags: readonly RequestFlag[];
  /** Required fields still unknown. */
  readonly missing: readonly RequiredField[];
  /** The question the resident was asked last. */
  readonly ask?: { readonly slot: RequiredField | "item" | "read_back"; readonly at: Date };
  readonly questions: number;
  readonly lastHeardAt: Date;

  readonly queuedAt?: Date;
  /** When the matcher looks next. */
  readonly matchAt?: Date;
  readonly radius: 0 | 1 | 2;
  readonly round: number;
  /** When the next ones are asked if nobody has said yes by then. */
  readonly waveAt?: Date;
  readonly candidates: readonly Candidate[];
  /** Who is to go when many requests were given their helpers together: they are asked when a coordinator confirms without a number. */
  readonly plan?: readonly string[];
  /** Shown and turned down by 「换一批」, in the order shown. */
  readonly passedOver: readonly string[];
  /** Who picked, so that the other coordinator can be told. */
  readonly pickedBy?: string;
  readonly offers: readonly Offer[];
  readonly assignments: readonly Assignment[];
  readonly timeChange?: TimeChange;
  readonly reschedules: number;

  readonly visit: Visit;
  readonly servedAt?: Date;
  readonly rating: Rating | null;
  readonly dispute?: Dispute;
  readonly referral?: Referral;
  readonly escalation?: Escalation;
  readonly closing?: { readonly reason: string; readonly by: Actor };
  /** `retryOf` after unfilled, `followsUp` after 「没解决」, `series` for the next of a recurrence. */
  readonly links: { readonly mergedInto?: string; readonly retryOf?: string; readonly followsUp?: string; readonly seriesId?: string };

  /** Reminders already sent, e.g. `T-24h:PL-V0001`. */
  readonly done: readonly string[];
  readonly createdAt: Date;
  readonly statusAt: Date;
  readonly updatedAt: Date;
  /** The earliest moment a timer has something to do; null when none. */
  readonly nextDueAt: Date | null;
  readonly history: readonly HistoryEntry[];
  readonly outbox: readonly OutboxMessage[];
}
