import type { Clock } from "../../../src/platform/index.ts";

/** The stand-in's own time: that of `base` and what was added to it, so that tokens and codes expire on request. */
export interface WorldClock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(ms: number): void;
}

export function openWorldClock(base: Clock): WorldClock {
  let ahead = 0;
  return {
    now: () => base.now().getTime() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}
