import { civil, dayMs, hourMs, instant, startOfDay } from "../platform/index.ts";

/** The part of RFC 5545 a station needs: 每天, 每两周的周二和周四, 每月15号, 每月最后一个周五. */
interface Rule {
  readonly freq: "DAILY" | "WEEKLY" | "MONTHLY";
  readonly interval: number;
  /** `nth` 2 is the second of the month, -1 the last; 0 every one. */
  readonly byDay: readonly { readonly weekday: number; readonly nth: number }[];
  /** 1–31, or from the end of the month: -1 is its last day. */
  readonly byMonthDay: readonly number[];
  readonly count: number | null;
  readonly until: Date | null;
}

const weekdays: readonly string[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** Five years: a rule that names no day in them (BYMONTHDAY=31 every February) has none. */
const searchedDays = 5 * 366;

/**
 * The next time of a recurrence after one of its own times, at the same hour of the station's day; null when the rule ends or is
 * none a station keeps. INTERVAL and COUNT are counted from `after` as the first.
 */
export function nextOccurrence(rrule: string, after: Date): Date | null {
  const rule = readRule(rrule);
  if (rule === null || (rule.count !== null && rule.count <= 1)) return null;
  const midnight = startOfDay(after);
  const timeOfDay = after.getTime() - midnight.getTime();
  for (let days = 1; days <= searchedDays; days++) {
    const day = startOfDay(midnight, days);
    if (!isOn(rule, midnight, day)) continue;
    const next = new Date(day.getTime() + timeOfDay);
    return rule.until !== null && next > rule.until ? null : next;
  }
  return null;
}

/** The rule as seen from its second time on: what the next request carries. */
export function ruleAfterOne(rrule: string): string {
  return rrule.replace(/COUNT=(\d+)/i, (_, count: string) => `COUNT=${Math.max(Number(count) - 1, 0)}`);
}

function readRule(rrule: string): Rule | null {
  const parts = new Map<string, string>();
  for (const part of rrule
    .replace(/^RRULE:/i, "")
    .toUpperCase()
    .split(";")) {
    const [name = "", value = ""] = part.split("=");
    parts.set(name, value);
  }
  const freq = parts.get("FREQ");
  if (freq !== "DAILY" && freq !== "WEEKLY" && freq !== "MONTHLY") return null;
  const interval = Number(parts.get("INTERVAL") ?? 1);
  if (!Number.isInteger(interval) || interval < 1) return null;
  const count = parts.get("COUNT");
  const byDay = listOf(parts.get("BYDAY")).flatMap((word) => {
    const [, nth = "", name = ""] = /^([+-]?\d)?([A-Z]{2})$/.exec(word) ?? [];
    return weekdays.includes(name) ? [{ weekday: weekdays.indexOf(name) + 1, nth: Number(nth) }] : [];
  });
  const byMonthDay = listOf(parts.get("BYMONTHDAY")).map(Number).filter(Number.isInteger);
  return { freq, interval, byDay, byMonthDay, count: count === undefined ? null : Number(count), until: readUntil(parts.get("UNTIL")) };
}

const listOf = (value: string | undefined) => (value === undefined || value === "" ? [] : value.split(","));

/** `20261231` is the whole day at the station; with a time it is an instant. */
function readUntil(value: string | undefined): Date | null {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}Z?)?$/.exec(value ?? "") ?? [];
  if (year === undefined) return null;
  if (hour === undefined) return new Date(instant(Number(year), Number(month), Number(day) + 1).getTime() - 1);
  const local = instant(Number(year), Number(month), Number(day), Number(hour), Number(minute));
  return value?.endsWith("Z") ? new Date(local.getTime() + 8 * hourMs) : local;
}

function isOn(rule: Rule, first: Date, day: Date): boolean {
  const { freq, interval, byDay, byMonthDay } = rule;
  const [from, at] = [civil(first), civil(day)];
  const isWeekday = byDay.length === 0 || byDay.some(({ weekday, nth }) => weekday === at.weekday && isNth(day, nth));
  const isMonthDay = byMonthDay.length === 0 || byMonthDay.includes(at.day) || byMonthDay.includes(at.day - 1 - daysIn(day));
  if (!isWeekday || !isMonthDay) return false;
  if (freq === "DAILY") return daysBetween(first, day) % interval === 0;
  if (freq === "WEEKLY") {
    const weeks = (daysBetween(first, day) + from.weekday - at.weekday) / 7;
    return weeks % interval === 0 && (byDay.length > 0 || at.weekday === from.weekday);
  }
  const months = (at.year - from.year) * 12 + at.month - from.month;
  return months % interval === 0 && (byDay.length > 0 || byMonthDay.length > 0 || at.day === from.day);
}

function isNth(day: Date, nth: number): boolean {
  if (nth === 0) return true;
  const { day: date } = civil(day);
  return nth > 0 ? Math.ceil(date / 7) === nth : Math.ceil((daysIn(day) - date + 1) / 7) === -nth;
}

function daysIn(day: Date): number {
  const { year, month } = civil(day);
  return civil(instant(year, month + 1, 0)).day;
}

const daysBetween = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / dayMs);
