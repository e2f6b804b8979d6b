import { releaseAll, voidOffers } from "./cancel.ts";
import type { Deps } from "./deps.ts";
import { transitions } from "./lifecycle.ts";
import type { Actor, ServiceRequest } from "./service-request.ts";
import { changeRequest } from "./store.ts";

/** Statuses from which an alarm takes the request itself; from others a new one is opened for the emergency. */
export const escalatableStatuses: readonly ServiceRequest["status"][] = transitions
  .filter(({ event }) => event === "escalate")
  .map(({ from }) => from)
  .filter((from) => from !== "-");

export interface Alarm {
  /** The kind the safety gate found, or `welfare`. */
  readonly kind: string;
  readonly said: string;
  readonly isSilent?: boolean;
}

/** Raises an alarm on a request (T44–T48, T52, T53, T56): offers are void, helpers released, people are paged until one answers. */
export async function escalateRequest(deps: Deps, requestId: string, by: Actor, alarm: Alarm): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (request.status === "escalated") return null;
    return {
      event: "escalate",
      by,
      reason: alarm.kind,
      tell: request.status === "accepted" && by.role === "volunteer" ? [{ kind: "resident.are_you_well" as const }] : [],
      change: {
        escalation: {
          kind: alarm.kind,
          said: alarm.said,
          ...(by.personId !== undefined && { byPersonId: by.personId }),
          at: now,
          isSilent: alarm.isSilent ?? false,
        },
        offers: voidOffers(request),
        assignments: request.status === "in_progress" ? endStay(request, now) : releaseAll(request),
        ask: undefined,
      },
    };
  });
}

/** The service ends with the alarm: who was there was there until now, and their minutes count. */
function endStay(request: ServiceRequest, now: Date): ServiceRequest["assignments"] {
  return releaseAll({
    ...request,
    assignments: request.assignments.map((one) =>
      one.status === "checked_in" ? { ...one, status: "checked_out" as const, checkOutAt: now } : one,
    ),
  });
}

/** Says who has taken the emergency; paging stops. The second to claim is told who has it (request.already-claimed). */
export async function claimEmergency(deps: Deps, requestId: string, by: Actor & { personId: string }): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (!request.escalation || request.escalation.answeredBy !== undefined) return null;
    return { event: "claim", by, change: { escalation: { ...request.escalation, answeredBy: by.personId, answeredAt: now } } };
  });
}

export type EmergencyOutcome = "hand_over_done" | "resume" | "dismiss";

/**
 * Ends an emergency: handed over to 120/110/119 (T49), a false alarm with a need left (T50), or with none (T51).
 * @throws request.reason-missing without a word on what happened (T49, T51)
 */
export async function settleEmergency(
  deps: Deps,
  requestId: string,
  by: Actor,
  outcome: EmergencyOutcome,
  reason?: string,
): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (request.history.at(-1)?.event === outcome) return null;
    const { escalation } = request;
    return {
      event: outcome,
      by,
      tell: outcome === "resume" ? [] : [{ kind: "helper.alarm_over" as const, to: helpersAtAlarm(request) }],
      ...(reason !== undefined && { reason }),
      change: {
        ...(escalation && {
          escalation: {
            ...escalation,
            answeredAt: escalation.answeredAt ?? now,
            ...(by.personId !== undefined && { answeredBy: escalation.answeredBy ?? by.personId }),
          },
        }),
        ...(outcome !== "resume" && { closing: { reason: reason ?? outcome, by }, assignments: releaseAll(request) }),
      },
    };
  });
}

/** Who was on the way or at the door when the alarm came: they were told to wait. */
function helpersAtAlarm({ history, assignments }: ServiceRequest): readonly string[] {
  const from = history.findLast(({ event }) => event === "escalate")?.from;
  if (from !== "accepted" && from !== "in_progress") return [];
  const ended = ["released", "checked_out", "credited"];
  return assignments.filter(({ status }) => ended.includes(status)).map(({ volunteerId }) => volunteerId);
}
