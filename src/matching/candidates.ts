import { findHelpers, type StationSettings } from "../station/index.ts";
import type { MatchContext } from "./gate.ts";
import type { Helper } from "./helper.ts";
import { emptyLoad } from "./load-document.ts";
import { findStationLoads, type LoadDeps } from "./loads.ts";
import type { Need } from "./need.ts";
import { type Candidate, rankCandidates } from "./rank.ts";
import { type WhyNone, whyNone } from "./why-none.ts";

export interface MatchDeps extends LoadDeps {
  readonly settings: StationSettings;
}

/** The helpers of a station as matching sees them: profile and load together; who has left is not among them. */
export async function loadHelpers(deps: LoadDeps, stationId: string): Promise<Helper[]> {
  const [people, loads] = await Promise.all([findHelpers(deps, stationId), findStationLoads(deps, stationId)]);
  const now = deps.clock.now();
  return people
    .filter(({ helper }) => helper.status !== "left")
    .map((person) => ({ person, load: loads.get(person.id) ?? emptyLoad({ personId: person.id, stationId }, now) }));
}

/** The `k` best helpers for a need right now, best first, each with its reasons (R4); empty when all gates hold everybody back. */
export async function findCandidates(deps: MatchDeps, need: Need, k: number): Promise<Candidate[]> {
  return rankCandidates(await loadHelpers(deps, need.stationId), need, contextOf(deps), k);
}

/** Why `findCandidates` finds nobody, counted for a coordinator. */
export async function explainNone(deps: MatchDeps, need: Need): Promise<WhyNone> {
  return whyNone(await loadHelpers(deps, need.stationId), need, contextOf(deps));
}

export function contextOf({ clock, settings }: Pick<MatchDeps, "clock" | "settings">): MatchContext {
  return { now: clock.now(), settings };
}
