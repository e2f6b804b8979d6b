import type { AppDeps } from "../src/app.ts";
import { type FollowedRoster, followRoster } from "../src/matching/index.ts";
import { countHelpers } from "../src/station/index.ts";

/** From so many helpers on, reading them all for each request takes longer than keeping them in memory. */
const worthFollowing = 2_000;
const refreshMs = 5_000;

export interface OpenRoster {
  /** Undefined for a small town: a plain scan is quick, and knows everything. */
  readonly roster: FollowedRoster | undefined;
  stop(): void;
}

/** Keeps the helpers of a big station in memory and in step with the store (src/matching, docs/matching.md). */
export async function openRoster(deps: AppDeps, from = worthFollowing): Promise<OpenRoster> {
  const stationId = deps.station.id;
  if ((await countHelpers(deps, stationId)) < from) return { roster: undefined, stop: () => undefined };
  const roster = await followRoster(deps, [stationId], ({ helpers }) => deps.log.info({ helpers }, "helpers are in memory"));
  const age = deps.metrics.gauge("yimi_roster_age_seconds", "How long ago the helpers in memory were read", [], (gauge) =>
    gauge.set(roster.ageMs() / 1000),
  );
  age.set(0);
  let isReading = false;
  const timer = setInterval(() => {
    if (isReading) return;
    isReading = true;
    roster
      .refresh()
      .catch((error: unknown) => deps.log.warn({ err: error }, "the helpers in memory grow old"))
      .finally(() => {
        isReading = false;
      });
  }, refreshMs).unref();
  return { roster, stop: () => clearInterval(timer) };
}
