import type { AppDeps } from "../../src/app.ts";
import { entriesOf, expirePoints, pointLots } from "../../src/ledger/index.ts";
import { civilDate, dayMs } from "../../src/platform/index.ts";
import { findHelpers, type HelperPerson } from "../../src/station/index.ts";
import type { CalendarJob } from "./slots.ts";
import { type Telling, tell } from "./tell.ts";

/** Points end 24 months after they were earned, and their owner hears of it before (R6). */
export const points: CalendarJob = {
  name: "points",
  minuteOf: ({ reminders }) => reminders.digestAt,
  isWorthDoingLate: true,
  run: async (deps) => {
    for (const helper of await findHelpers(deps, deps.station.id)) {
      await expirePoints(deps, { stationId: helper.stationId, personId: helper.id }, deps.settings(helper.stationId));
      await tell(deps, await warnings(deps, helper));
    }
  },
};

async function warnings(deps: AppDeps, { id, stationId }: HelperPerson): Promise<Telling[]> {
  const settings = deps.settings(stationId);
  const until = deps.clock.now().getTime() + settings.points.expiryNoticeDays * dayMs;
  const byDay = new Map<string, number>();
  for (const lot of pointLots(await entriesOf(deps, id), settings)) {
    if (lot.expiresAt.getTime() <= until) byDay.set(civilDate(lot.expiresAt), (byDay.get(civilDate(lot.expiresAt)) ?? 0) + lot.points);
  }
  return [...byDay].map(([day, ending]) => ({
    id: `points.${id}.${day}`,
    kind: "helper.expiring" as const,
    to: id,
    data: { points: ending, until: day },
  }));
}
