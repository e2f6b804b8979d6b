import type { WorldClock } from "./world-clock.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const beijingMs = 8 * 60 * minuteMs;

/** How often a call may be made: by whom it is counted is the caller's word, mostly the app. */
export const documentedLimits = {
  loginPerMinute: 100,
  tokenPerDay: 2_000,
  stableTokenPerMinute: 10_000,
  stableTokenPerDay: 500_000,
  forcedTokenPerDay: 20,
  textPerMinute: 4_000,
  textPerDay: 2_000_000,
  customPerDay: 500_000,
  subscribePerDay: 10_000_000,
} as const;
export type Limit = keyof typeof documentedLimits;

export interface Limits {
  /** Counts one call; true when it is one too many in this minute or day. Days begin at midnight in Beijing. */
  isOver(limit: Limit, who?: string): boolean;
  set(changed: Readonly<Partial<Record<Limit, number>>>): void;
}

export function openLimits(clock: WorldClock): Limits {
  const most: Record<Limit, number> = { ...documentedLimits };
  const counted = new Map<string, { readonly window: number; readonly calls: number }>();
  return {
    isOver: (limit, who = "") => {
      const window = Math.floor((clock.now() + beijingMs) / (limit.endsWith("PerDay") ? dayMs : minuteMs));
      const key = `${limit} ${who}`;
      const before = counted.get(key);
      const calls = before?.window === window ? before.calls + 1 : 1;
      counted.set(key, { window, calls });
      return calls > most[limit];
    },
    set: (changed) => void Object.assign(most, changed),
  };
}
