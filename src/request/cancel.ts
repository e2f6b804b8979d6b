import type { Deps } from "./deps.ts";
import { plannedMinutes, scheduleOf } from "./schedule.ts";
import type { Actor, ServiceRequest } from "./service-request.ts";
import { changeRequest } from "./store.ts";

/**
 * Cancels a request before service (T05, T33–T37, T43, T54, T55): open offers are void at once, helpers are released and told.
 * Cancelled shortly before the start, a helper on the way is owed a credit: `data.owesTrip` on the helper's notice and
 * `owesTripCredit` tell the caller to post it.
 * @throws request.not-allowed when service has begun or it is over
 */
export async function cancelRequest(deps: Deps, requestId: string, by: Actor, reason?: string): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request) => {
    if (request.status === "cancelled") return null;
    return {
      event: "cancel",
      by,
      ...(reason !== undefined && { reason }),
      change: {
        closing: { reason: reason ?? "resident", by },
        offers: request.offers.map((offer) =>
          offer.status === "offered" || offer.status === "countered" ? { ...offer, status: "voided" as const } : offer,
        ),
        assignments: releaseAll(request),
        timeChange: undefined,
        ask: undefined,
      },
    };
  });
}

export function releaseAll(request: ServiceRequest): ServiceRequest["assignments"] {
  return request.assignments.map((one) =>
    one.status === "accepted" || one.status === "checked_in" ? { ...one, status: "released" as const } : one,
  );
}

/** T37: cancelled under an hour before the start, helpers who were on their way are credited half an hour. */
export function helpersOwedTrip(deps: Deps, before: ServiceRequest, now: Date): readonly string[] {
  if (before.status !== "accepted") return [];
  const schedule = scheduleOf(before, plannedMinutes(before.itemCode === null ? null : deps.catalog.item(before.itemCode)));
  const { onTheWayWithinMinutes } = deps.settings(before.stationId).changes;
  if (!schedule || schedule.startAt.getTime() - now.getTime() > onTheWayWithinMinutes * 60_000) return [];
  return before.assignments.filter(({ status }) => status === "accepted").map(({ volunteerId }) => volunteerId);
}
