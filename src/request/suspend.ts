import { DomainError } from "../platform/index.ts";
import { releaseAll } from "./cancel.ts";
import type { Deps } from "./deps.ts";
import { urgencyOf } from "./missing.ts";
import { moveIfGiven, type NewTime } from "./move-wish.ts";
import type { Actor, ServiceRequest } from "./service-request.ts";
import { changeRequest } from "./store.ts";

/** Puts an accepted task off for weather or a closed station (T41): everybody is told, helpers are free. */
export async function suspendRequest(deps: Deps, requestId: string, by: Actor, reason: string): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request) =>
    request.status === "suspended"
      ? null
      : { event: "suspend", by, reason, change: { assignments: releaseAll(request), timeChange: undefined } },
  );
}

/** Takes it up again at a new time (T42). @throws request.start-passed when the time is over and no new one is given */
export async function liftRequest(deps: Deps, requestId: string, by: Actor, time: Partial<NewTime> = {}): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (request.history.at(-1)?.event === "lift") return null;
    const wish = moveIfGiven(request.wish, time);
    const until = wish.endAt ?? wish.startAt;
    if (request.status === "suspended" && until && until < now) throw new DomainError("request.start-passed", { code: request.code });
    const urgency = urgencyOf(wish.startAt, now, request.urgency === "urgent");
    return {
      event: "lift",
      by,
      change: { wish, urgency, queuedAt: now, matchAt: now, radius: 0, round: 0, candidates: [], visit: {} },
    };
  });
}
