import type { RequiredField, ServiceItem } from "../catalog/index.ts";
import type { Danger } from "./danger/danger.ts";
import type { Intent } from "./intents.ts";
import type { TimeResult } from "./time/time-result.ts";

/** A community the station serves; `shortNames` are what people call it (蟠龙). */
export interface KnownPlace {
  readonly id: string;
  readonly name: string;
  readonly shortNames: readonly string[];
}

/** An open request of the person who writes, so that 「明天那个」 finds its own. */
export interface OpenRequest {
  readonly code: string;
  readonly itemCode: string;
  readonly startAt?: Date;
  readonly status: string;
}

/** Where the conversation stands; short answers mean something only against it. */
export interface DialogueContext {
  readonly awaiting?:
    | "slot"
    | "read_back"
    | "menu"
    | "rating"
    | "which_request"
    | "cancel_confirm"
    | "reminder"
    | "pick"
    | "offer"
    | (string & {});
  readonly slot?: RequiredField;
  readonly itemCode?: string;
  /** How many numbered choices were shown. */
  readonly options?: number;
  readonly open?: readonly OpenRequest[];
  /** Minutes since the same person sent the same text, when it was short ago. */
  readonly recentSameTextMinutes?: number;
}

export interface LanguageContext {
  readonly now: Date;
  readonly role: "resident" | "volunteer" | "social_worker" | "grid_worker" | "coordinator" | "supervisor" | "receiver" | (string & {});
  readonly items: readonly ServiceItem[];
  readonly communities: readonly KnownPlace[];
  readonly dialogue?: DialogueContext;
}

export interface ItemScore {
  readonly code: string;
  /** 0–1 */
  readonly score: number;
}

/** `home` is the address bound to the beneficiary. */
export type Where = { readonly kind: "home" } | { readonly kind: "place"; readonly text: string; readonly communityId?: string };

/** Who is served, in the writer's words. */
export interface Who {
  /** 妈, 爸, 老伴, 孙子, 邻居王大娘 … */
  readonly relation?: string;
  /** True when the writer asks for somebody else. */
  readonly isProxy: boolean;
  readonly age?: number;
  readonly name?: string;
}

export type Urgency = "emergency" | "urgent" | "soon" | "routine";

/** One thing somebody needs; a message may hold several. */
export interface UnderstoodNeed {
  readonly item: { readonly code: string; readonly confidence: number } | null;
  /** Best first; the first is `item` when that is set. */
  readonly top3: readonly ItemScore[];
  /** The wanted moment or window. Its `assumptions` are to be echoed. */
  readonly time?: TimeResult;
  /** RFC 5545 subset; `time` is then the first occurrence. */
  readonly rrule?: string;
  readonly where?: Where;
  readonly dest?: string;
  readonly headcount?: number;
  readonly details?: string;
  readonly who?: Who;
  readonly guardianConsent?: boolean;
  readonly preference?: Preference;
  readonly urgency: Urgency;
  /** Fields of the item's own `requires` that the message does not hold, and `which_need` when it is unclear which of several things is asked. */
  readonly missing: readonly MissingField[];
  readonly confidential?: boolean;
}

export type MissingField = RequiredField | "which_need";

export interface Preference {
  readonly gender?: "female" | "male";
  /** 「上回那个大姐」 */
  readonly helper?: "last";
}

/** Values of short commands and answers. */
export interface Slots {
  /** Short code of a request (A37). */
  readonly code?: string;
  /** All codes named, first one first. */
  readonly codes?: readonly string[];
  /** Candidate numbers picked, as shown on the card (from 1). */
  readonly n?: readonly number[];
  /** Helpers named, as written: 张姐, 李社工. */
  readonly names?: readonly string[];
  readonly reason?: string;
  /** The office a request is referred to: 民政办. */
  readonly to?: string;
  /** The request it is merged into. */
  readonly into?: string;
  /** Minutes of service claimed or questioned. */
  readonly minutes?: number;
  readonly delayMinutes?: number;
  /** The window that availability, hours or lists are about. */
  readonly period?: { readonly start: Date; readonly end: Date };
  /** Stars 1–5. */
  readonly score?: number;
  /** The number answered to a menu. */
  readonly choice?: number;
}

/** What one message means, for the bot, the API and phone-in entry alike. */
export interface Understanding {
  readonly text: string;
  /** The text with phone, identity and card numbers masked: the only form to log, store or show to others. */
  readonly masked: string;
  readonly intent: Intent;
  /** 0–1; under 0.5 offer the top three or a person. */
  readonly confidence: number;
  readonly danger: Danger | null;
  readonly needs: readonly UnderstoodNeed[];
  readonly slots: Slots;
  /** The first time said anywhere in the message; for a reschedule it already keeps the open request's clock time. */
  readonly time?: TimeResult;
  /** Code of the open request that is meant, when it can be told. */
  readonly target?: string;
  readonly preference?: Preference;
  /** 「别打电话」: call-backs must stay off. */
  readonly wantsNoCall?: boolean;
}
