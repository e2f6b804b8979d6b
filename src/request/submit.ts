import { DomainError, minuteMs } from "../platform/index.ts";
import type { Deps } from "./deps.ts";
import type { Actor, RequestFlag, ServiceRequest } from "./service-request.ts";
import { changeRequest } from "./store.ts";

/**
 * Hands a complete request to the station (T03). Submitting it again changes nothing.
 * @throws request.incomplete while a required field is unknown
 */
export async function submitRequest(deps: Deps, requestId: string, by: Actor): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    if (hasJustHappened(request, "submit")) return null;
    return { event: "submit", by, change: { ask: undefined, lastHeardAt: now } };
  });
}

/** Hands an unfinished request to a person who will call (T04): after silence, or when the resident asks for somebody. */
export async function handOver(deps: Deps, requestId: string, by: Actor): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request) => {
    if (hasJustHappened(request, "hand_over")) return null;
    const tell = by.role === "timer" ? [{ kind: "resident.needs_call" as const }] : [];
    return { event: "hand_over", by, change: { ask: undefined, flags: withFlag(request, "needs_call") }, tell };
  });
}

/**
 * The open request that already holds this need: the same beneficiary and item at an overlapping time, or the same words
 * of the same person within the station's limit (T06).
 */
export function isSameNeed(
  stored: ServiceRequest,
  need: Pick<ServiceRequest, "beneficiaryId" | "itemCode" | "said" | "wish" | "requesterId">,
  now: Date,
  withinMinutes: number,
): boolean {
  const isSameText = stored.requesterId === need.requesterId && stored.said === need.said && stored.itemCode === need.itemCode;
  if (isSameText && now.getTime() - stored.createdAt.getTime() <= withinMinutes * minuteMs) return true;
  if (stored.beneficiaryId !== need.beneficiaryId || stored.itemCode === null || stored.itemCode !== need.itemCode) return false;
  const [a, b] = [stored.wish, need.wish];
  if (!a.startAt || !b.startAt) return false;
  const [aEnd, bEnd] = [a.endAt ?? a.startAt, b.endAt ?? b.startAt];
  return a.startAt <= bEnd && b.startAt <= aEnd;
}

/**
 * Merges a duplicate into the request that stays (T06).
 * @throws request.merge-into-itself
 */
export async function mergeRequest(deps: Deps, requestId: string, into: ServiceRequest, by: Actor): Promise<ServiceRequest> {
  if (into.id === requestId) throw new DomainError("request.merge-into-itself", { code: into.code });
  return changeRequest(deps, requestId, (request) => {
    if (request.links.mergedInto === into.id) return null;
    const isSameAsker = request.requesterId === into.requesterId;
    return {
      event: "merge",
      by,
      reason: into.code,
      change: { links: { ...request.links, mergedInto: into.id } },
      tell: [
        {
          kind: "resident.merged",
          to: by.personId === request.requesterId || by.role === "system" ? [] : [request.requesterId],
          data: { into: into.code, isSameAsker },
        },
      ],
    };
  });
}

/** True when this was the last thing that happened: the same step asked for again. */
export function hasJustHappened(request: ServiceRequest, event: ServiceRequest["history"][number]["event"]): boolean {
  return request.history.at(-1)?.event === event;
}

export function withFlag(request: ServiceRequest, flag: RequestFlag): readonly RequestFlag[] {
  return request.flags.includes(flag) ? request.flags : [...request.flags, flag];
}

export function withoutFlag(request: ServiceRequest, flag: RequestFlag): readonly RequestFlag[] {
  return request.flags.filter((one) => one !== flag);
}
