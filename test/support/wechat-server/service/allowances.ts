import type { WorldClock } from "../world-clock.ts";

const hourMs = 60 * 60_000;

interface Allowance {
  readonly endsAt: number;
  left: number;
}

/** What may still be written to one person: after a message of theirs five within 48 hours, after entering the session two within a minute. */
export interface Allowances {
  afterMessage(openid: string): void;
  afterEntering(openid: string): void;
  /** Uses one up; otherwise why not: 45015 when no time is running, 45047 when all were used. */
  take(openid: string): 45015 | 45047 | undefined;
  left(openid: string): { readonly messages: number; readonly endsAt: Date | undefined };
}

export function openAllowances(clock: WorldClock): Allowances {
  const entered = new Map<string, Allowance>();
  const written = new Map<string, Allowance>();
  /** What ends first is used first. */
  const running = (openid: string): Allowance[] =>
    [entered.get(openid), written.get(openid)].filter((one): one is Allowance => one !== undefined && clock.now() <= one.endsAt);
  return {
    afterMessage: (openid) => void written.set(openid, { endsAt: clock.now() + 48 * hourMs, left: 5 }),
    afterEntering: (openid) => void entered.set(openid, { endsAt: clock.now() + hourMs / 60, left: 2 }),
    take: (openid) => {
      const open = running(openid);
      const one = open.find(({ left }) => left > 0);
      if (!one) return open.length > 0 ? 45047 : 45015;
      one.left -= 1;
      return undefined;
    },
    left: (openid) => {
      const open = running(openid);
      const ends = Math.max(...open.map(({ endsAt }) => endsAt));
      return { messages: open.reduce((sum, { left }) => sum + left, 0), endsAt: open.length > 0 ? new Date(ends) : undefined };
    },
  };
}
