import type { Platform } from "../../src/platform/index.ts";

/** What moves the virtual clock, with everything that falls due on the way. */
export interface Simulator {
  now(): Date;
  /** Resolves when time is `ms` later. */
  advance(ms: number): Promise<void>;
}

/** A simulator that only sets the clock; whoever ticks by it catches up at the next tick. */
export function clockSimulator({ clock, movableClock }: Pick<Platform, "clock" | "movableClock">): Simulator {
  return {
    now: () => clock.now(),
    async advance(ms) {
      if (!movableClock) throw new Error("this clock cannot be moved");
      await movableClock.advance(ms);
    },
  };
}
