import { minuteMs } from "../platform/index.ts";
import type { StationSettings } from "../station/index.ts";
import type { MatchContext } from "./gate.ts";
import { findBondedIds, type LoadDeps } from "./loads.ts";
import type { Need } from "./need.ts";
import { type Candidate, rankCandidates } from "./rank.ts";
import type { FollowedRoster } from "./roster/follow.ts";
import { rankFromRoster } from "./roster/rank-from-roster.ts";
import { findHelpersById, loadHelpers } from "./stored-helpers.ts";
import { type WhyNone, whyNone } from "./why-none.ts";

export { findHelpersById, loadHelpers };

export interface MatchDeps extends LoadDeps {
  readonly settings: StationSettings;
  /** All helpers in memory, where a process keeps them: a big town is then not read for every request. */
  readonly roster?: FollowedRoster;
}

/** A roster that has not followed the store for so long is left aside. */
const freshMs = 5 * minuteMs;

/** The `k` best helpers for a need right now, best first, each with its reasons (R4); empty when all gates hold everybody back. */
export async function findCandidates(deps: MatchDeps, need: Need, k: number): Promise<Candidate[]> {
  const ctx = contextOf(deps);
  if (deps.roster && deps.roster.ageMs() < freshMs) {
    const reader = {
      roster: deps.roster.roster,
      helpersById: (ids: readonly string[]) => findHelpersById(deps, ids),
      bondedIds: () => findBondedIds(deps, need),
    };
    return rankFromRoster(reader, need, ctx, k);
  }
  return rankCandidates(await loadHelpers(deps, need.stationId), need, ctx, k);
}

/** Why `findCandidates` finds nobody, counted for a coordinator. */
export async function explainNone(deps: MatchDeps, need: Need): Promise<WhyNone> {
  return whyNone(await loadHelpers(deps, need.stationId), need, contextOf(deps));
}

export function contextOf({ clock, settings }: Pick<MatchDeps, "clock" | "settings">): MatchContext {
  return { now: clock.now(), settings };
}
