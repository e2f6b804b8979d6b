import { readNumber } from "../numbers.ts";
import { monthEdgeDays } from "./conventions.ts";
import { dayNumber, daysInMonth, isoYearStart, isRealDay, mondayOf, nthWeekday, weekdayOf, ymd } from "./days.ts";
import { isOfficeDay } from "./holidays.ts";
import { readFestivalDate, readLunarDate } from "./read-lunar.ts";
import { readNumericDate } from "./read-numeric-date.ts";
import { type Days, matchAt, N, type Reading } from "./reading.ts";
import type { DayPart } from "./time-result.ts";

const relativeDays: Readonly<Record<string, readonly [number, DayPart?]>> = {
  大大后天: [4], 大前天: [-3], 大后天: [3], 大后日: [3], 今儿个: [0], 明儿个: [1], 后儿个: [2], 昨儿个: [-1], 今天: [0], 今日: [0], 今儿: [0], 今个: [0], 当天: [0], 当日: [0], 即日: [0], 本日: [0], 同日: [0], 同一天: [0],
  明天: [1], 明日: [1], 明儿: [1], 明个: [1], 赶明: [1], 次日: [1], 翌日: [1], 第二天: [1], 隔天: [1], 转天: [1], 转过天: [1], 过天: [1], 后天: [2], 后日: [2], 后儿: [2], 过明: [2], 外后天: [3], 外后日: [3],
  昨天: [-1], 昨日: [-1], 昨儿: [-1], 夜来: [-1], 前天: [-2], 前日: [-2], 前儿: [-2],
  今早: [0, "early"], 今晨: [0, "early"], 今晚: [0, "evening"], 今夜: [0, "evening"], 今晌: [0, "noon"], 今午: [0, "noon"], 当晚: [0, "evening"], 当夜: [0, "evening"], 明早: [1, "early"], 明晨: [1, "early"], 明晚: [1, "evening"], 明晌: [1, "noon"], 明午: [1, "noon"], 后早: [2, "early"], 后晚: [2, "evening"],
  昨晚: [-1, "evening"], 昨夜: [-1, "evening"], 昨早: [-1, "early"], 前晚: [-2, "evening"], 前夜: [-2, "evening"],
}; // biome-ignore format: a table
const relativeWords = Object.keys(relativeDays).sort((a, b) => b.length - a.length);
const relativeByFirst = new Map<string, string[]>();
for (const word of relativeWords) relativeByFirst.set(word.charAt(0), [...(relativeByFirst.get(word.charAt(0)) ?? []), word]);
/** 明天 inside 明天启, 今日头条, 后天性 … is no date. */
const notRelative = /^(?:今日头条|今日说法|后天性|前天性|当日内瓦|隔天性|前日本|昨日重现|次日本|当天津)/;

const week = "(?:周|星期|礼拜)";
const weekday = new RegExp(
  `(上上|上|这|本|今|当|下下下|下下|下)?(?:一?个)? ?${week}的?(?:${week})?([一二三四五六日天]|[1-7](?!\\d|[天个点:.号日月年\\-/岁周小次人]))(?!年|岁|围|边|周|次|个|家|起来|直|同)`,
  "y",
);
const weekSpan = new RegExp(`(上上|上|前|这|本|当|下下下|下下|下)(?:一?个?)? ?${week}(?!末|[一二三四五六日天\\d])(?:之内|以内|内)?`, "y");
const weekend = new RegExp(`(上上|上|这|本|下下|下)?(?:一?个)? ?(?:${week}末|周六日|双休日?|礼拜六日)`, "y");
const nthDay = /第 ?(\d{1,3}|[一二三四五六七八九十百]{1,5}) ?(?:天|日)(?!没|就|不)/y;
const dayOnly = new RegExp(
  `(${N}) ?(?:号(?!楼|院|门|房|线|车|店|库|桌|床|厅|机|病|码|召|称|子|令|铺|井|地|单元|公|馆|码头|站|室|信|文|选手|电|人|位|候|栋|屋|家|院|柜|台|窗|口|服务|段)|日(?!本|元|记|语|子|前|后|内|之|以|游|报|常|益|间|均))`,
  "y",
);
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

const weekdayIndex = (char: string): number => (/[1-7]/.test(char) ? Number(char) : char === "天" ? 7 : "一二三四五六日".indexOf(char) + 1);
const weekOffset = (word: string | undefined): number | undefined =>
  word === undefined ? undefined : word.startsWith("上") || word === "前" ? -word.length : word.startsWith("下") ? word.length : 0;

/** Days said in words that begin at `at`: 明天, 下周三, 11月25号, 腊月二十三, 国庆 … */
export function readDate(reading: Reading, at: number): Days | undefined {
  const isNumber = numberStart.test(reading.text.charAt(at));
  const common =
    (isNumber ? readNumericDate(reading, at) : readRelativeDay(reading, at)) ?? readFestivalDate(reading, at) ?? readLunarDate(reading, at);
  const long = common ?? readLongSpan(reading, at) ?? readYearDate(reading, at) ?? readMonthDate(reading, at);
  if (long) return long;
  return isNumber ? readBareDay(reading, at) : (readWeek(reading, at) ?? readOfficeDay(reading, at) ?? readNthDay(reading, at));
}

const numberStart = /[\d零〇一二三四五六七八九十廿卅两]/;

const one = (first: number, end: number, extra: Partial<Days> = {}): Days => ({ first, length: 1, grain: "day", end, ...extra });

function readRelativeDay(reading: Reading, at: number): Days | undefined {
  const { text, today } = reading;
  for (const word of relativeByFirst.get(text.charAt(at)) ?? []) {
    if (!text.startsWith(word, at) || notRelative.test(text.slice(at, at + 5))) continue;
    const [days, part] = relativeDays[word] ?? [0];
    if ((word === "隔天" || word === "当天" || word === "过天") && text[at - 1] === "每") continue;
    return one(today + days, at + word.length, part ? { part } : {});
  }
  return undefined;
}

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
function readLongSpan(reading: Reading, at: number): Days | undefined {
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

function readYearDate(reading: Reading, at: number): Days | undefined {
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
    return one(dayNumber(year.year, thisMonth, day), year.end + same[0].length);
  }
  if (last) {
    const end = year.end + last[0].length;
    if (last[1] === "天") return one(dayNumber(year.year, 12, 31), end);
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
        : one(dayNumber(year.year, 1, count), end);
    const start = isoYearStart(year.year);
    return from0(start + 7 * (first - 1), start + 7 * count, "week");
  }
  const first = dayNumber(year.year, 1, 1);
  return { first, length: dayNumber(year.year + 1, 1, 1) - first, grain: "year", end: year.end };
}

function readMonthDate(reading: Reading, at: number, year?: number): Days | undefined {
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
      return first === undefined ? undefined : one(first, end);
    }
    if (nth[4]) {
      const monday = nthWeekday(year, monthNumber, 1, count);
      return monday === undefined ? undefined : { first: monday, length: 7, grain: "week", end };
    }
    const first = dayNumber(year, monthNumber, 1);
    return one(count === -1 ? dayNumber(year, monthNumber + 1, 1) - 1 : first + count - 1, end);
  }
  const day = matchAt(monthDay, text, at);
  if (day) {
    const date = readNumber(day[1] ?? "") ?? 0;
    if (isRealDay(year, monthNumber, date)) return one(dayNumber(year, monthNumber, date), skipWeekday(text, at + day[0].length));
    if (/[号日]/.test(day[0])) return undefined;
  }
  if (!isFixed && /^(?:\d|[一二三四五六七八九十])/.test(text.slice(at))) return undefined;
  const first = dayNumber(year, monthNumber, 1);
  return { first, length: daysInMonth(year, monthNumber), grain: "month", end: at };
}

/** 11月25日(周三): the weekday only repeats the date. */
function skipWeekday(text: string, at: number): number {
  const m = /^ ?[(（]? ?(?:周|星期|礼拜)[一二三四五六日天] ?[)）]?(?![一二三四五六日天])/.exec(text.slice(at, at + 8));
  return m ? at + m[0].length : at;
}

function readWeek(reading: Reading, at: number): Days | undefined {
  const { text, today } = reading;
  const monday = mondayOf(today);
  const end2 = matchAt(weekend, text, at);
  if (end2) {
    const offset = weekOffset(end2[1]) ?? 0;
    return { first: monday + 7 * offset + 5, length: 2, grain: "day", end: at + end2[0].length };
  }
  const m = matchAt(weekday, text, at);
  if (m) {
    const wanted = weekdayIndex(m[2] ?? "");
    const offset = weekOffset(m[1]);
    const end = at + m[0].length;
    if (offset !== undefined) {
      const first = monday + 7 * offset + wanted - 1;
      return one(first, end, { isWeekday: true });
    }
    return one(today + ((wanted - weekdayOf(today) + 7) % 7), end, { isWeekday: true });
  }
  const span = matchAt(weekSpan, text, at);
  if (span && !(span[1] === "前" || span[1] === "当")) {
    return { first: monday + 7 * (weekOffset(span[1]) ?? 0), length: 7, grain: "week", end: at + span[0].length };
  }
  return undefined;
}

const officeDay =
  /(?:下一?个|最近一?个|第一个|后一个) ?(?:工作日|上班日)|节后(?:的)?(?:第一个(?:工作日|上班日)|第一天(?:上班)?|上班第一天)/y;

/** 下个工作日, 节后第一个工作日: by the official table with its 调休; Monday to Friday where no table reaches. */
function readOfficeDay(reading: Reading, at: number): Days | undefined {
  const m = matchAt(officeDay, reading.text, at);
  if (!m) return undefined;
  const isOffice = (day: number): boolean => isOfficeDay(day) ?? weekdayOf(day) <= 5;
  let day = reading.today + 1;
  if (m[0].startsWith("节后")) while (isOffice(day) && day < reading.today + 60) day += 1;
  while (!isOffice(day)) day += 1;
  return one(day, at + m[0].length);
}

function readNthDay(reading: Reading, at: number): Days | undefined {
  const m = matchAt(nthDay, reading.text, at);
  if (!m) return undefined;
  return one(reading.today + (readNumber(m[1] ?? "") ?? 1) - 1, at + m[0].length);
}

function readBareDay(reading: Reading, at: number): Days | undefined {
  const { text, today } = reading;
  const m = matchAt(dayOnly, text, at);
  if (!m) return undefined;
  const pair = /^(二?十|廿)?([一二三四五六七八])([二三四五六七八九])$/.exec(m[1] ?? "");
  const isPair = pair !== null && (readNumber(pair[3] ?? "") ?? 0) === (readNumber(pair[2] ?? "") ?? 0) + 1;
  const date = readNumber(isPair ? `${pair[1] ?? ""}${pair[2]}` : (m[1] ?? "")) ?? 0;
  if (date < 1 || date > 31 || /^[两俩]/.test(m[1] ?? "")) return undefined;
  const now = ymd(today);
  for (let ahead = date >= now.day ? 0 : 1; ahead < 4; ahead++) {
    const index = now.year * 12 + now.month - 1 + ahead;
    const year = Math.floor(index / 12);
    const monthNumber = (index % 12) + 1;
    if (isRealDay(year, monthNumber, date)) {
      const extra = ahead > 0 ? { assumptions: [`按${monthNumber}月${date}号算`] } : {};
      const days = one(dayNumber(year, monthNumber, date), skipWeekday(text, at + m[0].length), extra);
      return isPair ? { ...days, length: 2, approximate: true } : days;
    }
  }
  return undefined;
}
