import { asSoonAsPossible, boundHelpers, findLoads, freeHelpers, recordNoShow, searchAgain } from "../matching/index.ts";
import { DomainError, dayMs, minuteMs } from "../platform/index.ts";
import {
  type Actor,
  changeRequest,
  countAbsences,
  type Deps,
  escalateRequest,
  findRequest,
  plannedMinutes,
  type ServiceRequest,
  scheduleOf,
  withFlag,
} from "../request/index.ts";
import { pauseHelper, setHelperStatus } from "../station/index.ts";
import { refuseUnlessComing } from "./check-in.ts";

/**
 * Nobody opens the door. Somebody vulnerable is an alarm at once (T47); otherwise the helper waits, two calls are made,
 * and a coordinator closes it (T24).
 * @throws visit.not-on-task
 */
export async function reportNobodyHome(deps: Deps, requestId: string, volunteerId: string, isVulnerable: boolean): Promise<ServiceRequest> {
  const by = { role: "volunteer", personId: volunteerId } as const;
  const request = await findRequest(deps, requestId);
  if (request.status === "escalated") return request;
  refuseUnlessComing(request, volunteerId);
  if (isVulnerable && request.status === "accepted") {
    const next = await escalateRequest(deps, requestId, by, { kind: "welfare", said: "没人开门" });
    await freeHelpers(deps, next);
    return next;
  }
  return changeRequest(deps, requestId, (current, now) => {
    if (current.visit.nobodyHome) return null;
    return {
      event: "nobody_home",
      by,
      change: { visit: { ...current.visit, nobodyHome: { saidAt: now, by: volunteerId, calls: 0 } } },
      tell: [{ kind: "desk.nobody_home", data: { volunteerId } }],
    };
  });
}

/** Somebody tried to call the resident; two calls and the wait allow closing (T24), and an unfilled or unfinished request rests on it. */
export async function noteCall(deps: Deps, requestId: string, by: Actor, outcome: string): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request) => ({
    event: "note_call",
    by,
    reason: outcome,
    done: ["called"],
    ...(request.visit.nobodyHome && {
      change: { visit: { ...request.visit, nobodyHome: { ...request.visit.nobodyHome, calls: request.visit.nobodyHome.calls + 1 } } },
    }),
  }));
}

/**
 * A coordinator closes a visit to a closed door (T24). The third time in ninety days the desk is asked to call: never a ban (R13).
 * @throws visit.nobody-home-missing when no helper said so
 * @throws visit.wait-first with {minutes, calls} before the wait is over or the calls are made
 */
export async function closeAbsent(deps: Deps, requestId: string, by: Actor): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, async (request, now) => {
    if (request.status === "cancelled") return null;
    if (request.status === "accepted") refuseEarlyClose(deps, request, now);
    const { callAt, withinDays } = deps.settings(request.stationId).residentNoShow;
    const times = 1 + (await countAbsences(deps, request.beneficiaryId, new Date(now.getTime() - withinDays * dayMs)));
    const assignments = request.assignments.map((one) => (one.status === "accepted" ? { ...one, status: "released" as const } : one));
    return {
      event: "close_absent",
      by,
      reason: "resident_absent",
      change: { assignments, closing: { reason: "resident_absent", by } },
      tell: times >= callAt ? [{ kind: "desk.absent_often", data: { times, days: withinDays } }] : [],
    };
  });
  await freeHelpers(deps, next);
  return next;
}

function refuseEarlyClose(deps: Deps, { code, stationId, visit: { nobodyHome } }: ServiceRequest, now: Date): void {
  if (!nobodyHome) throw new DomainError("visit.nobody-home-missing", { code });
  const rule = deps.settings(stationId).nobodyHome;
  const waited = (now.getTime() - nobodyHome.saidAt.getTime()) / minuteMs;
  if (waited < rule.waitMinutes || nobodyHome.calls < rule.calls) {
    throw new DomainError("visit.wait-first", {
      code,
      minutes: Math.max(0, Math.ceil(rule.waitMinutes - waited)),
      calls: Math.max(0, rule.calls - nobodyHome.calls),
    });
  }
}

/**
 * A coordinator says that helpers did not come (T23): others are looked for at once and the no-show counts (R13),
 * with a pause after two and a review after three in sixty days.
 * @throws visit.too-early-for-no-show with {minutes} before the station's limit after the latest start
 * @throws visit.not-on-task when the helper named is not bound to it
 */
export async function declareNoShow(deps: Deps, requestId: string, by: Actor, volunteerId?: string): Promise<ServiceRequest> {
  const isMeant = (id: string) => volunteerId === undefined || id === volunteerId;
  const next = await changeRequest(deps, requestId, (request, now) => {
    if (request.history.at(-1)?.event === "no_show") return null;
    const minutes = plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode));
    const missing = boundHelpers(request).filter(isMeant);
    if (request.status === "accepted") {
      refuseEarlyNoShow(deps, request, minutes, now);
      if (missing.length === 0) throw new DomainError("visit.not-on-task", { code: request.code, status: request.status });
    }
    return {
      event: "no_show",
      by,
      change: {
        assignments: request.assignments.map((one) => (missing.includes(one.volunteerId) ? { ...one, status: "no_show" as const } : one)),
        wish: asSoonAsPossible(request, now, minutes),
        urgency: "urgent",
        flags: withFlag(request, "all_hands"),
        timeChange: undefined,
        ...searchAgain(now),
      },
    };
  });
  await freeHelpers(deps, next);
  for (const { volunteerId: id, status } of next.assignments) if (status === "no_show" && isMeant(id)) await countNoShow(deps, next, id);
  return next;
}

function refuseEarlyNoShow(deps: Deps, request: ServiceRequest, minutes: number, now: Date): void {
  const schedule = scheduleOf(request, minutes);
  if (!schedule) return;
  const { code, stationId } = request;
  const { noShowAfterMinutes } = deps.settings(stationId).lateness;
  const past = (now.getTime() - schedule.latestStartAt.getTime()) / minuteMs;
  if (past < noShowAfterMinutes)
    throw new DomainError("visit.too-early-for-no-show", { code, minutes: Math.ceil(noShowAfterMinutes - past) });
}

async function countNoShow(deps: Deps, request: ServiceRequest, volunteerId: string): Promise<void> {
  const rule = deps.settings(request.stationId).noShow;
  await recordNoShow(deps, { personId: volunteerId, stationId: request.stationId }, request.id, 1);
  const load = (await findLoads(deps, [volunteerId])).get(volunteerId);
  const since = deps.clock.now().getTime() - rule.withinDays * dayMs;
  const weight = (load?.noShows ?? []).filter(({ at }) => at.getTime() >= since).reduce((sum, one) => sum + one.weight, 0);
  if (weight >= rule.reviewAt) await setHelperStatus(deps, volunteerId, "review");
  else if (weight >= rule.pauseAt) await pauseHelper(deps, volunteerId, new Date(deps.clock.now().getTime() + rule.pauseDays * dayMs));
}
