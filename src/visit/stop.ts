import { pointsFor, post } from "../ledger/index.ts";
import { freeHelpers } from "../matching/index.ts";
import {
  type Actor,
  type Alarm,
  cancelRequest,
  type Deps,
  escalateRequest,
  findRequest,
  helpersOwedTrip,
  type ServiceRequest,
  suspendRequest,
} from "../request/index.ts";
import { refreshCreditedMinutes } from "../station/index.ts";
import { creditHelpers } from "./credit.ts";

/**
 * Cancels a request in any state before service: helpers' time is free again, and who was already on the way is credited (T37).
 * @throws request.not-allowed when service has begun or it is over
 */
export async function cancelService(deps: Deps, requestId: string, by: Actor, reason?: string): Promise<ServiceRequest> {
  const before = await findRequest(deps, requestId);
  const owed = helpersOwedTrip(deps, before, deps.clock.now());
  const next = await cancelRequest(deps, requestId, by, reason);
  await freeHelpers(deps, before);
  const settings = deps.settings(before.stationId);
  const minutes = settings.changes.onTheWayCreditMinutes;
  for (const personId of owed) {
    const earnedAt = before.wish.startAt ?? deps.clock.now();
    await post(deps, {
      id: `${requestId}:${personId}:trip`,
      stationId: before.stationId,
      personId,
      kind: "adjustment",
      requestId,
      minutes,
      points: pointsFor(minutes, earnedAt, settings),
      earnedAt,
      by: "system",
      reason: "visit.cancelled-on-the-way",
    });
    await refreshCreditedMinutes(deps, personId);
  }
  return next;
}

/** Raises an alarm on a request, frees everybody it held and credits who was there. */
export async function raiseAlarm(deps: Deps, requestId: string, by: Actor, alarm: Alarm): Promise<ServiceRequest> {
  const before = await findRequest(deps, requestId);
  const next = await escalateRequest(deps, requestId, by, alarm);
  await freeHelpers(deps, before);
  return creditHelpers(deps, next);
}

/** Puts a task off and frees its helpers (T41). @throws request.reason-missing */
export async function suspendService(deps: Deps, requestId: string, by: Actor, reason: string): Promise<ServiceRequest> {
  const before = await findRequest(deps, requestId);
  const next = await suspendRequest(deps, requestId, by, reason);
  await freeHelpers(deps, before);
  return next;
}
