import { boundHelpers, changeRequest, type Deps, findByStatus, type ServiceRequest } from "../../request/index.ts";
import { recordAnswered } from "../load-events.ts";
import { unreserve } from "../loads.ts";

/** The key of a helper's load. */
export const helperOf = (request: ServiceRequest, personId: string) => ({ personId, stationId: request.stationId });

/**
 * Gives back the time and the open question of everybody the request does not hold (any more). `after` is the request as a move has left
 * it, so that somebody who joined just before the move is free too, and repeating it after a crash does what was left undone.
 */
export async function freeHelpers(deps: Deps, after: ServiceRequest): Promise<void> {
  const bound = boundHelpers(after);
  const gone = after.assignments.filter(({ volunteerId }) => !bound.includes(volunteerId));
  const closed = after.offers.filter(({ status }) => status !== "offered" && status !== "countered");
  await Promise.all([
    ...gone.map(({ volunteerId }) => unreserve(deps, volunteerId, after.id)),
    ...closed.map(({ volunteerId }) => recordAnswered(deps, helperOf(after, volunteerId), after.id, "voided")),
  ]);
  if (after.status === "cancelled") await lookAgainForOthers(deps, after);
}

/** Whom a cancelled request leaves free may be what those that went without have waited for: they are looked at again at once. */
async function lookAgainForOthers(deps: Deps, { stationId }: ServiceRequest): Promise<void> {
  for (const { id } of await findByStatus(deps, stationId, ["queued"], mostLookedAt)) {
    await changeRequest(deps, id, (current, now) => {
      if (current.status !== "queued" || current.urgency === "urgent" || !current.matchAt || current.matchAt <= now) return null;
      return { event: "widen", by: { role: "matcher" }, reason: "cancelled", change: { matchAt: now } };
    });
  }
}

const mostLookedAt = 20;
