import { dayMs } from "../platform/index.ts";
import type { GuardName } from "./lifecycle.ts";
import type { ServiceRequest } from "./service-request.ts";

/** What a guard may ask about besides the request as it will be. */
export interface GuardContext {
  readonly now: Date;
  readonly reason?: string;
  readonly maxReschedules: number;
  readonly disputeWithinDays: number;
  readonly maxAppeals: number;
}

/** Why a step may not be taken now: the reason of the error code `request.…`; undefined when it may. `next` is the request as the move would leave it. */
type Guard = (next: ServiceRequest, context: GuardContext) => string | undefined;

const openOffers = (request: ServiceRequest) =>
  request.offers.filter((offer) => offer.status === "offered" || offer.status === "countered");

export const guards: Readonly<Record<GuardName, Guard>> = {
  isComplete: (next) => (next.itemCode === null || next.missing.length > 0 ? "incomplete" : undefined),
  hasReason: (_next, { reason }) => (reason === undefined || reason.trim() === "" ? "reason-missing" : undefined),
  hasConsent: (next) => (next.referral?.hasConsent ? undefined : "consent-missing"),
  isSilentOrLost: (next) => (next.flags.includes("needs_call") ? undefined : "not-silent"),
  hasCandidates: (next) => (next.candidates.length === 0 ? "no-candidates" : undefined),
  isTeamComplete: (next) => (boundHelpers(next).length < next.people ? "team-incomplete" : undefined),
  hasNoOpenOffer: (next) => (openOffers(next).length > 0 ? "offer-still-open" : undefined),
  isWithinReschedules: (next, { maxReschedules }) => (next.reschedules > maxReschedules ? "rescheduled-too-often" : undefined),
  isDisputable: (next, { now, disputeWithinDays, maxAppeals }) => {
    if (next.servedAt === undefined || now.getTime() - endedAt(next).getTime() > disputeWithinDays * dayMs) return "dispute-too-late";
    return (next.dispute?.appeals ?? 0) > maxAppeals ? "appealed-already" : undefined;
  },
  isEveryoneOut: (next) =>
    next.assignments.some(({ status }) => status === "accepted" || status === "checked_in") ? "not-everyone-out" : undefined,
};

/** From when on the days for a dispute count: when it closed (T31), else when the service ended (T30). */
function endedAt({ history, servedAt, statusAt }: ServiceRequest): Date {
  return history.findLast(({ from, to }) => to === "closed" && from !== "closed")?.at ?? servedAt ?? statusAt;
}

/** Helpers who are to come or are inside now. */
export function boundHelpers(request: Pick<ServiceRequest, "assignments">): readonly string[] {
  return request.assignments.filter(({ status }) => status === "accepted" || status === "checked_in").map(({ volunteerId }) => volunteerId);
}

/** Helpers who served, of an earlier part too (T27). */
export function servedHelpers(request: Pick<ServiceRequest, "assignments">): readonly string[] {
  return request.assignments
    .filter(({ status }) => status === "checked_out" || status === "credited")
    .map(({ volunteerId }) => volunteerId);
}
