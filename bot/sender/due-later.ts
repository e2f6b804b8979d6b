import { findPendingFor } from "../../src/outbox/index.ts";
import { findOpenOf, findTasksOf, plannedMinutes, type ServiceRequest, type TimerName, timersOf } from "../../src/request/index.ts";
import type { BotDeps } from "../turn.ts";

/** Timers a resident is reminded by, and those of a helper. */
const residents: ReadonlySet<TimerName> = new Set<TimerName>(["accepted.resident_evening", "accepted.resident_hour"]);
const helpers: ReadonlySet<TimerName> = new Set<TimerName>(["accepted.day_before", "accepted.two_hours"]);

/** The moments at which this person will be told something, as far as it is known now, the earliest first. */
export async function dueLater(deps: BotDeps, personId: string): Promise<Date[]> {
  const [own, tasks, pending] = await Promise.all([
    findOpenOf(deps, personId),
    findTasksOf(deps, personId),
    findPendingFor(deps, personId),
  ]);
  const now = deps.clock.now();
  const asked = own.filter(({ requesterId }) => requesterId === personId);
  const reminders = [
    ...asked.flatMap((request) => timersFor(deps, request, ({ name }) => residents.has(name))),
    ...tasks.flatMap((request) => timersFor(deps, request, (timer) => helpers.has(timer.name) && timer.personId === personId)),
  ];
  const waiting = pending.filter(({ kind, waitsUntil }) => kind !== "chat.renew" && waitsUntil === undefined).map(({ sendAt }) => sendAt);
  return [...reminders, ...waiting].filter((at) => at > now).sort((a, b) => a.getTime() - b.getTime());
}

function timersFor(deps: BotDeps, request: ServiceRequest, concerns: (timer: ReturnType<typeof timersOf>[number]) => boolean): Date[] {
  const item = request.itemCode ? deps.catalog.item(request.itemCode) : null;
  return timersOf(request, deps.settings(request.stationId), plannedMinutes(item))
    .filter(concerns)
    .map(({ at }) => at);
}
