import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "../log.ts";

/** A child process that has been started; `ready` resolves when it serves and rejects when it ends before. */
export interface Launched {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
}

export interface Kept {
  readonly name: string;
  launch(): Launched;
  /** Called when it ended instead of serving; true when something was done about it and it is worth trying again. */
  repair?(): boolean;
  /** Whether it answers. */
  probe(): Promise<boolean>;
}

/** A child process that is started again, with growing pauses, until it is stopped. */
export interface Keeper {
  readonly name: string;
  state(): { readonly state: "starting" | "up" | "down" | "stopped"; readonly pid: number | undefined; readonly restarts: number };
  stop(): Promise<void>;
}

const firstPauseMs = 250;
const longestPauseMs = 10_000;
const steadyMs = 30_000;
const probeEveryMs = 5000;
const missesAllowed = 6;
const stopLimitMs = 15_000;

/** Starts `kept` and keeps it alive. Rejects when the first start fails: nothing runs then. */
export async function keepAlive(kept: Kept, log: Log): Promise<Keeper> {
  let state: "starting" | "up" | "down" | "stopped" = "starting";
  let child: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve();
  let restarts = 0;
  let misses = 0;
  let pauseMs = firstPauseMs;
  const stopping = new AbortController();

  const start = async (): Promise<void> => {
    state = "starting";
    const { child: launched, ready } = kept.launch();
    child = launched;
    const bornAt = performance.now();
    gone = new Promise((resolve) => {
      launched.once("exit", () => resolve());
      launched.once("error", () => resolve());
    });
    try {
      await ready;
    } catch (error) {
      launched.kill("SIGKILL");
      await gone;
      if (!stopping.signal.aborted && kept.repair?.()) return start();
      throw error;
    }
    state = "up";
    misses = 0;
    void gone.then(() => onEnd(launched, performance.now() - bornAt));
  };

  const onEnd = async (ended: ChildProcess, livedMs: number): Promise<void> => {
    if (stopping.signal.aborted) return;
    state = "down";
    if (livedMs > steadyMs) pauseMs = firstPauseMs;
    log.warn({ store: kept.name, by: ended.signalCode ?? ended.exitCode, pauseMs }, "a store ended and is started again");
    for (let isUp = false; !isUp && !stopping.signal.aborted; ) {
      await wait(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      restarts++;
      isUp = await start().then(
        () => true,
        (error: unknown) => {
          state = "down";
          log.error({ err: error, store: kept.name, pauseMs }, "a store could not be started again");
          return false;
        },
      );
    }
  };

  /** A store that hangs is killed; its end starts it again. */
  const watch = async (): Promise<void> => {
    if (state !== "up") return;
    misses = (await kept.probe()) ? 0 : misses + 1;
    if (misses < missesAllowed) return;
    log.error({ store: kept.name }, "a store does not answer and is killed");
    misses = 0;
    child?.kill("SIGKILL");
  };

  await start();
  const watching = setInterval(() => void watch(), probeEveryMs).unref();
  return {
    name: kept.name,
    state: () => ({ state, pid: child?.pid, restarts }),
    stop: async () => {
      stopping.abort();
      clearInterval(watching);
      if (child && child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        const late = setTimeout(() => child?.kill("SIGKILL"), stopLimitMs);
        await gone;
        clearTimeout(late);
      }
      state = "stopped";
    },
  };
}
