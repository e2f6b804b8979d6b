import { readNumber } from "../numbers.ts";
import { dayNumber, isoYearStart, ymd } from "./days.ts";
import { readFestivalDate, readLunarDate } from "./read-lunar.ts";
import { readMonthDate } from "./read-month.ts";
import { type Days, matchAt, N, oneDay, type Reading } from "./reading.ts";
import { week } from "./weekday-words.ts";

const relativeYears: Readonly<Record<string, number>> = {
  大前年: -3,
  前年: -2,
  去年: -1,
  上年: -1,
  上一年: -1,
  头年: -1,
  明年: 1,
  来年: 1,
  下年: 1,
  下一年: 1,
  转年: 1,
  翌年: 1,
  次年: 1,
  后年: 2,
  大后年: 3,
};

const relativeYear =
  /大前年|前年|去年|上一?年|头年|今年|本年(?!度)|当年|这一?年(?!来|头)|年内|同年|明年|来年|下一?年|转年|翌年|次年|大后年|后年/y;

const absoluteYear =
  /(?:公元)?(\d{4}|[一二][零〇一二三四五六七八九]{3}|\d{2}|[零〇一二三四五六七八九]{2}) ?年(?!级|代|前|后|以|之|内|来|多|半|纪|龄|的时间)/y;

/** A year said before a date: 2026年, 二六年, 明年. */
export function readYear(reading: Reading, at: number): { readonly end: number; readonly year: number } | undefined {
  const { text } = reading;
  const said = matchAt(relativeYear, text, at);
  if (said) return { end: at + said[0].length, year: ymd(reading.today).year + (relativeYears[said[0]] ?? 0) };
  const m = matchAt(absoluteYear, text, at);
  if (!m) return undefined;
  const digits = m[1] ?? "";
  let year = readNumber(digits) ?? 0;
  if (digits.length === 2) year += year < 70 ? 2000 : 1900;
  return year < 1000 || year > 2999 ? undefined : { end: at + m[0].length, year };
}

const yearNth = new RegExp(
  ` ?的? ?第? ?(?:前)?(${N})(?:个)?(?:季度|月(?!\\d|[一二三四五六七八九十初底末中上下])|${week}(?![一二三四五六日天末])|天)`,
  "y",
);

const yearPart =
  / ?的? ?(上半年|下半年|前半年|后半年|年初|年底|年末|年中|岁末|初(?![一二三四五六七八九十])|底|末|[一二三四1-4] ?季度|(?:春|夏|秋|冬)(?:天|季))/y;

const bareYearPart = /(上半年|下半年|年初(?![一二三四五六七八九十])|年底|年末|年中|岁末|第?[一二三四1-4] ?季度|(?:春|夏|秋|冬)(?:天|季))/y;

const lastOfYear = / ?的? ?最后(?:的)?一?(天|个月|周|个星期|星期)/y;

const sameDay = / ?的?(?:今天|今日|这一?天|同一天)/y;

const quarter = /(上|这|本|下)(?:一?个)?季度?/y;

const decade = /(?:(上)个?世纪|(二十|20|19) ?世纪|((?:19|20)\d)(?=0 ?年代))?(?: ?([零二三四五六七八九]十|[0-9]?0) ?年代)/y;

const century = /(上|这|本|下)(?:一?个)?世纪|(\d{1,2}|[一二]?十[一二三四五六七八九]?) ?世纪/y;

/** 本季度, 下季度; 90年代, 上世纪. */
export function readLongSpan(reading: Reading, at: number): Days | undefined {
  const { text, today } = reading;
  const now = ymd(today);
  const q = matchAt(quarter, text, at);
  if (q && /季/.test(q[0])) {
    const index = Math.floor((now.month - 1) / 3) + (q[1] === "上" ? -1 : q[1] === "下" ? 1 : 0);
    const first = dayNumber(now.year, index * 3 + 1, 1);
    return { first, length: dayNumber(now.year, index * 3 + 4, 1) - first, grain: "month", end: at + q[0].length };
  }
  const years = (from: number, count: number, end: number): Days => ({
    first: dayNumber(from, 1, 1),
    length: dayNumber(from + count, 1, 1) - dayNumber(from, 1, 1),
    grain: "year",
    end,
  });
  const d = matchAt(decade, text, at);
  if (d) {
    const tens = d[4]?.endsWith("十") ? (readNumber(d[4]) ?? 0) : Number(d[4]);
    const base = d[3]
      ? Number(d[3]) * 10 - tens
      : d[1]
        ? Math.floor(now.year / 100 - 1) * 100
        : d[2]
          ? d[2] === "19"
            ? 1800
            : 1900
          : tens >= 30
            ? 1900
            : 2000;
    return years(base + tens, 10, at + d[0].length);
  }
  const c = matchAt(century, text, at);
  if (!c) return undefined;
  const number = c[2] ? (readNumber(c[2]) ?? 0) - 1 : Math.floor(now.year / 100) + (c[1] === "上" ? -1 : c[1] === "下" ? 1 : 0);
  return number > 9 && number < 30 ? years(number * 100, 100, at + c[0].length) : undefined;
}

function yearPartDays(year: number, word: string, end: number): Days {
  const span = (from: number, to: number): Days => {
    const first = dayNumber(year, from, 1);
    return { first, length: dayNumber(year, to + 1, 1) - first, grain: "month", end };
  };
  if (/上半年|前半年/.test(word)) return span(1, 6);
  if (/下半年|后半年/.test(word)) return span(7, 12);
  if (/初/.test(word)) return { ...span(1, 1), approximate: true };
  if (/中/.test(word)) return { ...span(6, 7), approximate: true };
  if (/底|末/.test(word)) return { ...span(12, 12), approximate: true };
  if (/季度/.test(word)) {
    const quarter = readNumber(/[一二三四1-4]/.exec(word)?.[0] ?? "") ?? 1;
    return span(quarter * 3 - 2, quarter * 3);
  }
  const season = "春夏秋冬".indexOf(word.charAt(0));
  return { ...span(season * 3 + 3, season * 3 + 5), approximate: true };
}

export function readYearDate(reading: Reading, at: number): Days | undefined {
  const { text, today } = reading;
  const year = readYear(reading, at);
  if (!year) {
    const part = matchAt(bareYearPart, text, at);
    if (!part) return undefined;
    const thisYear = ymd(today).year;
    const days = yearPartDays(thisYear, part[1] ?? "", at + part[0].length);
    return days.first + days.length <= today ? yearPartDays(thisYear + 1, part[1] ?? "", days.end) : days;
  }
  let from = year.end;
  while (text[from] === " " || text[from] === "的") from += 1;
  const lunar = readLunarDate(reading, from, year.year) ?? readFestivalDate(reading, from, year.year);
  if (lunar) return lunar;
  const withMonth = readMonthDate(reading, from, year.year);
  if (withMonth) return withMonth;
  const part = matchAt(yearPart, text, year.end);
  if (part) return yearPartDays(year.year, part[1] ?? "", year.end + part[0].length);
  const last = matchAt(lastOfYear, text, year.end);
  const same = matchAt(sameDay, text, year.end);
  if (same) {
    const { month: thisMonth, day } = ymd(today);
    return oneDay(dayNumber(year.year, thisMonth, day), year.end + same[0].length);
  }
  if (last) {
    const end = year.end + last[0].length;
    if (last[1] === "天") return oneDay(dayNumber(year.year, 12, 31), end);
    if (last[1] === "个月") return { first: dayNumber(year.year, 12, 1), length: 31, grain: "month", end };
    return { first: isoYearStart(year.year + 1) - 7, length: 7, grain: "week", end };
  }
  const nth = matchAt(yearNth, text, year.end);
  if (nth) {
    const count = readNumber(nth[1] ?? "") ?? 0;
    const end = year.end + nth[0].length;
    const isFront = nth[0].includes("前");
    const from0 = (unitStart: number, unitEnd: number, grain: Days["grain"]): Days => ({
      first: unitStart,
      length: unitEnd - unitStart,
      grain,
      end,
    });
    const first = isFront ? 1 : count;
    if (nth[0].endsWith("季度")) return from0(dayNumber(year.year, first * 3 - 2, 1), dayNumber(year.year, count * 3 + 1, 1), "month");
    if (nth[0].endsWith("月")) return from0(dayNumber(year.year, first, 1), dayNumber(year.year, count + 1, 1), "month");
    if (nth[0].endsWith("天"))
      return isFront
        ? from0(dayNumber(year.year, 1, 1), dayNumber(year.year, 1, 1 + count), "day")
        : oneDay(dayNumber(year.year, 1, count), end);
    const start = isoYearStart(year.year);
    return from0(start + 7 * (first - 1), start + 7 * count, "week");
  }
  const first = dayNumber(year.year, 1, 1);
  return { first, length: dayNumber(year.year + 1, 1, 1) - first, grain: "year", end: year.end };
}
