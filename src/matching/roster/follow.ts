import { findHelpers, type StationSettings } from "../../station/index.ts";
import { findStationLoads, type LoadDeps } from "../loads.ts";
import { findHelpersById, loadHelpers } from "../stored-helpers.ts";
import { makeRoster, type Roster } from "./roster.ts";

export interface FollowDeps extends LoadDeps {
  readonly settings: (stationId: string) => StationSettings;
}

/** A roster kept in step with the store. */
export interface FollowedRoster {
  readonly roster: Roster;
  /** Reads what changed since the last time; to be called every few seconds. Answers how many helpers that were. */
  refresh(): Promise<number>;
  /** Reads these helpers now: what a message from another process about them is good for. */
  hint(personIds: readonly string[]): Promise<void>;
  /** How long ago the store was last read; what happened since may be missing. */
  ageMs(): number;
}

export type RosterProgress = (done: { readonly stations: number; readonly ofStations: number; readonly helpers: number }) => void;

/** Clocks of several processes differ a little: what changed this long before the last look is read again. */
const overlapMs = 5_000;

/**
 * Loads the helpers of these stations into a roster and answers how to keep it in step. The store stays the truth: a roster that
 * lags may propose somebody who is no longer free, and their accept is refused.
 */
export async function followRoster(deps: FollowDeps, stationIds: readonly string[], progress?: RosterProgress): Promise<FollowedRoster> {
  const roster = makeRoster();
  let readAt = deps.clock.now();
  for (const [done, stationId] of stationIds.entries()) {
    const settings = deps.settings(stationId);
    for (const helper of await loadHelpers(deps, stationId)) roster.put(helper, settings);
    progress?.({ stations: done + 1, ofStations: stationIds.length, helpers: roster.size });
  }
  roster.pack();

  const hint = async (personIds: readonly string[]): Promise<void> => {
    for (const helper of await findHelpersById(deps, personIds)) roster.put(helper, deps.settings(helper.person.stationId));
  };

  const refresh = async (): Promise<number> => {
    const now = deps.clock.now();
    const changedSince = new Date(readAt.getTime() - overlapMs);
    const changed = await Promise.all(stationIds.map((stationId) => changedIds(deps, stationId, changedSince)));
    const ids = [...new Set(changed.flat())];
    await hint(ids);
    readAt = now;
    return ids.length;
  };

  return { roster, hint, refresh, ageMs: () => deps.clock.now().getTime() - readAt.getTime() };
}

async function changedIds(deps: FollowDeps, stationId: string, changedSince: Date): Promise<string[]> {
  const [people, loads] = await Promise.all([
    findHelpers(deps, stationId, { changedSince }),
    findStationLoads(deps, stationId, changedSince),
  ]);
  return [...people.map(({ id }) => id), ...loads.keys()];
}
