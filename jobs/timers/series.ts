import { openNextInSeries } from "../../src/request/index.ts";
import { remind, type TimerHandler } from "../timer-handler.ts";

/** A recurrence goes on: the next one is there before this one is marked, so that a crash in between loses none. */
export const series = {
  "series.next": async (deps, request, timer) => {
    await openNextInSeries(deps, request);
    return remind(deps, request.id, timer);
  },
} satisfies Record<string, TimerHandler>;
