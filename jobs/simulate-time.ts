import { setTimeout as wait } from "node:timers/promises";
import type { AppDeps } from "../src/app.ts";
import { findDueNotices, nextNoticeAt } from "../src/outbox/index.ts";
import { minuteMs } from "../src/platform/index.ts";
import { findDue, findUnrelayed, nextDueOf } from "../src/request/index.ts";
import { nextCalendarAt } from "./calendar/index.ts";
import { tick } from "./tick.ts";

/** As long as this much real time has passed, time goes from one due moment to the next; then in wider steps, so that a day takes seconds. */
const exactMs = 8_000;
const wideSteps = 12;
/** After something stuck in the past, time goes on by this much. */
const blindMs = 5 * minuteMs;
const idleWithinMs = 3_000;
const pollMs = 15;

/**
 * Moves the simulator's clock forward by `ms`, stopping where something is due: a reminder, a notice, a calendar job. At each stop
 * the tick runs here and everything it causes is waited for, so that people see what they would have seen.
 * @throws Error where the clock is the real one
 */
export async function advanceTime(deps: AppDeps, ms: number): Promise<void> {
  const { movableClock } = deps;
  if (!movableClock) throw new Error("this clock cannot be moved");
  const target = deps.clock.now().getTime() + ms;
  const startedAt = performance.now();
  let isBotAway = false;
  for (let stop = 0; ; stop++) {
    const now = deps.clock.now().getTime();
    if (now >= target) break;
    const isExact = performance.now() - startedAt < exactMs;
    const next = Math.max(await nextStop(deps, now), isExact ? 0 : now + ms / wideSteps);
    await movableClock.advance(Math.max(Math.min(next, target) - now, 0) + 1);
    isBotAway = !(await settle(deps, `sim${target}-${stop}`, isBotAway));
  }
}

/** What the simulator's interface is handed in place of the bare clock. */
export function openSimulator(deps: AppDeps): { now(): Date; advance(ms: number): Promise<void> } {
  return { now: () => deps.clock.now(), advance: (ms) => advanceTime(deps, ms) };
}

/** The next moment after `now` at which something is due. */
async function nextStop(deps: AppDeps, now: number): Promise<number> {
  const due = [await nextDueOf(deps), await nextNoticeAt(deps)].map((at) => at?.getTime() ?? Number.POSITIVE_INFINITY);
  const later = due.map((at) => (at > now ? at : now + blindMs));
  return Math.min(...later, nextCalendarAt(deps).getTime());
}

/** Ticks until nothing is due; answers whether notices were delivered: nobody does while the bot's role is not running. */
async function settle(deps: AppDeps, slot: string, isBotAway: boolean): Promise<boolean> {
  const startedAt = performance.now();
  let isDelivered = true;
  await tick(deps, slot, { isQueued: false });
  for (let round = 1; performance.now() - startedAt < idleWithinMs; round++) {
    const [due, unrelayed, notices] = await Promise.all([
      findDue(deps, 1),
      findUnrelayed(deps, deps.clock.now(), 1),
      findDueNotices(deps, 1),
    ]);
    isDelivered = notices.length === 0;
    if (due.length === 0 && unrelayed.length === 0 && (isDelivered || isBotAway)) return isDelivered;
    if (due.length > 0) await tick(deps, `${slot}-${round}`, { isQueued: false });
    else await wait(pollMs);
  }
  return isDelivered;
}
