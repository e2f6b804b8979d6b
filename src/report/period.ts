import { civilDate, instant } from "../platform/index.ts";

/** Civil days of the station, `YYYY-MM-DD`, the first and the last both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The instants a period runs between, at station time: from 0:00 of the first day to before 0:00 of the day after the last. */
export function instantsOf({ from, to }: Period): { readonly $gte: Date; readonly $lt: Date } {
  return { $gte: startOf(from), $lt: startOf(to, 1) };
}

/** The part of `period` that lies in a year, month or day: `2026`, `2026-11`, `2026-11-24`. */
export function partOf(period: Period, part: string): Period {
  const [year = 0, month, day] = part.split("-").map(Number);
  const first = instant(year, month ?? 1, day ?? 1);
  const after =
    day !== undefined ? instant(year, month ?? 1, day + 1) : month !== undefined ? instant(year, month + 1, 1) : instant(year + 1, 1, 1);
  const [from, to] = [civilDate(first), civilDate(new Date(after.getTime() - 1))];
  return { from: from > period.from ? from : period.from, to: to < period.to ? to : period.to };
}

function startOf(day: string, later = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return instant(year, month, date + later);
}
