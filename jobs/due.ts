import type { AppDeps } from "../src/app.ts";
import { isDomainError } from "../src/platform/index.ts";
import { changeRequest, findRequest, type ServiceRequest, type Timer } from "../src/request/index.ts";
import { allTimers, remind, timerActor } from "./timer-handler.ts";
import { timerHandlers } from "./timers/index.ts";

/** A request can pass through a few states in one go after downtime; more than this is a mistake in a rule. */
const maxSteps = 40;

/**
 * Does everything a request has to do by now, in the order it was due, each on the truth of its moment. What is stale is only
 * marked. Safe to repeat and to run in two processes at once: every step is a compare-and-set of its own.
 * @throws request.unknown, and what the stores throw: the tick comes again
 */
export async function runDue(deps: AppDeps, requestId: string): Promise<void> {
  for (let step = 0; step < maxSteps; step++) {
    const request = await findRequest(deps, requestId);
    const now = deps.clock.now();
    const [timer] = allTimers(deps, request).filter(({ at }) => at <= now);
    if (!timer) return recount(deps, request, now);
    if (timer.staleAt && now >= timer.staleAt) await remind(deps, requestId, timer);
    else await fire(deps, request, timer, now);
  }
  deps.log.error({ requestId }, "a request stays due");
}

async function fire(deps: AppDeps, request: ServiceRequest, timer: Timer, now: Date): Promise<void> {
  observe(deps, timer, now);
  try {
    await timerHandlers[timer.name](deps, request, timer);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    deps.log.warn({ requestId: request.id, timer: timer.name, code: error.code }, "a timer was refused");
  }
  // Refused, or nothing to do: without a mark it would be due for ever.
  const { version } = await findRequest(deps, request.id);
  if (version === request.version) await remind(deps, request.id, timer);
}

/** Settings were changed meanwhile: the next moment is written anew. */
async function recount(deps: AppDeps, { id, version, nextDueAt }: ServiceRequest, now: Date): Promise<void> {
  if (nextDueAt === null || nextDueAt > now) return;
  await changeRequest(deps, id, (current) => {
    if (current.version !== version) return null;
    return { event: current.status === "escalated" ? "page" : "remind", by: timerActor, reason: "settings" };
  });
}

function observe({ metrics }: AppDeps, { name, at }: Timer, now: Date): void {
  metrics.counter("yimi_jobs_timers_total", "Timers of requests that fired", ["name"]).inc({ name });
  metrics
    .histogram("yimi_jobs_due_lag_seconds", "From the moment a timer was due until it fired", [], [1, 5, 15, 60, 300, 1800, 7200])
    .observe(Math.max(0, (now.getTime() - at.getTime()) / 1000));
}
