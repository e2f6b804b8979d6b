import type { AppDeps } from "../src/app.ts";
import { boundHelpers, type Helper, loadHelpers, recordAnswered, unreserve } from "../src/matching/index.ts";
import { dayMs, isDomainError } from "../src/platform/index.ts";
import { findRequest, findUncredited, type ServiceRequest } from "../src/request/index.ts";
import { creditHelpers } from "../src/visit/index.ts";

const mostUncredited = 1_000;
/** Requests older than this were looked at often enough. */
const lookBackMs = 60 * dayMs;

/**
 * Puts right what a crash between two writes left behind: time booked or a question open for a request that does not hold the helper
 * (any more), and a check-out without its credit. A booking is given back only when two looks in a row find it so, because it is
 * made just before the request takes the helper.
 */
export function openReconciler(deps: AppDeps): () => Promise<void> {
  let suspects: ReadonlySet<string> = new Set();
  return async () => {
    const found = new Set<string>();
    for (const helper of await loadHelpers(deps, deps.station.id)) {
      for (const requestId of heldFor(helper)) {
        const key = `${helper.person.id}/${requestId}`;
        const request = await findOrNull(deps, requestId);
        if (isHeld(request, helper.person.id, helper)) continue;
        if (suspects.has(key)) await free(deps, helper, requestId, request);
        else found.add(key);
      }
    }
    suspects = found;
    const since = new Date(deps.clock.now().getTime() - lookBackMs);
    for (const request of await findUncredited(deps, deps.station.id, since, mostUncredited)) await creditHelpers(deps, request);
  };
}

function heldFor({ load }: Helper): Set<string> {
  return new Set([...load.bookings, ...load.openOffers].map(({ requestId }) => requestId));
}

/** Every booking and every open question of the helper for this request is one the request knows of. */
function isHeld(request: ServiceRequest | null, personId: string, { load }: Helper): boolean {
  if (!request) return false;
  const isBooked = load.bookings.some(({ requestId }) => requestId === request.id);
  const isAsked = load.openOffers.some(({ requestId }) => requestId === request.id);
  return (!isBooked || boundHelpers(request).includes(personId)) && (!isAsked || isWaitingFor(request, personId));
}

function isWaitingFor({ offers }: ServiceRequest, personId: string): boolean {
  return offers.some(({ volunteerId, status }) => volunteerId === personId && (status === "offered" || status === "countered"));
}

async function free(
  deps: AppDeps,
  { person: { id, stationId } }: Helper,
  requestId: string,
  request: ServiceRequest | null,
): Promise<void> {
  deps.log.warn({ requestId, personId: id }, "a helper was held for a request that does not hold them");
  if (!request || !boundHelpers(request).includes(id)) await unreserve(deps, id, requestId);
  if (!request || !isWaitingFor(request, id)) await recordAnswered(deps, { personId: id, stationId }, requestId, "voided");
}

async function findOrNull(deps: AppDeps, requestId: string): Promise<ServiceRequest | null> {
  try {
    return await findRequest(deps, requestId);
  } catch (error) {
    if (isDomainError(error, "request.unknown")) return null;
    throw error;
  }
}
