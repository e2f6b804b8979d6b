import type { CalendarJob } from "./slots.ts";

/** What the station does by the calendar. */
export const calendarJobs: readonly CalendarJob[] = [];
