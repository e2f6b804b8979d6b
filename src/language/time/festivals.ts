import { Lunar, LunarMonth, Solar } from "lunar-typescript";
import { dayNumber, nthWeekday, ymd } from "./days.ts";

type DayOfYear = (year: number) => number | undefined;

const fixed =
  (month: number, day: number): DayOfYear =>
  (year) =>
    dayNumber(year, month, day);
const nth =
  (month: number, weekday: number, count: number): DayOfYear =>
  (year) =>
    nthWeekday(year, month, weekday, count);

/** The civil day of a lunar date; a leap month is negative. Undefined when that month or day does not exist in the year. */
export function lunarDay(year: number, month: number, day: number): number | undefined {
  const key = (year * 32 + month + 13) * 32 + day;
  const known = lunarDays.get(key);
  if (known !== undefined) return known;
  const found = convert(year, month, day);
  if (found !== undefined && lunarDays.size < mostKnown) lunarDays.set(key, found);
  return found;
}

/** Conversions are slow and always the same, and everybody asks about the same few. */
const lunarDays = new Map<number, number>();
const lunarDates = new Map<number, LunarDate>();
const mostKnown = 5000;

interface LunarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function convert(year: number, month: number, day: number): number | undefined {
  const length = lunarMonthDays(year, month);
  if (length === undefined || day < 1 || day > length) return undefined;
  const solar = Lunar.fromYmd(year, month, day).getSolar();
  return dayNumber(solar.getYear(), solar.getMonth(), solar.getDay());
}

/** Days of a lunar month (29 or 30), or undefined when the year has no such (leap) month. */
export function lunarMonthDays(year: number, month: number): number | undefined {
  if (year < 1900 || year > 2150 || month === 0 || Math.abs(month) > 12) return undefined;
  return LunarMonth.fromYm(year, month)?.getDayCount();
}

/** Lunar year, month and day of a civil day. */
export function lunarOf(day: number): LunarDate {
  const known = lunarDates.get(day);
  if (known) return known;
  const { year, month, day: date } = ymd(day);
  const lunar = Solar.fromYmd(year, month, date).getLunar();
  const found = { year: lunar.getYear(), month: lunar.getMonth(), day: lunar.getDay() };
  if (lunarDates.size < mostKnown) lunarDates.set(day, found);
  return found;
}

const lunar =
  (month: number, day: number): DayOfYear =>
  (year) =>
    lunarDay(year, month, day);
/** The eve of the new year closes the lunar year it is named after. */
const newYearsEve: DayOfYear = (year) => {
  const next = lunarDay(year + 1, 1, 1);
  return next === undefined ? undefined : next - 1;
};
const easter: DayOfYear = (year) => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor((year % 100) / 4) - d - (year % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return dayNumber(year, Math.floor(f / 31), (f % 31) + 1);
};
const dayAfter =
  (of: DayOfYear, days: number): DayOfYear =>
  (year) => {
    const day = of(year);
    return day === undefined ? undefined : day + days;
  };

const named: readonly (readonly [string, DayOfYear])[] = [
  ["元旦|阳历新年|阳历年|公历新年|新年|新历年", fixed(1, 1)],
  ["腊八", lunar(12, 8)],
  ["小年", lunar(12, 23)],
  ["除夕夜|除夕|大年夜|大年三十|年三十|大年三十晚", newYearsEve],
  ["春节|大年初一|农历新年|农历年|过大年|大年|阴历年|年初一", lunar(1, 1)],
  ["大年初二|年初二", lunar(1, 2)],
  ["大年初三|年初三", lunar(1, 3)],
  ["大年初四|年初四", lunar(1, 4)],
  ["大年初五|破五|年初五", lunar(1, 5)],
  ["大年初六|年初六", lunar(1, 6)],
  ["大年初七|年初七", lunar(1, 7)],
  ["大年初八|年初八", lunar(1, 8)],
  ["元宵|灯节|上元", lunar(1, 15)],
  ["情人", fixed(2, 14)],
  ["龙抬头|二月二", lunar(2, 2)],
  ["妇女|三八|女神", fixed(3, 8)],
  ["三月三|上巳", lunar(3, 3)],
  ["六月六", lunar(6, 6)],
  ["植树", fixed(3, 12)],
  ["消费者权益|三一五|315", fixed(3, 15)],
  ["愚人", fixed(4, 1)],
  ["复活", easter],
  ["劳动|五一国际劳动|国际劳动|五一", fixed(5, 1)],
  ["青年|五四青年|五四", fixed(5, 4)],
  ["母亲", nth(5, 7, 2)],
  ["护士", fixed(5, 12)],
  ["儿童|六一儿童|国际儿童|六一", fixed(6, 1)],
  ["父亲", nth(6, 7, 3)],
  ["端午|端阳|五月节", lunar(5, 5)],
  ["建党|七一", fixed(7, 1)],
  ["建军|八一", fixed(8, 1)],
  ["七夕|七月七", lunar(7, 7)],
  ["中元|七月半|鬼", lunar(7, 15)],
  ["教师", fixed(9, 10)],
  ["中秋|八月节|仲秋", lunar(8, 15)],
  ["国庆|十一国庆", fixed(10, 1)],
  ["重阳|老年|九月九", lunar(9, 9)],
  ["万圣", fixed(10, 31)],
  ["光棍|双十一|双11", fixed(11, 11)],
  ["感恩", nth(11, 4, 4)],
  ["黑色星期五", dayAfter(nth(11, 4, 4), 1)],
  ["双十二|双12", fixed(12, 12)],
  ["平安夜", fixed(12, 24)],
  ["圣诞", fixed(12, 25)],
  ["寒衣", lunar(10, 1)],
];
/** These words are festivals only with 节 or 日 behind them. */
const needsSuffix = new Set([
  "情人",
  "妇女",
  "女神",
  "植树",
  "消费者权益",
  "愚人",
  "复活",
  "劳动",
  "国际劳动",
  "青年",
  "母亲",
  "护士",
  "儿童",
  "国际儿童",
  "父亲",
  "建党",
  "建军",
  "鬼",
  "教师",
  "老年",
  "万圣",
  "光棍",
  "感恩",
  "寒衣",
  "中元",
]);
/** These are also numbers or other words: only before 节, 那天, 放假 or where nothing number-like follows. */
/** 二月二, 六月六: days of the moon, unless the number goes on. */
const sameNumbers = /^([二三六七九])月\1$/;
const isShy = new Set(["三八", "五四", "七一", "八一", "315", "大年", "三一五", "六一"]);

const terms = new Set(
  "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒".split(" "),
);
/** 大雪 and the like are weather as often as terms: they need a marker or a year. */
const weatherWords = new Set(["大雪", "小雪", "雨水", "小满", "白露", "大暑", "小暑"]);

const termCache = new Map<string, number | undefined>();

/** The civil day of a solar term. The year of terms begins with 立春, so 小寒 and 大寒 fall in the next calendar year. */
function termDay(name: string, year: number): number | undefined {
  const key = `${name}${year}`;
  if (!termCache.has(key)) {
    const calendarYear = name === "小寒" || name === "大寒" ? year + 1 : year;
    const solar =
      calendarYear < 1900 || calendarYear > 2150
        ? undefined
        : Lunar.fromYmd(calendarYear, 6, 1).getJieQiTable()[name === "冬至" ? "DONG_ZHI" : name];
    termCache.set(key, solar ? dayNumber(solar.getYear(), solar.getMonth(), solar.getDay()) : undefined);
  }
  return termCache.get(key);
}

export interface Festival {
  readonly end: number;
  readonly name: string;
  readonly of: DayOfYear;
}

const festivalWords = named
  .flatMap(([words, of]) => words.split("|").map((word) => ({ word, of })))
  .sort((a, b) => b.word.length - a.word.length);
const byFirst = new Map<string, typeof festivalWords>();
for (const one of festivalWords) byFirst.set(one.word.charAt(0), [...(byFirst.get(one.word.charAt(0)) ?? []), one]);

/** A festival or solar term that begins at `from`, in folded text. `isMarked` when a year or 农历 stands before it. */
export function readFestival(text: string, from: number, isMarked: boolean): Festival | undefined {
  for (const { word, of } of byFirst.get(text.charAt(from)) ?? []) {
    if (!text.startsWith(word, from)) continue;
    let end = from + word.length;
    if (sameNumbers.test(word) && /^[十一二三四五六七八九号日点个分]/.test(text.slice(end, end + 1))) continue;
    const suffix = /^(?:节(?!目|约|能|日食品)|日(?!子|记|常))/.test(text.slice(end, end + 3));
    if (needsSuffix.has(word) && !suffix) continue;
    if (isShy.has(word) && !suffix && !/^(?:那天|当天|前|后|放假|假期|期间|小长假)/.test(text.slice(end, end + 4))) continue;
    if (suffix && !/夜$/.test(word)) end += 1;
    return { end, name: text.slice(from, end), of };
  }
  const two = text.slice(from, from + 2);
  if (terms.has(two)) {
    const after = text.slice(from + 2, from + 4);
    const hasMark = /^(?:节|那天|当天|节气|前|后|这天)/.test(after);
    if (weatherWords.has(two) && !isMarked && !hasMark && text.trim() !== two) return undefined;
    return { end: from + 2 + (after.startsWith("节气") ? 2 : after.startsWith("节") ? 1 : 0), name: two, of: (year) => termDay(two, year) };
  }
  return undefined;
}
