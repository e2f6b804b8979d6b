import cron from "node-cron";
import type { AppDeps } from "../src/app.ts";
import { systemClock } from "../src/platform/index.ts";
import { openReconciler } from "./reconcile.ts";
import { tick } from "./tick.ts";

const everyTenSeconds = "*/10 * * * * *";
const slotMs = 10_000;
/** Ticks from one comparison of helpers' bookings with the requests to the next: five minutes. */
const reconcileEvery = 30;

export interface Ticks {
  /** Runs the tick of a slot now, unless one is running in this process. */
  run(slot: string, isQueued: boolean): Promise<void>;
  /** Lets a running tick end. */
  stop(): Promise<void>;
}

/**
 * The beat of the jobs: every ten seconds of real time one job in the queue `ticks`, named by its slot, so that of several processes
 * one ticks. While Redis is away each process ticks by itself: all of it may run twice. One tick runs at once, to catch up after downtime.
 */
export function startTicks(deps: AppDeps): Ticks {
  let running: Promise<void> | undefined;
  const run = (slot: string, isQueued: boolean): Promise<void> => {
    running ??= tick(deps, slot, { isQueued })
      .catch((error: unknown) => deps.log.error({ err: error }, "a tick failed; the next one does its work"))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const reconcile = openReconciler(deps);
  const beat = async (): Promise<void> => {
    const number = Math.floor(systemClock.now().getTime() / slotMs);
    const slot = `t${number}`;
    if (!(await deps.queues.add("ticks", slot, { slot }))) await run(slot, false);
    if (number % reconcileEvery === 0) await reconcile().catch((error: unknown) => deps.log.error({ err: error }, "reconciling failed"));
  };
  const task = cron.schedule(everyTenSeconds, beat, { name: "tick", logger: quiet(deps) });
  void beat();
  return {
    run,
    stop: async () => {
      await task.destroy();
      await running;
    },
  };
}

function quiet({ log }: AppDeps) {
  return {
    info: (message: string) => log.debug(message),
    warn: (message: string) => log.debug(message),
    error: (message: string | Error) => log.warn({ err: message }, "cron"),
    debug: () => undefined,
  };
}
