import type { AppDeps } from "../../src/app.ts";
import { boundHelpers, contextOf, type GateCode, loadHelpers, mayAccept, needOf } from "../../src/matching/index.ts";
import { startOfDay } from "../../src/platform/index.ts";
import { changeRequest, findByStatus, type ServiceRequest, withFlag } from "../../src/request/index.ts";
import { timerActor } from "../timer-handler.ts";
import type { CalendarJob } from "./slots.ts";

/** What may have ended since the helper said yes. */
const looked: readonly GateCode[] = ["training", "insurance", "identity", "status"];
const mostTasks = 2_000;

/** The day before a task it is looked at again whether every helper's training and insurance hold on that day (R12). */
export const taskPapers: CalendarJob = {
  name: "task-papers",
  minuteOf: ({ reminders }) => reminders.digestAt,
  isWorthDoingLate: true,
  run: async (deps) => {
    for (const request of await tasksSoon(deps)) await checkTask(deps, request);
  },
};

async function tasksSoon(deps: AppDeps): Promise<ServiceRequest[]> {
  const now = deps.clock.now();
  const until = startOfDay(now, deps.settings(deps.station.id).expiry.checkDaysBefore + 1);
  const accepted = await findByStatus(deps, deps.station.id, ["accepted"], mostTasks);
  return accepted.filter(({ wish: { startAt } }) => startAt !== undefined && startAt > now && startAt < until);
}

async function checkTask(deps: AppDeps, request: ServiceRequest): Promise<void> {
  const settings = deps.settings(request.stationId);
  const [need, helpers] = await Promise.all([needOf(deps, request), loadHelpers(deps, request.stationId)]);
  const bound = boundHelpers(request);
  for (const helper of helpers.filter(({ person }) => bound.includes(person.id))) {
    const refusal = mayAccept(helper, need, contextOf({ clock: deps.clock, settings })).find(({ gate }) => looked.includes(gate));
    if (refusal) await warn(deps, request, helper.person.id, refusal.words);
  }
}

async function warn(deps: AppDeps, { id, wish }: ServiceRequest, personId: string, what: string): Promise<void> {
  const mark = `papers:${personId}:${wish.startAt?.getTime() ?? 0}`;
  await changeRequest(deps, id, (current) => {
    if (current.status !== "accepted" || current.done.includes(mark)) return null;
    return {
      event: "remind",
      by: timerActor,
      reason: "papers",
      done: [mark],
      change: { flags: withFlag(current, "at_risk") },
      tell: [{ kind: "desk.expiring", data: { personId, what } }],
    };
  });
}
