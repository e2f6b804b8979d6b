import { readNumber } from "../numbers.ts";
import { monthEdgeDays } from "./conventions.ts";
import { dayNumber, daysInMonth, isRealDay, nthWeekday, ymd } from "./days.ts";
import { type Days, matchAt, N, oneDay, type Reading } from "./reading.ts";
import { week, weekdayIndex } from "./weekday-words.ts";

const month = /(\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月(?!份?的?(?:前|后|内)|老|子|饼|季|嫂|薪|租|饭|经|球|票|卡|供|息|来)(份)?/y;

const relativeMonth = /(上上|上|这|本|当|下下|下)(?:一?个?)?月(?!球|饼|子|嫂|饼)(份)?|(?:月内|同月)/y;

const monthDay = new RegExp(` ?的? ?(${N})(?: ?[号日](?!楼|院|线)| ?(?=$|[,，。;!、)）~\\-到至 ]|[上下中早晚凌傍晌头过前后清]))`, "y");

const edge = / ?的? ?(月初|月底|月末|月中|上旬|中旬|下旬|初(?![一二三四五六七八九十])|底|末|中旬?|上半月|下半月)/y;

const nthWithin = new RegExp(
  ` ?的? ?(?:第 ?(\\d{1,2}|[一二三四五六七八九十]{1,3})|(最后一?))(?:个)? ?(?:${week}([一二三四五六日天])|(${week})(?![一二三四五六日天末])|(天|日))`,
  "y",
);

const halfMonth = /(上|下|前|后)半(?:个)?月(?!刊)/y;

const monthWord = /月(?:底|末|初|中(?!旬))|(?:上|中|下)旬/y;

export function readMonthDate(reading: Reading, at: number, year?: number): Days | undefined {
  const { text, today } = reading;
  const now = ymd(today);
  const rel = year === undefined ? matchAt(relativeMonth, text, at) : null;
  if (rel) {
    const shift = rel[1] === undefined ? 0 : rel[1].startsWith("上") ? -rel[1].length : rel[1].startsWith("下") ? rel[1].length : 0;
    const index = now.year * 12 + now.month - 1 + shift;
    return withinMonth(reading, Math.floor(index / 12), (index % 12) + 1, at + rel[0].length, true);
  }
  const half = year === undefined ? matchAt(halfMonth, text, at) : null;
  if (half) return monthEdge(now.year, now.month, half[0], at + half[0].length);
  const word = year === undefined ? matchAt(monthWord, text, at) : null;
  if (word) {
    const days = monthEdge(now.year, now.month, word[0], at + word[0].length);
    return days.first + days.length > today ? days : monthEdge(now.year, now.month + 1, word[0], days.end);
  }
  const m = matchAt(month, text, at);
  if (!m) return undefined;
  const number = readNumber(m[1] ?? "") ?? 0;
  if (number < 1 || number > 12) return undefined;
  const end = at + m[0].length;
  if (year !== undefined) return withinMonth(reading, year, number, end, true);
  const day = /^ ?(\d{1,2}|[一二三四五六七八九十廿卅]{1,3})/.exec(text.slice(end, end + 5))?.[1];
  const date = day === undefined ? undefined : readNumber(day);
  if (date === 29 && number === 2) {
    const leap = nextLeap(today);
    return withinMonth(reading, leap, 2, end, true);
  }
  const days = withinMonth(reading, now.year, number, end, false);
  if (!days) return undefined;
  if (days.first + days.length > today) return days;
  const next = withinMonth(reading, now.year + 1, number, end, false);
  return next && days.grain === "day" ? { ...next, assumptions: [`按${ymd(next.first).year}年算`] } : next;
}

function nextLeap(today: number): number {
  let { year } = ymd(today);
  while (!isRealDay(year, 2, 29) || dayNumber(year, 2, 29) < today) year += 1;
  return year;
}

function monthEdge(year: number, monthNumber: number, word: string, end: number): Days {
  const first = dayNumber(year, monthNumber, 1);
  const length = dayNumber(year, monthNumber + 1, 1) - first;
  const span = (from: number, to: number, approximate: boolean): Days => ({
    first: first + from - 1,
    length: to - from + 1,
    grain: "day",
    end,
    approximate,
  });
  if (/上半|前半/.test(word)) return span(1, 15, false);
  if (/下半|后半/.test(word)) return span(16, length, false);
  if (/上旬/.test(word)) return span(1, 10, false);
  if (/下旬/.test(word)) return span(21, length, false);
  if (/中/.test(word)) return span(11, 20, !word.includes("旬"));
  if (/初/.test(word)) return span(1, monthEdgeDays.start, true);
  return span(length - monthEdgeDays.end + 1, length, true);
}

function withinMonth(reading: Reading, year: number, monthNumber: number, at: number, isFixed: boolean): Days | undefined {
  const { text } = reading;
  const part = matchAt(edge, text, at);
  if (part) return monthEdge(year, monthNumber, part[1] ?? "", at + part[0].length);
  const nth = matchAt(nthWithin, text, at);
  if (nth) {
    const count = nth[2] ? -1 : (readNumber(nth[1] ?? "") ?? 1);
    const end = at + nth[0].length;
    if (nth[3]) {
      const first = nthWeekday(year, monthNumber, weekdayIndex(nth[3]), count);
      return first === undefined ? undefined : oneDay(first, end);
    }
    if (nth[4]) {
      const monday = nthWeekday(year, monthNumber, 1, count);
      return monday === undefined ? undefined : { first: monday, length: 7, grain: "week", end };
    }
    const first = dayNumber(year, monthNumber, 1);
    return oneDay(count === -1 ? dayNumber(year, monthNumber + 1, 1) - 1 : first + count - 1, end);
  }
  const day = matchAt(monthDay, text, at);
  if (day) {
    const date = readNumber(day[1] ?? "") ?? 0;
    if (isRealDay(year, monthNumber, date)) return oneDay(dayNumber(year, monthNumber, date), skipWeekday(text, at + day[0].length));
    if (/[号日]/.test(day[0])) return undefined;
  }
  if (!isFixed && /^(?:\d|[一二三四五六七八九十])/.test(text.slice(at))) return undefined;
  const first = dayNumber(year, monthNumber, 1);
  return { first, length: daysInMonth(year, monthNumber), grain: "month", end: at };
}

/** 11月25日(周三): the weekday only repeats the date. */
export function skipWeekday(text: string, at: number): number {
  const m = /^ ?[(（]? ?(?:周|星期|礼拜)[一二三四五六日天] ?[)）]?(?![一二三四五六日天])/.exec(text.slice(at, at + 8));
  return m ? at + m[0].length : at;
}
