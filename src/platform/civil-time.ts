/** Station time: civil fields at +08:00, whatever the time zone of the process. China has had no summer time since 1991. */
const offsetMs = 8 * 3_600_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

export interface CivilTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 1 = Monday … 7 = Sunday */
  readonly weekday: number;
}

export function civil(at: Date): CivilTime {
  const shifted = new Date(at.getTime() + offsetMs);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    weekday: ((shifted.getUTCDay() + 6) % 7) + 1,
  };
}

/** The instant of these civil fields; fields past their range roll over (day 32, hour 24) as in `Date.UTC`. */
export function instant(year: number, month: number, day: number, hour = 0, minute = 0): Date {
  return new Date(Date.UTC(year, month - 1, day, hour, minute) - offsetMs);
}

/** 0:00 of the day `at` falls in, `days` later. */
export function startOfDay(at: Date, days = 0): Date {
  const { year, month, day } = civil(at);
  return instant(year, month, day + days);
}

/** Minutes after midnight. */
export function minuteOfDay(at: Date): number {
  const { hour, minute } = civil(at);
  return hour * 60 + minute;
}

/** `YYYY-MM-DD` of the civil day. */
export function civilDate(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10);
}

export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * minuteMs);
}
