import type { AppDeps } from "../src/app.ts";
import { findDueNotices } from "../src/outbox/index.ts";
import { findDue, findUnrelayed, relayNow } from "../src/request/index.ts";
import { runCalendar } from "./calendar/index.ts";
import { runDue } from "./due.ts";

/** How many of each a tick takes; the rest waits for the next one. */
const batch = 500;
/** What is younger is on its way with whoever wrote it. */
const relayAfterMs = 5_000;

export interface TickOptions {
  /** Work with requests goes to the queue, for all processes; false: here and now. */
  readonly isQueued: boolean;
}

/**
 * Looks at what is due and not yet done, however it came to be so: notices not passed on, requests with a timer, notices whose hint
 * was lost, calendar jobs. Safe to repeat and to overlap. `slot` names the tick, so that of two processes one adds its work.
 */
export async function tick(deps: AppDeps, slot: string, { isQueued }: TickOptions): Promise<void> {
  deps.metrics.counter("yimi_jobs_ticks_total", "Ticks of the clock that ran").inc();
  await relayForgotten(deps);
  await runDueRequests(deps, slot, isQueued);
  await runCalendar(deps);
  await hintNotices(deps, slot);
}

async function relayForgotten(deps: AppDeps): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - relayAfterMs);
  for (const request of await findUnrelayed(deps, before, batch)) {
    await attempt(deps, request.id, () => relayNow(deps, request));
  }
}

async function runDueRequests(deps: AppDeps, slot: string, isQueued: boolean): Promise<void> {
  for (const { id, version } of await findDue(deps, batch)) {
    const isTaken = isQueued && (await deps.queues.add("requests", `${id}-v${version}-${slot}`, { requestId: id }));
    if (!isTaken) await attempt(deps, id, () => runDue(deps, id));
  }
}

/** Notices wait for the end of quiet hours, for another try, or their hint went with a Redis that was emptied. */
async function hintNotices(deps: AppDeps, slot: string): Promise<void> {
  for (const { id } of await findDueNotices(deps, batch)) await deps.queues.add("notices", `${id}-${slot}`, { noticeId: id });
}

/** One request that fails does not hold up the others. */
async function attempt(deps: AppDeps, requestId: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    deps.log.error({ err: error, requestId }, "work on a request failed; the next tick tries again");
  }
}
