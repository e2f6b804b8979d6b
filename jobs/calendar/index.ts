import type { AppDeps } from "../../src/app.ts";
import { calendarJobs } from "./calendar-jobs.ts";
import { claimSlot, finishSlot, latestSlot, nextSlot } from "./slots.ts";

/** Runs the calendar jobs whose time has come, once for each slot whatever the number of processes. */
export async function runCalendar(deps: AppDeps): Promise<void> {
  for (const job of calendarJobs) {
    const slotAt = latestSlot(job.minuteOf(deps.settings(deps.station.id)), deps.clock.now());
    if (!(await claimSlot(deps, job, slotAt))) continue;
    try {
      await job.run(deps, slotAt);
      await finishSlot(deps, job, slotAt);
    } catch (error) {
      deps.log.error({ err: error, job: job.name }, "a calendar job failed; it is tried again");
    }
  }
}

/** When the next calendar job runs. */
export function nextCalendarAt(deps: AppDeps): Date {
  const now = deps.clock.now();
  const times = calendarJobs.map((job) => nextSlot(job.minuteOf(deps.settings(deps.station.id)), now).getTime());
  return new Date(Math.min(...times));
}
