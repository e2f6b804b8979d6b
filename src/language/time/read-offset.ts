import { readNumber } from "../numbers.ts";
import { addMonths, civilDay, dayNumber, instantOf, ymd } from "./days.ts";
import { matchAt, type Reading } from "./reading.ts";
import type { Grain } from "./time-result.ts";

/** A length of time: 三天, 一个半小时, 两年零三个月. */
export interface Length {
  readonly end: number;
  readonly months: number;
  readonly days: number;
  readonly seconds: number;
  /** Of the smallest unit said. */
  readonly grain: Grain;
  readonly approximate: boolean;
}

interface Unit {
  readonly months?: number;
  readonly days?: number;
  readonly seconds?: number;
  readonly grain: Grain;
}

const units: readonly (readonly [string, Unit])[] = [
  ["世纪", { months: 1200, grain: "year" }],
  ["年", { months: 12, grain: "year" }],
  ["季度", { months: 3, grain: "month" }],
  ["月", { months: 1, grain: "month" }],
  ["星期", { days: 7, grain: "week" }],
  ["礼拜", { days: 7, grain: "week" }],
  ["周", { days: 7, grain: "week" }],
  ["天", { days: 1, grain: "day" }],
  ["日", { days: 1, grain: "day" }],
  ["夜", { days: 1, grain: "day" }],
  ["宿", { days: 1, grain: "day" }],
  ["小时", { seconds: 3600, grain: "hour" }],
  ["个钟", { seconds: 3600, grain: "hour" }],
  ["钟头", { seconds: 3600, grain: "hour" }],
  ["时辰", { seconds: 7200, grain: "hour" }],
  ["h", { seconds: 3600, grain: "hour" }],
  ["刻钟", { seconds: 900, grain: "minute" }],
  ["分钟", { seconds: 60, grain: "minute" }],
  ["min", { seconds: 60, grain: "minute" }],
  ["分", { seconds: 60, grain: "minute" }],
  ["秒钟", { seconds: 1, grain: "second" }],
  ["秒", { seconds: 1, grain: "second" }],
];
const unitOf = new Map(units);
const unitWord = "(世纪|周年|年|季度|月|星期|礼拜|周|天|日|小时|钟头|时辰|h(?![a-z])|刻钟|分钟|min(?![a-z])|分|秒钟|秒)";
const amount = `(半|\\d{1,6}(?:\\.\\d{1,2})?|[零〇一二三四五六七八九十百千两几数]{1,6}|[俩仨])`;
const piece = new RegExp(`${amount} ?(来|多|几)?(?:个)?(半)?(?:个)? ?(多)? ?${unitWord}(?:钟|的?时间)?(半)?(多)?`, "y");
const glue = /(?: ?(?:零|又|加|外加|,|，|、)? ?)/y;
const wholeMonth = /^(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月/;
const notLength =
  /^(?:年级|年代|年级|年度|月份|月嫂|月子|日元|日本|分之|分成|分类|分给|分文|分地|分工|分开|分满|分给|天堂|天地|周岁|分(?:[^钟半后内前之以多左来]|$)|秒杀|年前的?事)/;

const amountStart = /[半\d零〇一二三四五六七八九十百千两几数俩仨]/;
const leadStart = /[在未今往接随之以还剩刚过最近前上头再等隔下后这]/;

/** A length of time that begins at `at`. Bare 分 is minutes only behind hours; 十月 is a month, no length. */
export function readLength(text: string, at: number): Length | undefined {
  if (!amountStart.test(text.charAt(at))) return undefined;
  let end = at;
  let months = 0;
  let days = 0;
  let seconds = 0;
  let grain: Grain | undefined;
  let approximate = false;
  let last = Number.POSITIVE_INFINITY;
  for (let part = 0; part < 5; part++) {
    const start = part === 0 ? at : end + (matchAt(glue, text, end)?.[0].length ?? 0);
    const m = matchAt(piece, text, start);
    if (!m) break;
    const [whole, count = "", roughly, half, many, word = "", halfAfter, after] = m;
    const unit = unitOf.get(word === "周年" ? "年" : word);
    if (!unit) break;
    const unitAt = start + whole.lastIndexOf(word);
    if (part === 0 && isNoLength(text, start, count, word, whole, unitAt, Boolean(half || halfAfter))) return undefined;
    if (count === "几" || count === "数") approximate = true;
    const number = count === "半" ? 0.5 : count === "几" || count === "数" ? 3 : (adjacentPair(count) ?? readNumber(count));
    if (number === undefined) break;
    const size = (unit.months ?? 0) * 2_592_000 + (unit.days ?? 0) * 86_400 + (unit.seconds ?? 0);
    if (part > 0 && size >= last && !/[又零]/.test(text.slice(end, start))) break;
    last = size;
    const value = number + (half || halfAfter ? 0.5 : 0);
    months += value * (unit.months ?? 0);
    days += value * (unit.days ?? 0);
    seconds += value * (unit.seconds ?? 0);
    approximate ||= Boolean(roughly || many || after) || adjacentPair(count) !== undefined;
    grain = halfAfter && unit.grain === "minute" ? "second" : unit.grain;
    end = start + whole.length;
  }
  if (!grain || months > 12_000 || days > 400_000 || seconds > 4e9) return undefined;
  const rest = months - Math.floor(months);
  return { end, months: Math.floor(months), days: days + Math.round(rest * 30), seconds, grain, approximate };
}

/** 三五天, 两三个小时: the first of the two. */
function adjacentPair(count: string): number | undefined {
  if (!/^[一二两三四五六七八九]{2}$/.test(count)) return undefined;
  const [a, b] = [readNumber(count.charAt(0)) ?? 0, readNumber(count.charAt(1)) ?? 0];
  return b === a + 1 || (a === 3 && b === 5) ? a : undefined;
}

function isNoLength(text: string, start: number, count: string, word: string, whole: string, unitAt: number, isHalf: boolean): boolean {
  const from = text.slice(unitAt, unitAt + 4);
  if (notLength.test(word === "分" && isHalf ? "" : from)) return true;
  if (word === "月" && !whole.includes("个") && wholeMonth.test(text.slice(start, start + 6)) && count !== "半") return true;
  if (word === "年" && (/^\d{4}$/.test(count) || /^[一二][零〇一二三四五六七八九]{3}$/.test(count))) return true;
  if (word === "周" && /^周[一二三四五六日末]/.test(from) && !/^周[一二三四五六日](?:次|遍|回)/.test(from)) return true;
  if (
    (word === "星期" || word === "礼拜") &&
    /^(?:星期|礼拜)[一二三四五六日天]/.test(text.slice(unitAt, unitAt + 3)) &&
    !whole.includes("个")
  )
    return true;
  if (word === "天" && /^天(?:气|空|下(?![雨雪来午个]|冰|雾|单|班|地|楼|床)|上(?![午班门楼课])|花|真|才|亮|黑|冷|热|到晚)/.test(from))
    return true;
  return /第 ?$/.test(text.slice(Math.max(0, start - 2), start));
}

/** Seconds of a length, months as 30 and years as 365 days. */
export function lengthSeconds({ months, days, seconds }: Length): number {
  const years = Math.floor(months / 12);
  return (years * 365 + (months - years * 12) * 30 + days) * 86_400 + seconds;
}

/** A moment or window so long from now: 三天后, 两小时内, 未来一周, 过十分钟. */
export interface Offset {
  readonly end: number;
  readonly kind: "point" | "within" | "span";
  readonly length: Length;
  readonly isPast: boolean;
  /** 再过, 过: only the beginning is said. */
  readonly isOpen: boolean;
}

const before =
  /(?:在)?(?:未来|今后|往后|接下来|接下去|之后|随后|以后|后面|往后数|下面)(?:的|这)? ?|(?:还剩|剩下?|还有) ?|(?:刚过去|过去|之前|最近|近|前|上|头)(?:的|这)? ?|(?:再过|再等|等|过|隔|再有|再) ?/y;
const after = /^ ?(?:之|以)?(后|内|前)|^ ?(?:以内|之内|里(?!面|边)|以来|过后|开外)/;

const neighbourHour = /(上|前|下|这)一?个(小时|钟头|分钟)/y;

/** An offset from now that begins at `at`. */
export function readOffset(reading: Reading, at: number): Offset | undefined {
  const { text } = reading;
  const first = text.charAt(at);
  if (first === "前" && text[at - 1] === "提") return undefined;
  if (!leadStart.test(first)) return amountStart.test(first) ? offsetOf(reading, at, "") : undefined;
  const lead = matchAt(before, text, at);
  const word = lead?.[0].replace(/ |的|这$/g, "") ?? "";
  const from = at + (lead?.[0].length ?? 0);
  const hour = matchAt(neighbourHour, text, at);
  if (hour) {
    const length: Length = {
      end: at + hour[0].length,
      months: 0,
      days: 0,
      seconds: hour[2] === "分钟" ? 60 : 3600,
      grain: "hour",
      approximate: false,
    };
    return { end: length.end, kind: "span", length, isPast: hour[1] !== "下", isOpen: false };
  }
  if (/^[前上头]$/.test(word) && /^半个?[月年]/.test(text.slice(from, from + 3))) return undefined;
  return offsetOf(reading, from, lead ? word || "?" : "");
}

/** The offset whose length begins at `from`, behind the lead `word`. */
function offsetOf({ text }: Reading, from: number, word: string): Offset | undefined {
  const length = readLength(text, from);
  if (!length) return undefined;
  const tail = after.exec(text.slice(length.end, length.end + 5));
  const end = length.end + (tail?.[0].length ?? 0);
  if (/^(?:未来|今后|往后|接下来|接下去|随后|之后|以后|后面|下面)/.test(word)) {
    return { end, kind: tail && /后/.test(tail[0]) ? "point" : "span", length, isPast: false, isOpen: false };
  }
  if (/^(?:过去|之前|最近|近|刚过去)$/.test(word)) return { end, kind: "span", length, isPast: true, isOpen: false };
  // 「还剩三天又六个小时」 counts what is left; 「还剩五分钟」 says until when.
  if (/^(?:还剩|剩|剩下)$/.test(word) && !tail && text.slice(from, end).includes("又")) return undefined;
  if (/^(?:还剩|剩|剩下)$/.test(word) && !tail) return { end, kind: "span", length, isPast: false, isOpen: false };
  if (/^(?:再过|过|隔|再等|再有)$/.test(word)) return { end, kind: "point", length, isPast: false, isOpen: !tail && length.seconds > 0 };
  if (/^(?:前|上|头)$/.test(word) && !tail && /天|日|周|星期|礼拜|月|年|时|分/.test(text.slice(from, end)))
    return { end, kind: "span", length, isPast: true, isOpen: false };
  if (word !== "" && word !== "等" && word !== "再") return undefined;
  if (!tail) return undefined;
  if (/前/.test(tail[0])) return { end, kind: "point", length, isPast: true, isOpen: false };
  if (/后|开外/.test(tail[0])) return { end, kind: "point", length, isPast: false, isOpen: false };
  if (/来/.test(tail[0])) return { end, kind: "span", length, isPast: true, isOpen: false };
  return { end, kind: "within", length, isPast: false, isOpen: false };
}

/** Now moved by a length. Days and longer give a whole day; approximate months the first of the month. */
export function moved(reading: Reading, offset: Offset): { readonly at: Date; readonly day: number; readonly isDay: boolean } {
  const { length, isPast } = offset;
  const sign = isPast ? -1 : 1;
  const isDay = length.seconds === 0 && Number.isInteger(length.days);
  let day = addMonths(reading.today, sign * length.months);
  day += sign * Math.floor(length.days);
  const isLoose =
    length.months > 0 &&
    length.days === 0 &&
    length.seconds === 0 &&
    (length.approximate || length.months === 6) &&
    length.grain !== "year";
  if (offset.kind === "point" && (isLoose || (length.months === 6 && length.days === 0 && length.grain === "year"))) {
    const { year, month } = ymd(day);
    day = dayNumber(year, month, 1);
  }
  const moment = instantOf(day, reading.seconds + sign * (length.seconds + (length.days - Math.floor(length.days)) * 86_400));
  const at = new Date(moment.getTime() + (reading.now.getTime() - instantOf(reading.today, reading.seconds).getTime()));
  return { at, day: isDay ? day : civilDay(at).day, isDay };
}
