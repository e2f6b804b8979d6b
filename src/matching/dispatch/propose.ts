import { addMinutes } from "../../platform/index.ts";
import { changeRequest, type Deps, findRequest, type ServiceRequest, withFlag } from "../../request/index.ts";
import { explainNone, findCandidates } from "../candidates.ts";
import type { Candidate } from "../rank.ts";
import { seatsOf } from "../team.ts";
import { type MatcherDeps, matchContextOf, matchDepsOf, needOf } from "./need-of.ts";

/** How many candidates are kept for the waves of one pick; after them a coordinator decides again. What is urgent may be broadcast. */
const keptCandidates = { urgent: 40, soon: 10, routine: 10 } as const;
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
  const need = await needOf(deps, request);
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
  return changeRequest(deps, requestId, (current) => {
    if (current.version !== version) return null;
    if (found.length < seatsLeft) return lookLater(deps, current, now, why, found.length);
    return {
      event: "propose",
      by: matcher,
      change: { candidates: found.map(keep), people: seats, matchAt: undefined, ...(isSecondLook && { passedOver: [] }) },
      tell: [{ kind: "desk.candidates", data: { isSecondLook } }],
    };
  });
}

const keep = ({ personId, score, reasons, distanceWords }: Candidate) => ({
  personId,
  score,
  reasons: distanceWords && !reasons.includes(distanceWords) ? `${reasons} · ${distanceWords}` : reasons,
});

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
        passedOver: [...new Set([...request.passedOver, ...request.candidates.slice(0, shownCandidates).map(({ personId }) => personId)])],
        candidates: [],
        matchAt: now,
      },
    };
  });
}
