import { minuteMs } from "../platform/index.ts";
import type { Deps } from "./deps.ts";
import { boundHelpers } from "./guards.ts";
import { plannedMinutes, scheduleOf } from "./schedule.ts";
import type { Actor, ServiceRequest } from "./service-request.ts";
import { changeRequest } from "./store.ts";

/**
 * Cancels a request before service (T05, T33–T37, T43, T54, T55): open offers are void at once, helpers are released and told.
 * Cancelled shortly before the start, the assignments of helpers who were on the way say `isOwedTrip`: the caller posts that credit.
 * @throws request.not-allowed when service has begun or it is over
 */
export async function cancelRequest(deps: Deps, requestId: string, by: Actor, reason?: string): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (request.status === "cancelled") return null;
    const owed = isOnTheWay(deps, request, now) ? boundHelpers(request) : [];
    return {
      event: "cancel",
      by,
      ...(reason !== undefined && { reason }),
      change: {
        closing: { reason: reason ?? "resident", by },
        offers: voidOffers(request),
        assignments: releaseAll(request).map((one) => (owed.includes(one.volunteerId) ? { ...one, isOwedTrip: true } : one)),
        timeChange: undefined,
        ask: undefined,
      },
    };
  });
}

/** The offers with every open question void. */
export function voidOffers(request: ServiceRequest): ServiceRequest["offers"] {
  return request.offers.map((offer) =>
    offer.status === "offered" || offer.status === "countered" ? { ...offer, status: "voided" as const } : offer,
  );
}

/** The assignments with everybody free who was to come or is inside. */
export function releaseAll(request: ServiceRequest): ServiceRequest["assignments"] {
  return request.assignments.map((one) =>
    one.status === "accepted" || one.status === "checked_in" ? { ...one, status: "released" as const } : one,
  );
}

/** T37: cancelled under an hour before the start, helpers were on their way. */
function isOnTheWay(deps: Deps, request: ServiceRequest, now: Date): boolean {
  const schedule = scheduleOf(request, plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode)));
  const { onTheWayWithinMinutes } = deps.settings(request.stationId).changes;
  return request.status === "accepted" && !!schedule && schedule.startAt.getTime() - now.getTime() <= onTheWayWithinMinutes * minuteMs;
}
