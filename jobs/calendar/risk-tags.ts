import { civil, civilDate, startOfDay } from "../../src/platform/index.ts";
import { listByRole } from "../../src/station/index.ts";
import { dayWords } from "./papers.ts";
import type { CalendarJob } from "./slots.ts";
import { tellCoordinators } from "./tell.ts";

/** A risk tag is looked at again by its review date (R15); the desk hears in the week in which it is. Once a week, on Monday. */
export const riskTags: CalendarJob = {
  name: "risk-tags",
  minuteOf: ({ reminders }) => reminders.digestAt,
  isWorthDoingLate: true,
  run: async (deps, slotAt) => {
    if (civil(slotAt).weekday !== 1) return;
    const until = startOfDay(slotAt, 7);
    const residents = await listByRole(deps, deps.station.id, "resident");
    const people = residents.flatMap(({ calledAs, tags }) =>
      tags
        .filter(({ reviewBy }) => reviewBy < until)
        .map(({ reviewBy }) => ({ name: calledAs, what: "关爱标签要复核", until: dayWords(reviewBy) })),
    );
    if (people.length > 0) await tellCoordinators(deps, `risk-tags.${deps.station.id}.${civilDate(slotAt)}`, "desk.expiring", { people });
  },
};
