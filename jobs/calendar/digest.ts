import { civilDate } from "../../src/platform/index.ts";
import { digestOf } from "../../src/report/index.ts";
import { isWorkingDay } from "../../src/station/index.ts";
import type { CalendarJob } from "./slots.ts";
import { tellCoordinators } from "./tell.ts";

/** The coordinators' list at the beginning of a working day, moved days (调休) included (R19). */
export const digest: CalendarJob = {
  name: "digest",
  minuteOf: ({ reminders }) => reminders.digestAt,
  isWorthDoingLate: false,
  run: async (deps, slotAt) => {
    if (!isWorkingDay(slotAt)) return;
    await tellCoordinators(deps, `digest.${deps.station.id}.${civilDate(slotAt)}`, "desk.digest", {
      ...(await digestOf(deps, deps.station)),
    });
  },
};
