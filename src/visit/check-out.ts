import { asSoonAsPossible, boundHelpers, recordVisit, searchAgain, unreserve } from "../matching/index.ts";
import { DomainError, minuteMs } from "../platform/index.ts";
import { type Actor, changeRequest, type Deps, plannedMinutes, type ServiceRequest, withFlag, withoutFlag } from "../request/index.ts";
import { assignmentOf, withAssignment } from "./check-in.ts";
import { creditHelpers } from "./credit.ts";

/**
 * A helper is done (T25 when the last one is). Minutes are credited at once, whole tenths of an hour (R5).
 * @throws visit.not-on-task, visit.not-checked-in
 * @throws visit.return-trip while nobody said that the person accompanied is back home
 */
export async function checkOut(
  deps: Deps,
  requestId: string,
  by: Actor,
  volunteerId: string,
  options: { readonly isBackHome?: boolean } = {},
): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request, now) => {
    const own = assignmentOf(request, volunteerId);
    if (own.status === "checked_out" || own.status === "credited") return null;
    if (own.status !== "checked_in") throw new DomainError("visit.not-checked-in", { code: request.code, status: request.status });
    const visit = options.isBackHome ? { ...request.visit, isBackHome: true } : request.visit;
    if (needsReturnTrip(deps, request) && !visit.isBackHome) throw new DomainError("visit.return-trip", { code: request.code });
    const assignments = withAssignment(request, volunteerId, { status: "checked_out", checkOutAt: now });
    const isLast = !assignments.some(({ status }) => status === "checked_in");
    if (!isLast) return { event: "check_out_part", by, change: { assignments, visit } };
    const others = assignments.map((one) => (one.status === "accepted" ? { ...one, status: "released" as const } : one));
    return { event: "check_out", by, change: { assignments: others, visit, servedAt: now } };
  });
  return settle(deps, next);
}

/** 陪诊: the task is over when the person is home again (R11). */
function needsReturnTrip(deps: Deps, request: ServiceRequest): boolean {
  if (request.itemCode === null || request.wish.dest === undefined) return false;
  return deps.catalog.item(request.itemCode).requires.includes("dest") && deps.settings(request.stationId).escort.plansReturnTrip;
}

/** Nobody checked out two hours past the plan (T26): served, but without credit until a person has looked. */
export async function autoCheckOut(deps: Deps, requestId: string): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request, now) => {
    if (request.status !== "in_progress") return null;
    const assignments = request.assignments.map((one) => {
      if (one.status === "checked_in") return { ...one, status: "checked_out" as const, checkOutAt: now, isVerified: false };
      return one.status === "accepted" ? { ...one, status: "released" as const } : one;
    });
    return {
      event: "auto_check_out",
      by: { role: "timer" },
      change: { assignments, servedAt: now, flags: withFlag(request, "unverified") },
    };
  });
  return settle(deps, next);
}

/**
 * A coordinator says how long an unverified visit took; it is credited then.
 * @throws visit.own-hours when somebody credits themself
 */
export async function verifyVisit(
  deps: Deps,
  requestId: string,
  by: Actor & { personId: string },
  minutes: number,
): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request) => {
    const open = request.assignments.filter(({ isVerified }) => !isVerified);
    if (open.length === 0) return null;
    if (open.some(({ volunteerId }) => volunteerId === by.personId)) throw new DomainError("visit.own-hours", { code: request.code });
    const assignments = request.assignments.map((one) =>
      one.isVerified || !one.checkInAt
        ? one
        : { ...one, isVerified: true, checkOutAt: new Date(one.checkInAt.getTime() + minutes * minuteMs) },
    );
    return { event: "verify", by, reason: `${minutes}`, change: { assignments, flags: withoutFlag(request, "unverified") } };
  });
  return settle(deps, next, by);
}

/**
 * A helper must go before the end (T27): the minutes of all who were there count, and the rest is looked for at once. Saying it twice
 * changes nothing.
 * @throws visit.not-checked-in, request.reason-missing
 */
export async function leaveEarly(deps: Deps, requestId: string, volunteerId: string, reason: string): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request, now) => {
    const own = assignmentOf(request, volunteerId);
    if (own.status === "checked_out" || own.status === "credited") return null;
    if (own.status !== "checked_in") throw new DomainError("visit.not-checked-in", { code: request.code, status: request.status });
    const planned = plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode));
    const served = own.checkInAt ? Math.round((now.getTime() - own.checkInAt.getTime()) / minuteMs) : 0;
    const assignments = request.assignments.map((one) => {
      if (one.status === "checked_in") return { ...one, status: "checked_out" as const, checkOutAt: now };
      return one.status === "accepted" ? { ...one, status: "released" as const } : one;
    });
    return {
      event: "leave_early",
      by: { role: "volunteer", personId: volunteerId },
      reason,
      change: {
        assignments,
        wish: asSoonAsPossible(request, now, Math.max(15, planned - served)),
        urgency: "urgent",
        ...searchAgain(now),
      },
    };
  });
  return settle(deps, next);
}

/** After minutes are known: credits are posted, bookings of those who are through end, the visit is counted. */
async function settle(deps: Deps, request: ServiceRequest, by?: Actor): Promise<ServiceRequest> {
  const bound = boundHelpers(request);
  const through = request.assignments.filter(({ volunteerId, checkOutAt }) => checkOutAt !== undefined && !bound.includes(volunteerId));
  for (const { volunteerId } of through) {
    await unreserve(deps, volunteerId, request.id);
    await recordVisit(deps, { personId: volunteerId, stationId: request.stationId }, request.id, request.beneficiaryId);
  }
  return creditHelpers(deps, request, by);
}
