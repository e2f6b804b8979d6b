import type { AppDeps } from "../src/app.ts";
import { type Actor, changeRequest, type Move, plannedMinutes, type ServiceRequest, type Timer, timersOf } from "../src/request/index.ts";

/** Does what a timer stands for. It may run twice, also in two processes at once, and changes things once. */
export type TimerHandler = (deps: AppDeps, request: ServiceRequest, timer: Timer) => Promise<unknown>;

export const timerActor: Actor = { role: "timer" };

/** What a reminder changes and whom it tells, decided on the request as it stands when it is written. */
export type Effect = Pick<Move, "change" | "tell" | "done">;

/** The timers of a request as it stands, in the order in which they are due. */
export function allTimers(deps: AppDeps, request: ServiceRequest): Timer[] {
  const minutes = plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode));
  return timersOf(request, deps.settings(request.stationId), minutes).toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** Marks a timer as done and tells who is to be told, in one write; nothing when somebody else was faster or it is no longer due. */
export async function remind(
  deps: AppDeps,
  requestId: string,
  timer: Timer,
  effect: (current: ServiceRequest, now: Date) => Effect = () => ({}),
): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (current, now) => {
    const isDue = allTimers(deps, current).some(({ mark, at }) => mark === timer.mark && at <= now);
    if (!isDue) return null;
    const event = current.status === "escalated" ? "page" : "remind";
    return { event, by: timerActor, reason: timer.name, done: [timer.mark], ...effect(current, now) };
  });
}

/** A handler that only tells: the kinds go to their usual audience. */
export function tells(...kinds: NonNullable<Move["tell"]>[number]["kind"][]): TimerHandler {
  return (deps, request, timer) => remind(deps, request.id, timer, () => ({ tell: kinds.map((kind) => ({ kind })) }));
}
