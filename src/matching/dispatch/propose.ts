import { addMinutes } from "../../platform/index.ts";
import { changeRequest, type Deps, findByStatus, findRequest, type ServiceRequest, withFlag } from "../../request/index.ts";
import { explainNone, findCandidates } from "../candidates.ts";
import { seatsOf } from "../team.ts";
import { keptCandidates, listed } from "./kept-candidates.ts";
import { type MatcherDeps, matchContextOf, matchDepsOf, needOf } from "./need-of.ts";
import { findWaiting, heldBy, proposeTogether } from "./propose-together.ts";

/** How many of them a card shows. */
const shownCandidates = 3;
/** After the last widening the matcher looks again this often until the request is given up. */
const lookAgainMinutes = 30;

const matcher = { role: "matcher" } as const;

/**
 * Looks for helpers and puts them before the coordinators (T12). With nobody free it says why, looks again after the station's
 * widening times, and at last asks for the phone list (T13). Running it twice for the same state proposes once.
 */
export async function proposeCandidates(deps: MatcherDeps, requestId: string): Promise<ServiceRequest> {
  const request = await findRequest(deps, requestId);
  const now = deps.clock.now();
  if (request.status !== "queued" || (request.matchAt && request.matchAt > now)) return request;
  const waiting = await findWaiting(deps, request);
  if (waiting.length === 0) return proposeAlone(deps, request);
  const leftOver = await proposeTogether(deps, request, waiting);
  for (const { id, stationId } of leftOver) {
    const [one, shown] = [await findRequest(deps, id), await findByStatus(deps, stationId, ["proposed"])];
    if (one.status === "queued") await proposeAlone(deps, one, heldBy(shown, one));
  }
  return findRequest(deps, requestId);
}

/** One request by itself; `held` are wanted elsewhere. */
async function proposeAlone(deps: MatcherDeps, request: ServiceRequest, held: readonly string[] = []): Promise<ServiceRequest> {
  const now = deps.clock.now();
  const own = await needOf(deps, request);
  const need = held.length > 0 ? { ...own, excludedIds: [...own.excludedIds, ...held] } : own;
  // What changed since is read before it is asked, so that a rested or new helper is not missed.
  await deps.roster?.refresh();
  const matchDeps = matchDepsOf(deps, request.stationId);
  const kept = keptCandidates[need.urgency];
  let found = await findCandidates(matchDeps, need, kept);
  const isSecondLook = found.length === 0 && request.passedOver.length > 0;
  if (isSecondLook) {
    const again = need.excludedIds.filter((id) => !request.passedOver.includes(id));
    found = await findCandidates(matchDeps, { ...need, excludedIds: again }, kept);
  }
  const seats = seatsOf(need, matchContextOf(deps, request.stationId));
  const seatsLeft = seats - need.teamIds.length;
  const why = found.length < seatsLeft ? (await explainNone(matchDeps, need)).words : "";
  const version = request.version;
  return changeRequest(deps, request.id, (current) => {
    if (current.version !== version) return null;
    if (found.length < seatsLeft) return lookLater(deps, current, now, why, found.length);
    return {
      event: "propose",
      by: matcher,
      change: { candidates: found.map(listed), people: seats, matchAt: undefined, ...(isSecondLook && { passedOver: [] }) },
      tell: [{ kind: "desk.candidates", data: { isSecondLook } }],
    };
  });
}

function lookLater(deps: Deps, request: ServiceRequest, now: Date, why: string, found: number) {
  const waits = deps.settings(request.stationId).offers.widenAfterMinutes;
  const since = request.queuedAt ?? now;
  const next = waits.map((minutes) => addMinutes(since, minutes)).find((at) => at > now);
  const isLast = next === undefined && !request.flags.includes("phone_list");
  const isFirst = request.radius === 0;
  const radius = Math.min(request.radius + 1, 2) as 0 | 1 | 2;
  return {
    event: "widen" as const,
    by: matcher,
    reason: why,
    change: { matchAt: next ?? addMinutes(now, lookAgainMinutes), radius, ...(isLast && { flags: withFlag(request, "phone_list") }) },
    tell: isFirst || isLast ? [{ kind: "desk.no_candidates" as const, data: { why, found, isPhoneList: isLast } }] : [],
  };
}

/** 「换一批」 (T15): those shown are passed over and others are looked for at once; saying it again meanwhile changes nothing. */
export async function refreshCandidates(
  deps: Deps,
  requestId: string,
  by: { role: "coordinator" | "supervisor"; personId: string },
): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    const last = request.history.at(-1);
    if (request.status === "queued" && last?.event === "refresh" && last.by.personId === by.personId) return null;
    return {
      event: "refresh",
      by,
      change: {
        passedOver: [...new Set([...request.passedOver, ...shownOn(request)])],
        candidates: [],
        plan: undefined,
        matchAt: now,
      },
    };
  });
}

/** Those a coordinator has seen: the first of the card, and who was planned. */
function shownOn({ candidates, plan = [] }: ServiceRequest): readonly string[] {
  return [...candidates.slice(0, shownCandidates).map(({ personId }) => personId), ...plan];
}
