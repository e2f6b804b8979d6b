import { DomainError, minuteMs } from "../platform/index.ts";
import { type Actor, type Arrival, type Assignment, changeRequest, type Deps, type ServiceRequest } from "../request/index.ts";

export function assignmentOf(request: ServiceRequest, volunteerId: string): Assignment {
  const own = request.assignments.findLast((one) => one.volunteerId === volunteerId);
  if (!own) throw new DomainError("visit.not-on-task", { code: request.code, status: request.status });
  return own;
}

export function withAssignment(request: ServiceRequest, volunteerId: string, change: Partial<Assignment>): readonly Assignment[] {
  return request.assignments.map((one) => (one.volunteerId === volunteerId ? { ...one, ...change } : one));
}

/** @throws visit.not-on-task when this helper is not, or no longer, to come */
export function refuseUnlessComing(request: ServiceRequest, volunteerId: string): void {
  if (assignmentOf(request, volunteerId).status === "accepted") return;
  throw new DomainError("visit.not-on-task", { code: request.code, status: request.status });
}

/** How long before the start a helper may check in. */
const earlyMinutes = 120;

/**
 * A helper has arrived (T22); the second of two only joins. Minutes count from here (R5: travel excluded).
 * A coordinator may do it for a helper, naming them. Saying it twice changes nothing.
 * @param arrival how sure it is that they are there; see `arrivalOf`
 * @throws visit.not-on-task when this helper is not bound to it
 * @throws visit.too-early with {startAt} when the task is hours away
 */
export async function checkIn(
  deps: Deps,
  requestId: string,
  by: Actor,
  volunteerId: string,
  arrival: Arrival = "unchecked",
): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    const own = assignmentOf(request, volunteerId);
    if (own.status === "checked_in") return null;
    refuseUnlessComing(request, volunteerId);
    const { startAt } = request.wish;
    if (startAt && startAt.getTime() - now.getTime() > earlyMinutes * minuteMs)
      throw new DomainError("visit.too-early", { code: request.code, startAt });
    const assignments = withAssignment(request, volunteerId, { status: "checked_in", checkInAt: now, arrival });
    const visit = { ...request.visit };
    delete (visit as { nobodyHome?: unknown }).nobodyHome;
    return request.status === "in_progress"
      ? { event: "check_in_part", by, change: { assignments } }
      : { event: "check_in", by, change: { assignments, visit, timeChange: undefined } };
  });
}

/** A helper confirms the two-hour reminder with 1 (R3); the at-risk mark goes when all have. */
export async function confirmComing(deps: Deps, requestId: string, volunteerId: string): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    const own = assignmentOf(request, volunteerId);
    if (own.confirmedAt || own.status !== "accepted") return null;
    const assignments = withAssignment(request, volunteerId, { confirmedAt: now });
    const isSafe = assignments.every(({ status, confirmedAt }) => status !== "accepted" || confirmedAt);
    return {
      event: "confirm_coming",
      by: { role: "volunteer", personId: volunteerId },
      change: { assignments, ...(isSafe && { flags: request.flags.filter((flag) => flag !== "at_risk") }) },
    };
  });
}

/**
 * The helper is late by so many minutes; the resident is told and the late timers move with it. The same again is told once.
 * @throws visit.not-on-task
 */
export async function sayLate(deps: Deps, requestId: string, volunteerId: string, minutes: number): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request) => {
    refuseUnlessComing(request, volunteerId);
    const last = request.history.at(-1);
    if (last?.event === "say_late" && last.by.personId === volunteerId && request.visit.lateMinutes === minutes) return null;
    return {
      event: "say_late",
      by: { role: "volunteer", personId: volunteerId },
      reason: `${minutes}`,
      change: { visit: { ...request.visit, lateMinutes: minutes } },
      tell: [{ kind: "resident.late", data: { minutes, volunteerId } }],
    };
  });
}

/** The resident says nobody has come: helpers and coordinators hear it at once. */
export async function reportLate(deps: Deps, requestId: string, by: Actor): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, () => ({
    event: "say_late",
    by,
    tell: [{ kind: "desk.late", data: { saidByResident: true } }, { kind: "helper.late_ask" }],
  }));
}
