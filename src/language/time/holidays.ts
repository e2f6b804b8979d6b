import chineseDays from "chinese-days";
import { ymd } from "./days.ts";

function iso(day: number): string {
  const { year, month, day: date } = ymd(day);
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

const covered = new Map<number, boolean>();

/** chinese-days answers for any year, also for those it has no official table of; a covered year has its national holiday off. */
function hasTable(year: number): boolean {
  let is = covered.get(year);
  if (is === undefined) {
    is = chineseDays.getHolidaysInRange(`${year}-10-01`, `${year}-10-03`, false).length === 3;
    covered.set(year, is);
  }
  return is;
}

/** Whether offices work on a day, 调休 included. Undefined for years without an official table. */
export function isOfficeDay(day: number): boolean | undefined {
  const { year } = ymd(day);
  if (!hasTable(year)) return undefined;
  return chineseDays.isWorkday(iso(day));
}

/** First and last day off around a statutory holiday, or undefined when no table covers it. */
export function daysOffAround(day: number): { readonly first: number; readonly last: number } | undefined {
  const { year } = ymd(day);
  if (!hasTable(year)) return undefined;
  if (chineseDays.getHolidaysInRange(iso(day - 1), iso(day + 1), false).length === 0) return undefined;
  let first = day;
  while (day - first < 12 && isOfficeDay(first - 1) === false) first -= 1;
  let last = day;
  while (last - day < 12 && isOfficeDay(last + 1) === false) last += 1;
  return { first, last };
}
