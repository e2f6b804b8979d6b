/** Civil days as whole numbers (days since 1970-01-01 at +08:00): adding and comparing them needs no Date and no time zone. */
export interface Ymd {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const dayMs = 86_400_000;
const offsetMs = 8 * 3_600_000;

export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / dayMs);
}

export function ymd(number: number): Ymd {
  const at = new Date(number * dayMs);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** 1 = Monday … 7 = Sunday */
export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

export function mondayOf(number: number): number {
  return number - weekdayOf(number) + 1;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function isRealDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The same day so many months on; the last of the month when that has no such day. */
export function addMonths(number: number, months: number): number {
  const { year, month, day } = ymd(number);
  const index = year * 12 + month - 1 + months;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  return dayNumber(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** The day of the first Monday of ISO week 1. */
export function isoYearStart(year: number): number {
  return mondayOf(dayNumber(year, 1, 4));
}

/** The `nth` such weekday of a month; counted from the end when `nth` is −1. Undefined when the month has no fifth one. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): number | undefined {
  const first = dayNumber(year, month, 1);
  const length = daysInMonth(year, month);
  const shift = (weekday - weekdayOf(first) + 7) % 7;
  const day = nth === -1 ? shift + 7 * Math.floor((length - 1 - shift) / 7) : shift + 7 * (nth - 1);
  return day < length ? first + day : undefined;
}

/** The instant of a civil day and seconds after its midnight. */
export function instantOf(number: number, seconds = 0): Date {
  return new Date(number * dayMs - offsetMs + seconds * 1000);
}

/** The civil day an instant falls in, and the seconds since its midnight. */
export function civilDay(at: Date): { readonly day: number; readonly seconds: number } {
  const shifted = at.getTime() + offsetMs;
  const day = Math.floor(shifted / dayMs);
  return { day, seconds: Math.floor((shifted - day * dayMs) / 1000) };
}
