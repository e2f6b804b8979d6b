import { dayNumber, isRealDay, ymd } from "./days.ts";
import { type Days, matchAt, type Reading } from "./reading.ts";

const full = /(\d{4}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{1,2})(?!\d(?!\d?:)|\.\d)/y;
const compact = /((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/y;
const dayMonthYear = /(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)/y;
const yearMonth = /(\d{4})([-/.])(0?[1-9]|1[0-2])(?![\d.\-/])/y;
const slash = /(\d{1,2})\/(\d{1,2})(?![\d/.])/y;
const dashed = /(0\d|1[0-2])-([0-3]\d)(?![\d:-])/y;
const dotted = /(\d{1,2})\.(\d{1,2})(?: ?[号日]|(?= ?(?:[上下中早晚凌傍头过]|周|星期|\d{1,2} ?[:点])))/y;

/** Dates written in figures: 2026-11-25, 11/25, 20261125, 25/11/2026, 11.25号. */
export function readNumericDate(reading: Reading, at: number): Days | undefined {
  const { text } = reading;
  const first = text.charCodeAt(at);
  if (first < 48 || first > 57) return undefined;
  const m = matchAt(full, text, at);
  if (m) return real(Number(m[1]), Number(m[3]), Number(m[4]), at + m[0].length);
  const c = matchAt(compact, text, at);
  if (c) return real(Number(c[1]), Number(c[2]), Number(c[3]), at + c[0].length);
  const s = matchAt(dayMonthYear, text, at);
  if (s) return threeParts(s, at + s[0].length);
  const ym = matchAt(yearMonth, text, at);
  if (ym && Number(ym[1]) > 1900 && Number(ym[1]) < 2100) {
    const start = dayNumber(Number(ym[1]), Number(ym[3]), 1);
    return { first: start, length: dayNumber(Number(ym[1]), Number(ym[3]) + 1, 1) - start, grain: "month", end: at + ym[0].length };
  }
  const two = matchAt(slash, text, at) ?? matchAt(dashed, text, at) ?? matchAt(dotted, text, at);
  return two ? upcoming(reading, Number(two[1]), Number(two[2]), at + two[0].length) : undefined;
}

function real(year: number, month: number, day: number, end: number): Days | undefined {
  return isRealDay(year, month, day) && year > 1000 && year < 3000
    ? { first: dayNumber(year, month, day), length: 1, grain: "day", end }
    : undefined;
}

/** 3/3/2015 and 3/3/15 put the month first; 27-7-3 the year. */
function threeParts(m: RegExpExecArray, end: number): Days | undefined {
  const [a, b, c] = [Number(m[1]), Number(m[3]), Number(m[4])];
  const fullYear = (two: number): number => (two > 99 ? two : two < 70 ? 2000 + two : 1900 + two);
  if (m[2] === "-" && (m[4] ?? "").length <= 2 && !isRealDay(fullYear(c), a, b)) return real(fullYear(a), b, c, end);
  if (a > 12 && c <= 31 && (m[4] ?? "").length <= 2) return real(fullYear(a), b, c, end);
  return real(fullYear(c), a, b, end) ?? real(fullYear(c), b, a, end);
}

function upcoming(reading: Reading, month: number, day: number, end: number): Days | undefined {
  const { year } = ymd(reading.today);
  const days = real(year, month, day, end);
  if (!days) return real(year + 1, month, day, end);
  if (days.first >= reading.today) return days;
  const next = real(year + 1, month, day, end);
  return next ? { ...next, assumptions: [`按${year + 1}年算`] } : days;
}
