import { addMinutes, civil, DomainError, instant, startOfDay } from "../platform/index.ts";
import { isWorkingDay } from "../station/index.ts";
import type { Deps } from "./deps.ts";
import { missingOf, urgencyOf } from "./missing.ts";
import { moveIfGiven, type NewTime } from "./move-wish.ts";
import type { Actor, ServiceRequest, Wish } from "./service-request.ts";
import { changeRequest, findRequest } from "./store.ts";
import { hasJustHappened, withoutFlag } from "./submit.ts";

/**
 * Passes triage (T11): the request goes to the matcher. A request whose item needs no time gets the next working day's desk hours.
 * @throws request.incomplete when a called-back request still lacks a field; details {missing}
 * @throws request.start-passed when its time is over; details {code}
 */
export async function approveRequest(deps: Deps, requestId: string, by: Actor): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (hasJustHappened(request, "approve")) return null;
    if (request.status === "submitted") refuseUnready(deps, request, now);
    const wish = request.wish.startAt ? request.wish : { ...request.wish, ...nextDeskDay(now, leadHours(deps, request)) };
    return {
      event: "approve",
      by,
      change: { wish, queuedAt: now, matchAt: now, radius: 0, round: 0, candidates: [], flags: withoutFlag(request, "needs_call") },
    };
  });
}

function refuseUnready(deps: Deps, request: ServiceRequest, now: Date): void {
  if (request.itemCode === null) throw new DomainError("request.incomplete", { code: request.code, missing: ["item"] });
  const missing = missingOf(deps.catalog.item(request.itemCode), request.wish);
  if (missing.length > 0) throw new DomainError("request.incomplete", { code: request.code, missing });
  const until = request.wish.endAt ?? request.wish.startAt;
  if (until && until < now) throw new DomainError("request.start-passed", { code: request.code });
}

function leadHours(deps: Deps, request: ServiceRequest): number {
  return request.itemCode === null ? 0 : deps.catalog.item(request.itemCode).leadHours;
}

/** 9:00–17:00 of the first working day that leaves the item its lead time. */
export function nextDeskDay(now: Date, leadTimeHours: number): Pick<Wish, "startAt" | "endAt" | "isTimeOpen"> {
  const earliest = addMinutes(now, leadTimeHours * 60);
  let day = startOfDay(earliest, civil(earliest).hour >= 9 ? 1 : 0);
  while (!isWorkingDay(day)) day = startOfDay(day, 1);
  const { year, month, day: date } = civil(day);
  return { startAt: instant(year, month, date, 9), endAt: instant(year, month, date, 17), isTimeOpen: true };
}

/**
 * Turns a request down with a reason the resident reads (T07).
 * @throws request.reason-missing
 */
export async function declineRequest(deps: Deps, requestId: string, by: Actor, reason: string): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request) =>
    hasJustHappened(request, "decline")
      ? null
      : { event: "decline", by, reason, change: { closing: { reason, by } }, tell: [{ kind: "resident.declined", data: { reason } }] },
  );
}

/** Refers a request to an office (T08), with the resident's consent noted by the coordinator who has it. */
export async function referRequest(
  deps: Deps,
  requestId: string,
  by: Actor,
  to: { readonly office: string; readonly receiverId?: string; readonly hasConsent: boolean },
): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (hasJustHappened(request, "refer")) return null;
    const referral = {
      to: to.office,
      ...(to.receiverId !== undefined && { receiverId: to.receiverId }),
      hasConsent: to.hasConsent,
      at: now,
      bounces: request.referral?.bounces ?? 0,
    };
    return { event: "refer", by, reason: to.office, change: { referral } };
  });
}

/** The office gives it back (T09); the second time the supervisor is asked to decide. */
export async function bounceReferral(deps: Deps, requestId: string, by: Actor, reason: string): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request) => {
    if (hasJustHappened(request, "bounce")) return null;
    const bounces = (request.referral?.bounces ?? 0) + 1;
    const isForSupervisor = bounces >= deps.settings(request.stationId).referral.maxBounces;
    return {
      event: "bounce",
      by,
      reason,
      change: { ...(request.referral && { referral: { ...request.referral, bounces } }) },
      tell: [
        { kind: "desk.referral_back", to: isForSupervisor ? ["coordinators", "supervisors"] : ["coordinators"], data: { reason, bounces } },
      ],
    };
  });
}

/** The office has done it (T10). */
export async function completeReferral(deps: Deps, requestId: string, by: Actor, outcome: string): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request) =>
    hasJustHappened(request, "complete")
      ? null
      : {
          event: "complete",
          by,
          reason: outcome,
          change: { ...(request.referral && { referral: { ...request.referral, outcome } }), closing: { reason: outcome, by } },
        },
  );
}

/** Opens an unfilled request again (T40), for another time when one is given. */
export async function retryRequest(deps: Deps, requestId: string, by: Actor, time: Partial<NewTime> = {}): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (hasJustHappened(request, "retry")) return null;
    const wish = moveIfGiven(request.wish, time);
    return {
      event: "retry",
      by,
      change: {
        wish,
        urgency: urgencyOf(wish.startAt, now, request.urgency === "urgent"),
        candidates: [],
        passedOver: [],
        round: 0,
        radius: 0,
        done: request.done.filter((mark) => mark !== "called"),
      },
    };
  });
}

/**
 * Opens an unfilled request again and passes it through triage at once.
 * @throws request.start-passed when its time is over and no new one is given
 */
export async function retryAndApprove(deps: Deps, requestId: string, by: Actor, time: Partial<NewTime> = {}): Promise<ServiceRequest> {
  const { status, wish, code } = await findRequest(deps, requestId);
  const { startAt, endAt } = moveIfGiven(wish, time);
  const until = endAt ?? startAt;
  if (status === "unfilled" && until && until < deps.clock.now()) throw new DomainError("request.start-passed", { code });
  await retryRequest(deps, requestId, by, time);
  return approveRequest(deps, requestId, by);
}
