import { dayMs } from "../../src/platform/index.ts";
import { findCancelledInSeries, openNextInSeries } from "../../src/request/index.ts";
import type { CalendarJob } from "./slots.ts";

const lookBackMs = 7 * dayMs;

/** A recurrence cancelled once goes on at its next time: the timer that would do it rests with the cancelled request. */
export const cancelledSeries: CalendarJob = {
  name: "cancelled-series",
  minuteOf: ({ quietHours }) => quietHours.to,
  isWorthDoingLate: true,
  run: async (deps) => {
    const now = deps.clock.now();
    for (const request of await findCancelledInSeries(deps, new Date(now.getTime() - lookBackMs), now))
      await openNextInSeries(deps, request);
  },
};
