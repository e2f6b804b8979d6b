import type { GuardName } from "./lifecycle.ts";
import type { ServiceRequest } from "./service-request.ts";

/** What a guard may ask about besides the request as it will be. */
export interface GuardContext {
  readonly now: Date;
  readonly reason?: string;
  readonly maxReschedules: number;
  readonly disputeWithinDays: number;
}

/** Why a step may not be taken now: the reason of the error code `request.…`; undefined when it may. `next` is the request as the move would leave it. */
type Guard = (next: ServiceRequest, context: GuardContext) => string | undefined;

const dayMs = 86_400_000;
const openOffers = (request: ServiceRequest) =>
  request.offers.filter((offer) => offer.status === "offered" || offer.status === "countered");

export const guards: Readonly<Record<GuardName, Guard>> = {
  isComplete: (next) => (next.itemCode === null || next.missing.length > 0 ? "incomplete" : undefined),
  hasReason: (_next, { reason }) => (reason === undefined || reason.trim() === "" ? "reason-missing" : undefined),
  hasConsent: (next) => (next.referral?.hasConsent ? undefined : "consent-missing"),
  isSilentOrLost: (next) => (next.flags.includes("needs_call") ? undefined : "not-silent"),
  hasCandidates: (next) => (next.candidates.length === 0 ? "no-candidates" : undefined),
  isTeamComplete: (next) => (activeHelpers(next).length < next.people ? "team-incomplete" : undefined),
  hasNoOpenOffer: (next) => (openOffers(next).length > 0 ? "offer-still-open" : undefined),
  isWithinReschedules: (next, { maxReschedules }) => (next.reschedules > maxReschedules ? "rescheduled-too-often" : undefined),
  isDisputable: (next, { now, disputeWithinDays }) =>
    next.servedAt === undefined || now.getTime() - next.servedAt.getTime() > disputeWithinDays * dayMs ? "dispute-too-late" : undefined,
  isEveryoneOut: (next) =>
    next.assignments.some(({ status }) => status === "accepted" || status === "checked_in") ? "not-everyone-out" : undefined,
};

/** Helpers bound to the request now. */
export function activeHelpers(request: Pick<ServiceRequest, "assignments">): readonly string[] {
  return request.assignments
    .filter(({ status }) => status === "accepted" || status === "checked_in" || status === "checked_out" || status === "credited")
    .map(({ volunteerId }) => volunteerId);
}
