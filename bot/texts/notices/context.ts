import type { ServiceItem } from "../../../src/catalog/index.ts";
import type { Notice } from "../../../src/outbox/index.ts";
import type { NoticeKind, ServiceRequest } from "../../../src/request/index.ts";
import type { Community, Person, StationSettings } from "../../../src/station/index.ts";
import type { BotDeps } from "../../turn.ts";

/** What a notice's text is made from: everything as it stands when it is sent, not when it was caused (R22). */
export interface NoticeContext {
  readonly request: ServiceRequest | null;
  readonly notice: Pick<Notice, "kind" | "to" | "data" | "createdAt">;
  /** Null in a group room. */
  readonly recipient: Person | null;
  readonly item: ServiceItem | null;
  /** Other requests the notice is about (`data.requestIds`), as they stand. */
  readonly others: readonly NoticeRequest[];
  /** The people of `personIdsOf`. */
  readonly people: ReadonlyMap<string, Person>;
  readonly now: Date;
  readonly communities: readonly Community[];
  readonly settings: StationSettings;
  readonly deps: BotDeps;
}

export interface NoticeRequest {
  readonly request: ServiceRequest;
  readonly item: ServiceItem | null;
}

/** The words of a notice; null when it is no longer true and is dropped. */
export type NoticeText = (n: NoticeContext) => string | null;

/** The notices whose kind begins with this word, as `room` or `helper`. */
export type KindOf<Prefix extends string> = Extract<NoticeKind, `${Prefix}.${string}`>;

/** Everybody a text about this request may name. */
export function personIdsOf(request: ServiceRequest | null, data: Readonly<Record<string, unknown>> = {}): string[] {
  const named = [data.volunteerId, data.personId].filter((id): id is string => typeof id === "string");
  if (!request) return [...new Set(named)];
  const ids = [
    request.requesterId,
    request.beneficiaryId,
    ...request.candidates.slice(0, 3).map(({ personId }) => personId),
    ...(request.plan ?? []),
    ...request.offers.map(({ volunteerId }) => volunteerId),
    ...request.assignments.map(({ volunteerId }) => volunteerId),
    ...[
      request.pickedBy,
      request.escalation?.answeredBy,
      request.escalation?.byPersonId,
      request.referral?.receiverId,
      request.dispute?.by.personId,
    ],
    ...request.history.map(({ by }) => by.personId),
    ...named,
  ];
  return [...new Set(ids.filter((id) => id !== undefined))];
}
