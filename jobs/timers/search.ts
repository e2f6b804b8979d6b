import { isLowRisk } from "../../src/catalog/index.ts";
import { expireOffers, giveUpSearch, pickCandidates, proposeCandidates, widenSearch } from "../../src/matching/index.ts";
import { isDomainError } from "../../src/platform/index.ts";
import { changeRequest } from "../../src/request/index.ts";
import { remind, type TimerHandler } from "../timer-handler.ts";

/** From a queued request to a yes, or to the coordinators' call list (T12–T17, T38, T39). */
export const search = {
  "queued.match": (deps, request) => proposeCandidates(deps, request.id),
  "queued.give_up": (deps, request) => giveUpSearch(deps, request.id),
  "proposed.silent": pickOrTell,
  "proposed.give_up": dropProposal,
  "offered.expire": (deps, request) => expireOffers(deps, request.id),
  "offered.widen": (deps, request) => widenSearch(deps, request.id),
  "offered.give_up": (deps, request) => giveUpSearch(deps, request.id),
} satisfies Record<string, TimerHandler>;

/** Nobody picks: the first candidate of a low-risk item is asked where the station has that on, else the supervisor hears of it (T14). */
async function pickOrTell(...[deps, request, timer]: Parameters<TimerHandler>): Promise<unknown> {
  const { isAutoPickOn } = deps.settings(request.stationId).offers;
  if (isAutoPickOn && request.itemCode !== null && isLowRisk(deps.catalog.item(request.itemCode))) {
    try {
      return await pickCandidates(deps, request.id, { by: { role: "system" } });
    } catch (error) {
      if (!isDomainError(error)) throw error;
    }
  }
  return remind(deps, request.id, timer, () => ({ tell: [{ kind: "desk.pick_late" }] }));
}

/** Candidates were there and nobody chose in time: the search ends like any other (T15, then T38). */
async function dropProposal(...[deps, { id, version }]: Parameters<TimerHandler>): Promise<unknown> {
  await changeRequest(deps, id, (current) => {
    if (current.status !== "proposed" || current.version !== version) return null;
    return { event: "refresh", by: { role: "system" }, change: { candidates: [], matchAt: undefined } };
  });
  return giveUpSearch(deps, id);
}
