/** Time and queue in: ticks, and workers for what they find due. */
import type { AppDeps } from "../src/app.ts";
import { openRoster } from "./roster.ts";
import { startTicks } from "./ticks.ts";
import { startWorkers } from "./worker.ts";

export { advanceTime, openSimulator } from "./simulate-time.ts";
export { tick } from "./tick.ts";

export interface RunningJobs {
  stop(): Promise<void>;
}

/** Starts the jobs role. Several processes of it share the work; each thing that is due is done once. */
export async function start(deps: AppDeps): Promise<RunningJobs> {
  const followed = await openRoster(deps);
  const withRoster = { ...deps, ...(followed.roster && { roster: followed.roster }) };
  const ticks = startTicks(withRoster);
  const workers = startWorkers(withRoster, ticks);
  return {
    stop: async () => {
      await ticks.stop();
      await workers.stop();
      followed.stop();
    },
  };
}
