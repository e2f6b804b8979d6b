import { pointsFor, post } from "../ledger/index.ts";
import { freeHelpers } from "../matching/index.ts";
import { isDomainError } from "../platform/index.ts";
import {
  type Actor,
  type Alarm,
  cancelRequest,
  type Deps,
  escalateRequest,
  findByStatus,
  type ServiceRequest,
  suspendRequest,
} from "../request/index.ts";
import { refreshCreditedMinutes } from "../station/index.ts";
import { creditHelpers } from "./credit.ts";

/** More than a station has accepted at a time. */
const mostAtOnce = 2_000;

/**
 * Cancels a request in any state before service: helpers' time is free again, and who was already on the way is credited (T37).
 * @throws request.not-allowed when service has begun or it is over
 */
export async function cancelService(deps: Deps, requestId: string, by: Actor, reason?: string): Promise<ServiceRequest> {
  const next = await cancelRequest(deps, requestId, by, reason);
  await freeHelpers(deps, next);
  for (const { volunteerId, isOwedTrip } of next.assignments) if (isOwedTrip) await creditTrip(deps, next, volunteerId);
  return next;
}

async function creditTrip(deps: Deps, request: ServiceRequest, personId: string): Promise<void> {
  const settings = deps.settings(request.stationId);
  const minutes = settings.changes.onTheWayCreditMinutes;
  const earnedAt = request.wish.startAt ?? request.statusAt;
  await post(deps, {
    id: `${request.id}:${personId}:trip`,
    stationId: request.stationId,
    personId,
    kind: "adjustment",
    requestId: request.id,
    minutes,
    points: pointsFor(minutes, earnedAt, settings),
    earnedAt,
    by: "system",
    reason: "visit.cancelled-on-the-way",
  });
  await refreshCreditedMinutes(deps, personId);
}

/** Raises an alarm on a request, frees everybody it held and credits who was there. */
export async function raiseAlarm(deps: Deps, requestId: string, by: Actor, alarm: Alarm): Promise<ServiceRequest> {
  const next = await escalateRequest(deps, requestId, by, alarm);
  await freeHelpers(deps, next);
  return creditHelpers(deps, next);
}

/** Puts a task off and frees its helpers (T41). @throws request.reason-missing */
export async function suspendService(deps: Deps, requestId: string, by: Actor, reason: string): Promise<ServiceRequest> {
  const next = await suspendRequest(deps, requestId, by, reason);
  await freeHelpers(deps, next);
  return next;
}

/**
 * Puts off every accepted task of a station that begins before `until`, as for a storm. What somebody checks in to or cancels meanwhile is left.
 * @returns those put off
 */
export async function suspendAllUntil(
  deps: Deps,
  stationId: string,
  by: Actor,
  { until, reason }: { readonly until: Date; readonly reason: string },
): Promise<readonly ServiceRequest[]> {
  const suspended: ServiceRequest[] = [];
  for (const { id, wish } of await findByStatus(deps, stationId, ["accepted"], mostAtOnce)) {
    if (!wish.startAt || wish.startAt >= until) continue;
    try {
      suspended.push(await suspendService(deps, id, by, reason));
    } catch (error) {
      if (!isDomainError(error)) throw error;
    }
  }
  return suspended;
}
