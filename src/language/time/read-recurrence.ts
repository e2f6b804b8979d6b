import { readNumber } from "../numbers.ts";
import { dayNumber, daysInMonth, nthWeekday, weekdayOf, ymd } from "./days.ts";
import { readClock, readPart } from "./read-clock.ts";
import { readDate } from "./read-date.ts";
import { matchAt, type Reading } from "./reading.ts";

/** A repeated day, before its hour: the rule and a test for a civil day. */
export interface Recurrence {
  readonly end: number;
  readonly rrule: string;
  /** The first day on or after `from` on which it happens. */
  readonly firstFrom: (from: number) => number | undefined;
  /** Steps shorter than a day, in seconds. */
  readonly stepSeconds?: number;
  /** 每晚, 每早 */
  readonly partAt?: number;
}

const dayCodes = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const week = "(?:周|星期|礼拜)";
const weekdayList = new RegExp(
  `(?:每|逢|每逢|每个|每一个|每到) ?(隔|两|二|2|三|3)?(?:一)?个?${week}的?(?:${week})?([一二三四五六日天](?:(?: ?(?:、|,|，|和|跟|及|与|还有|或) ?)?(?:${week})?[一二三四五六日天](?!点|个|号|时|次)){0,5})(?: ?(?:到|至|-|~) ?(?:${week})?([一二三四五六日天]))?`,
  "y",
);
const compactList = new RegExp(`${week}([一二三四五六日天]{2,6})(?!点|个|号|时|次|边|早饭)`, "y");
const weekdaySpanDaily = new RegExp(
  `${week}([一二三四五六日天]) ?(?:到|至|-|~) ?${week}([一二三四五六日天])(?: ?(?:的)?(?:每天|天天|都|每个?(?=早|晚|上午|下午|中午)))`,
  "y",
);
const weekdaySpan = new RegExp(`${week}([一二三四五六日天]) ?(?:到|至|-|~) ?${week}([一二三四五六日天])`, "y");
const weekends = /(?:每个?|逢) ?(?:周末|双休日|周六日|星期六日)/y;
const workdays = /(?:每个?|每一个) ?(?:工作日|上班日)|工作日 ?(?:每天|天天|都)|平日 ?(?:每天|都)/y;
const monthly = /(?:每个?|每一个)月(?:的| |份){0,5}/y;
const monthDays =
  /(\d{1,2}|[一二三四五六七八九十廿]{1,3}) ?[号日]?((?: ?(?:、|,|和|跟|及) ?(?:\d{1,2}|[一二三四五六七八九十廿]{1,3}) ?[号日]?){0,5})/y;
const monthNth = new RegExp(`(?:第 ?([1-5]|[一二三四五])|(最后一?))个?(?:${week}([一二三四五六日天])|(天|日))`, "y");
const yearly = /(?:每一?年|年年)(?:的| |到){0,5}/y;
const daily =
  /(?:每天|每日|天天|日日|每(?=[早晚夜]|上午|下午|中午|傍晚|凌晨|清晨))(?: ?(?:的|都)(?=早|晚|上|下|中|\d|[一二三四五六七八九十]))?/y;
const interval =
  /每(?:隔|过|间隔)? ?(半|\d{1,5}|[一二两三四五六七八九十百]{1,4})? ?个?(半)?(小时|钟头|分钟|秒钟?|天|日|晚上|周(?![一二三四五六日])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])|月|季度|年)/y;
const everyOther = /隔(?:一)?(?:天|日)(?=[一来送去上打做]|$|一?次|[,，。 ])/y;

function ruleDays(days: readonly number[]): string {
  return [...new Set(days)]
    .sort((a, b) => a - b)
    .map((day) => dayCodes[day])
    .join(",");
}

const weekdayNumber = (char: string): number => (char === "天" ? 7 : "一二三四五六日".indexOf(char) + 1);

function weekly(days: readonly number[], end: number, every = 1): Recurrence {
  const interval = every > 1 ? `INTERVAL=${every};` : "";
  return {
    end,
    rrule: `FREQ=WEEKLY;${interval}BYDAY=${ruleDays(days)}`,
    firstFrom: (from) => search(from, 7, (day) => days.includes(weekdayOf(day))),
  };
}

function search(from: number, within: number, is: (day: number) => boolean): number | undefined {
  for (let day = from; day <= from + within; day++) if (is(day)) return day;
  return undefined;
}

function spanOf(first: number, last: number): number[] {
  const days: number[] = [];
  for (let day = first; ; day = (day % 7) + 1) {
    days.push(day);
    if (day === last || days.length === 7) return days;
  }
}

/** A recurrence that begins at `at`: 每周二和周四, 每天, 每月15号, 每隔3天, 工作日每天 … */
export function readRecurrence(reading: Reading, at: number): Recurrence | undefined {
  const { text } = reading;
  if (!/[每逢天日年周星礼工平隔]/.test(text.charAt(at))) return undefined;
  const list = matchAt(weekdayList, text, at);
  if (list) {
    const chars = [...(list[2] ?? "")].filter((char) => /[一二三四五六日天]/.test(char));
    const days = chars.map(weekdayNumber);
    const last = list[3] ? weekdayNumber(list[3]) : undefined;
    const every = list[1] === undefined ? 1 : list[1] === "隔" ? 2 : (readNumber(list[1]) ?? 1);
    return weekly(last === undefined ? days : [...days, ...spanOf(days[days.length - 1] ?? 1, last)], at + list[0].length, every);
  }
  const span = matchAt(weekdaySpan, text, at);
  const isEachDay = span !== null && (reading.isRepeated || hasHour(text, at + span[0].length));
  const spanDaily = matchAt(weekdaySpanDaily, text, at) ?? (isEachDay ? span : null);
  if (spanDaily) return weekly(spanOf(weekdayNumber(spanDaily[1] ?? ""), weekdayNumber(spanDaily[2] ?? "")), at + spanDaily[0].length);
  const compact = matchAt(compactList, text, at);
  if (compact && !/^(?:六日|六天)$/.test(compact[1] ?? "") && isRising(compact[1] ?? ""))
    return weekly([...(compact[1] ?? "")].map(weekdayNumber), at + compact[0].length);
  const end = matchAt(weekends, text, at);
  if (end) return weekly([6, 7], at + end[0].length);
  const work = matchAt(workdays, text, at);
  if (work) return weekly([1, 2, 3, 4, 5], at + work[0].length);
  return readMonthly(reading, at) ?? readYearly(reading, at) ?? readDaily(reading, at) ?? readInterval(reading, at);
}

function isRising(chars: string): boolean {
  let last = 0;
  for (const char of chars) {
    const day = weekdayNumber(char);
    if (day <= last) return false;
    last = day;
  }
  return true;
}

function readMonthly(reading: Reading, at: number): Recurrence | undefined {
  const { text } = reading;
  const m = matchAt(monthly, text, at);
  if (!m) return undefined;
  const from = at + m[0].length;
  const nth = matchAt(monthNth, text, from);
  if (nth) {
    const count = nth[2] ? -1 : (readNumber(nth[1] ?? "") ?? 1);
    const end = from + nth[0].length;
    if (nth[4]) return monthDayRule([count], end);
    const weekday = weekdayNumber(nth[3] ?? "");
    const rrule = `FREQ=MONTHLY;BYDAY=${count}${dayCodes[weekday]}`;
    return { end, rrule, firstFrom: (day) => search(day, 70, (one) => nthWeekday(ymd(one).year, ymd(one).month, weekday, count) === one) };
  }
  if (/^(?:月?底|月末|末)/.test(text.slice(from))) return monthDayRule([-1], from + 1);
  const days = matchAt(monthDays, text, from);
  if (days && (/[号日]/.test(days[0]) || days[2])) {
    const numbers = days[0].match(/\d{1,2}|[一二三四五六七八九十廿]{1,3}/g)?.map((word) => readNumber(word) ?? 0) ?? [];
    if (numbers.length > 0 && numbers.every((day) => day >= 1 && day <= 31)) return monthDayRule(numbers, from + days[0].trimEnd().length);
  }
  return { end: at + m[0].trimEnd().replace(/的$/, "").length, rrule: "FREQ=MONTHLY", firstFrom: (day) => day };
}

function monthDayRule(days: readonly number[], end: number): Recurrence {
  const isDay = (day: number): boolean => {
    const { year, month, day: date } = ymd(day);
    return days.includes(date) || (days.includes(-1) && date === daysInMonth(year, month));
  };
  return { end, rrule: `FREQ=MONTHLY;BYMONTHDAY=${days.join(",")}`, firstFrom: (from) => search(from, 62, isDay) };
}

function readYearly(reading: Reading, at: number): Recurrence | undefined {
  const m = matchAt(yearly, reading.text, at);
  if (!m) return undefined;
  const from = at + m[0].length;
  const start = dayNumber(ymd(reading.today).year, 1, 1);
  const days = readDate({ ...reading, today: start }, from);
  if (!days || days.grain === "year" || days.grain === "week")
    return { end: at + m[0].trimEnd().length, rrule: "FREQ=YEARLY", firstFrom: (day) => day };
  const { month, day } = ymd(days.first);
  let end = days.end;
  let last = days.first + days.length - 1;
  const joint = /^ ?(?:到|至|-|~) ?/.exec(reading.text.slice(end, end + 4));
  const until = joint ? readDate({ ...reading, today: days.first }, end + joint[0].length) : undefined;
  if (until) {
    end = until.end;
    last = until.first + until.length - 1;
  }
  const to = ymd(last);
  const rrule =
    days.grain === "month" ? `FREQ=YEARLY;BYMONTH=${monthsFrom(month, to.month)}` : `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`;
  const firstFrom = (today: number): number | undefined => readDate({ ...reading, today }, from)?.first;
  return { end, rrule, firstFrom };
}

function monthsFrom(first: number, last: number): string {
  const months: number[] = [];
  for (let month = first; months.length < 12; month = (month % 12) + 1) {
    months.push(month);
    if (month === last) break;
  }
  return months.join(",");
}

function readDaily(reading: Reading, at: number): Recurrence | undefined {
  const { text } = reading;
  const other = matchAt(everyOther, text, at);
  if (other) return { end: at + other[0].length, rrule: "FREQ=DAILY;INTERVAL=2", firstFrom: (day) => day };
  const m = matchAt(daily, text, at);
  if (!m) return undefined;
  const end = at + m[0].length;
  const isWord = m[0].startsWith("每天") || m[0].startsWith("每日");
  if (!isWord && !hasHour(text, end)) return undefined;
  return { end, rrule: "FREQ=DAILY", firstFrom: (day) => day };
}

/** 天天 is a rule only with an hour: 「天天吵」 is none. */
function hasHour(text: string, at: number): boolean {
  const from = text[at] === " " ? at + 1 : at;
  return readPart(text, from, true) !== undefined || readClock(text, from, true) !== undefined;
}

function readInterval(reading: Reading, at: number): Recurrence | undefined {
  const { text } = reading;
  const m = matchAt(interval, text, at);
  if (!m || /^(?:年级|天性|天气)/.test(text.slice(at + m[0].length - 1))) return undefined;
  const count = m[1] === undefined ? 1 : m[1] === "半" ? 0.5 : (readNumber(m[1]) ?? 1);
  const unit = m[3] ?? "";
  const isEveryOther = /^每(?:隔|间隔)一/.test(m[0]) && /天|日/.test(unit);
  const number = isEveryOther ? 2 : count + (m[2] ? 0.5 : 0);
  const end = at + m[0].length;
  const rule = (freq: string, n: number, firstFrom: Recurrence["firstFrom"], stepSeconds?: number): Recurrence => ({
    end,
    rrule: `FREQ=${freq}${n === 1 ? "" : `;INTERVAL=${n}`}`,
    firstFrom,
    ...(stepSeconds === undefined ? {} : { stepSeconds }),
  });
  const today = (day: number): number => day;
  if (/秒/.test(unit)) return rule("SECONDLY", number, today, number);
  if (/分/.test(unit)) return rule("MINUTELY", number, today, number * 60);
  if (/小时|钟头/.test(unit))
    return number % 1 ? rule("MINUTELY", number * 60, today, number * 3600) : rule("HOURLY", number, today, number * 3600);
  if (/天|日|晚/.test(unit)) return rule("DAILY", Math.max(1, Math.round(number)), today);
  if (/周|星期|礼拜/.test(unit)) return rule("WEEKLY", Math.max(1, Math.round(number)), today);
  if (unit === "季度") return rule("MONTHLY", 3 * number, today);
  if (unit === "月") return number % 1 ? rule("DAILY", 15, today) : rule("MONTHLY", number, today);
  return number % 1 ? rule("MONTHLY", 12 * number, today) : rule("YEARLY", number, today);
}
