import { addMinutes, DomainError, hourMs, minuteMs } from "../../platform/index.ts";
import {
  changeRequest,
  type Deps,
  moveWish,
  plannedMinutes,
  releaseAll,
  type ServiceRequest,
  scheduleOf,
  voidOffers,
  type Wish,
  withFlag,
} from "../../request/index.ts";
import { recordNoShow } from "../load-events.ts";
import { unreserve } from "../loads.ts";
import { freeHelpers, helperOf } from "./free-helpers.ts";

/**
 * A helper who had accepted cannot come (T19). Under two hours before the start it counts as late (R13) and everybody is asked;
 * a partner who stays, stays. While a partner is still sought the search simply goes on without them.
 * @throws matching.not-on-task when this helper is not bound to it
 * @throws request.reason-missing
 */
export async function withdrawHelper(deps: Deps, requestId: string, volunteerId: string, reason: string): Promise<ServiceRequest> {
  const rule = (stationId: string) => deps.settings(stationId).noShow;
  const next = await changeRequest(deps, requestId, (request, now) => {
    const own = request.assignments.find((one) => one.volunteerId === volunteerId);
    if (own?.status === "withdrawn" || own?.status === "late_withdrawn") return null;
    if (own?.status !== "accepted") throw new DomainError("matching.not-on-task", { code: request.code, status: request.status });
    const isLate = leadMinutes(deps, request, now) < rule(request.stationId).lateWithdrawMinutes;
    const assignments = request.assignments.map((one) =>
      one.volunteerId === volunteerId ? { ...one, status: isLate ? ("late_withdrawn" as const) : ("withdrawn" as const), reason } : one,
    );
    const by = { role: "volunteer", personId: volunteerId } as const;
    if (request.status !== "accepted") {
      const offers = request.offers.map((offer) =>
        offer.volunteerId === volunteerId ? { ...offer, status: "declined" as const, answeredAt: now, reason } : offer,
      );
      return {
        event: "leave_team",
        by,
        reason,
        // The empty seat is looked for at once.
        change: { assignments, offers, waveAt: now },
        tell: [{ kind: "desk.withdrawn", data: { volunteerId } }],
      };
    }
    return {
      event: "withdraw",
      by,
      reason,
      change: {
        assignments,
        timeChange: undefined,
        ...searchAgain(now),
        ...(isLate && { urgency: "urgent" as const, flags: withFlag(request, "all_hands") }),
      },
    };
  });
  await unreserve(deps, volunteerId, requestId);
  const own = next.assignments.find((one) => one.volunteerId === volunteerId);
  if (own?.status === "late_withdrawn")
    await recordNoShow(deps, helperOf(next, volunteerId), requestId, rule(next.stationId).lateWithdrawWeight);
  return next;
}

/** Minutes until the start; negative when it has passed. */
export function leadMinutes(deps: Deps, request: ServiceRequest, now: Date): number {
  const schedule = scheduleOf(request, plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode)));
  return schedule ? (schedule.startAt.getTime() - now.getTime()) / minuteMs : Number.POSITIVE_INFINITY;
}

/** What a search from the beginning sets: candidates are looked for anew, and nothing has happened at the door yet. */
export function searchAgain(now: Date) {
  return { queuedAt: now, matchAt: now, radius: 0 as const, round: 0, candidates: [], plan: undefined, visit: {} };
}

/** The wish moved to «as soon as possible»: from now, to begin within two hours. */
export function asSoonAsPossible(request: ServiceRequest, now: Date, minutes: number): Wish {
  return moveWish(request.wish, { startAt: now, endAt: addMinutes(now, minutes + (2 * hourMs) / minuteMs), isTimeOpen: true });
}

/** Nobody was found in time (T38, T39): offers are void, helpers waiting for a partner are free, the coordinator must call. */
export async function giveUpSearch(deps: Deps, requestId: string): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request) => {
    if (request.status !== "queued" && request.status !== "offered") return null;
    const done = request.done.filter((mark) => mark !== "called");
    return { event: "give_up", by: { role: "timer" }, change: { offers: voidOffers(request), assignments: releaseAll(request), done } };
  });
  await freeHelpers(deps, next);
  return next;
}
