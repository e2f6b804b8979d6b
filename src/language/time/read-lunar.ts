import { readNumber } from "../numbers.ts";
import { ymd } from "./days.ts";
import { lunarDay, lunarMonthDays, lunarOf, readFestival } from "./festivals.ts";
import { daysOffAround } from "./holidays.ts";
import { type Days, matchAt, type Reading } from "./reading.ts";

const marker = /(?:农历|阴历|旧历|夏历)(?:的)? ?/y;
const lunarMonth = /(闰)?(正|冬|腊|十[一二]|[一二三四五六七八九十]|1[0-2]|[1-9]) ?月(?!份?的?(?:前|后|内))/y;
const lunarDate =
  / ?(初[一二三四五六七八九十]|二十[一二三四五六七八九]|廿[一二三四五六七八九]?|十[一二三四五六七八九]|二十|三十|\d{1,2})(?![一二三四五六七八九十\d点时分岁:]| ?[号日天个块元])/y;
const bareDate = /(初[一二三四五六七八九十]|廿[一二三四五六七八九])(?![一二三四五六七八九十中高级年])/y;
const yearWord = /(?:\d{4}|\d{2}|[零〇一二三四五六七八九]{4}|[零〇一二三四五六七八九]{2}) ?年(?:的)? ?/y;
const aroundHoliday = /^(?:的)?(?:放假|假期|长假|小长假|期间|那几天|黄金周)/;
/** 十月二十 with a birthday or an anniversary is a lunar date. */
const lunarOccasion = /大寿|做寿|过寿|祝寿|寿辰|生日|忌日|周年|上坟|祭|烧纸|阴历|农历|百日|满月/;
/** Month and day everybody counts by the moon. */
const wellKnown = new Set(["8-15", "7-15", "7-7", "9-9", "5-5", "2-2", "3-3", "6-6", "1-15", "12-8", "12-23", "10-1"]);

const month = (word: string): number => (word === "正" ? 1 : word === "冬" ? 11 : word === "腊" ? 12 : (readNumber(word) ?? 0));
/** 初三 → 3, 廿一 → 21. */
export const moonDate = (word: string): number => readNumber(word.replace("初", "")) ?? 0;

/** 八月十五: a month and day everybody counts by the moon. */
export const isCountedByMoon = (monthWord: string, dayWord: string): boolean =>
  wellKnown.has(`${month(monthWord.replace("月", ""))}-${moonDate(dayWord)}`);

const lunarStart = /[农阴旧夏闰正冬腊初廿\d一二三四五六七八九十]/;

/** Dates by the moon: 腊月二十三, 正月十五, 农历十月, 八月十五, 初一. Converted, to be read back. */
export function readLunarDate(reading: Reading, at: number, year?: number): Days | undefined {
  const { text } = reading;
  if (!lunarStart.test(text.charAt(at))) return undefined;
  let from = at;
  let marked = matchAt(marker, text, from);
  let ownYear = year;
  if (marked) {
    from += marked[0].length;
    const y = matchAt(yearWord, text, from);
    if (y && ownYear === undefined) {
      const number = readNumber(y[0].replace(/ ?年的? ?$/, "")) ?? 0;
      ownYear = number < 100 ? 2000 + number : number;
      from += y[0].length;
    }
    const festival = readFestivalDate(reading, from, ownYear, true);
    if (festival) return festival;
  }
  const m = matchAt(lunarMonth, text, from);
  if (!m) return readBareLunarDay(reading, from, Boolean(marked));
  const number = month(m[2] ?? "");
  const after = from + m[0].length;
  const day = matchAt(lunarDate, text, after);
  const isNamed = /[正冬腊]/.test(m[2] ?? "") || Boolean(m[1]) || Boolean(marked);
  const isMoonDay =
    day !== null &&
    (/^[初廿]/.test(day[1] ?? "") ||
      (!/^\d/.test(day[1] ?? "") && (wellKnown.has(`${number}-${moonDate(day[1] ?? "")}`) || lunarOccasion.test(text))));
  if (!isNamed && !isMoonDay) return undefined;
  marked ??= m;
  const signed = m[1] ? -number : number;
  if (day) return lunarDays(reading, ownYear, signed, moonDate(day[1] ?? ""), 1, after + day[0].length);
  const suffix = /^份/.test(text.slice(after)) ? 1 : 0;
  return lunarDays(reading, ownYear, signed, 1, undefined, after + suffix);
}

function lunarDays(
  reading: Reading,
  year: number | undefined,
  month: number,
  day: number,
  length: number | undefined,
  end: number,
): Days | undefined {
  const start = year ?? lunarOf(reading.today).year;
  for (let ahead = 0; ahead < (year === undefined ? 40 : 1); ahead++) {
    const first = lunarDay(start + ahead, month, day);
    if (first === undefined) continue;
    const days = length ?? lunarMonthDays(start + ahead, month) ?? 30;
    if (year === undefined && first + days <= reading.today) continue;
    return { first, length: days, grain: length === undefined ? "month" : "day", end, assumptions: [spoken(first)] };
  }
  return undefined;
}

/** 初二 beside a child or a lesson is a class at school. */
const ofSchool = /女儿|闺女|儿子|孩子|孙|娃|学生|同学|学校|上学|读书|数学|英语|语文|物理|化学|作业|功课|补课|补习|辅导|成绩|班主任|学习/;
const asDay = /^初[一二三] ?(?:那|这|当)?天?(?:早|上|中|下|晚|傍|回|去|来|走|过|拜|祭|烧)/;

/** 初一, 廿三: the next such day of the moon. */
function readBareLunarDay(reading: Reading, at: number, isMarked: boolean): Days | undefined {
  const m = matchAt(bareDate, reading.text, at) ?? (isMarked ? matchAt(lunarDate, reading.text, at) : null);
  if (!m) return undefined;
  const wanted = moonDate(m[1] ?? "");
  if (wanted < 1 || wanted > 30 || /年级|中学|[高初]中/.test(reading.text.slice(at, at + 6))) return undefined;
  if (/^初[一二三]/.test(m[0]) && ofSchool.test(reading.text) && !asDay.test(reading.text.slice(at, at + 6))) return undefined;
  for (let first = reading.today; first < reading.today + 62; first++) {
    if (lunarOf(first).day === wanted) return { first, length: 1, grain: "day", end: at + m[0].length, assumptions: [spoken(first)] };
  }
  return undefined;
}

function spoken(day: number): string {
  const { month, day: date } = ymd(day);
  return `农历换成公历是${month}月${date}号`;
}

/** Festivals, statutory holidays and solar terms; 国庆假期 is the days off by the official table. */
export function readFestivalDate(reading: Reading, at: number, year?: number, isMarked = false): Days | undefined {
  const festival = readFestival(reading.text, at, isMarked || year !== undefined);
  if (!festival) return undefined;
  const start = year ?? ymd(reading.today).year - 1;
  for (let ahead = 0; ahead < (year === undefined ? 4 : 1); ahead++) {
    const first = festival.of(start + ahead);
    if (first === undefined || (year === undefined && first < reading.today)) continue;
    const holiday = aroundHoliday.exec(reading.text.slice(festival.end, festival.end + 5));
    const off = holiday ? daysOffAround(first) : undefined;
    if (holiday && off) return { first: off.first, length: off.last - off.first + 1, grain: "day", end: festival.end + holiday[0].length };
    return { first, length: 1, grain: "day", end: festival.end };
  }
  return undefined;
}
