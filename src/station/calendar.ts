import chineseDays from "chinese-days/dist/chinese-days.json" with { type: "json" };
import { addMinutes, civil, civilDate, dayMs, minuteMs, minuteOfDay, startOfDay } from "../platform/index.ts";
import type { StationSettings } from "./settings.ts";

type Hours = StationSettings["workingHours"];
type QuietSettings = Pick<StationSettings, "quietHours">;

const holidays: Readonly<Record<string, string>> = chineseDays.holidays;
const makeUpDays: Readonly<Record<string, string>> = chineseDays.workdays;
const coveredYears = new Set(Object.keys(holidays).map((date) => Number(date.slice(0, 4))));

/** True when the published holiday plan of that year is known; without it Saturday and Sunday are free and nothing else. */
export function isYearCovered(year: number): boolean {
  return coveredYears.has(year);
}

/**
 * True when the day of `at` is a working day, moved days (调休) included (R19).
 * Reads the tables of chinese-days (MIT) by date, because its functions depend on the time zone of the process
 * and answer for years it has no plan of.
 */
export function isWorkingDay(at: Date): boolean {
  const { year, weekday } = civil(at);
  const date = civilDate(at);
  if (isYearCovered(year)) {
    if (date in makeUpDays) return true;
    if (date in holidays) return false;
  }
  return weekday <= 5;
}

/** True while the desk is open: a working day, from `hours.from` up to `hours.to`. */
export function isWorkingTime(at: Date, hours: Hours): boolean {
  const minute = minuteOfDay(at);
  return isWorkingDay(at) && minute >= hours.from && minute < hours.to;
}

/** The moment by which `minutes` of open desk have passed since `from`; closed time does not count. */
export function addWorkingMinutes(from: Date, minutes: number, hours: Hours): Date {
  let left = minutes * minuteMs;
  for (let day = startOfDay(from); ; day = startOfDay(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const opensAt = Math.max(from.getTime(), addMinutes(day, hours.from).getTime());
    const open = addMinutes(day, hours.to).getTime() - opensAt;
    if (open < 0) continue;
    if (left <= open) return new Date(opensAt + left);
    left -= open;
  }
}

/** The same time of day, `days` working days later. */
export function addWorkingDays(from: Date, days: number): Date {
  let at = from;
  for (let left = days; left > 0; ) {
    at = new Date(at.getTime() + dayMs);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** True in the quiet hours (R2), which may run over midnight; `from` equal to `to` means there are none. */
export function isQuiet(at: Date, { quietHours: { from, to } }: QuietSettings): boolean {
  const minute = minuteOfDay(at);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** `at` itself, or the end of the quiet hours it falls in. */
export function nextLoudTime(at: Date, settings: QuietSettings): Date {
  if (!isQuiet(at, settings)) return at;
  const { to } = settings.quietHours;
  return addMinutes(startOfDay(at, minuteOfDay(at) < to ? 0 : 1), to);
}

/** The moment by which `minutes` outside the quiet hours have passed since `from` (R1: an offer's lifetime never counts them). */
export function addMinutesOutsideQuiet(from: Date, minutes: number, settings: QuietSettings): Date {
  let at = nextLoudTime(from, settings);
  for (let left = minutes * minuteMs; ; ) {
    const quietAt = nextQuietTime(at, settings);
    if (quietAt === null || left <= quietAt.getTime() - at.getTime()) return new Date(at.getTime() + left);
    left -= quietAt.getTime() - at.getTime();
    at = nextLoudTime(quietAt, settings);
  }
}

/** The next beginning of the quiet hours after a loud moment, or null when there are none. */
function nextQuietTime(at: Date, { quietHours: { from, to } }: QuietSettings): Date | null {
  if (from === to) return null;
  return addMinutes(startOfDay(at, minuteOfDay(at) < from ? 0 : 1), from);
}

/** Nine o'clock of the next working day that has not got that far yet. */
export function nextDeskMorning(now: Date): Date {
  let morning = addMinutes(startOfDay(now), 9 * 60);
  while (morning <= now || !isWorkingDay(morning)) morning = addMinutes(startOfDay(morning, 1), 9 * 60);
  return morning;
}
