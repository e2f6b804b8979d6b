import { readNumber } from "../numbers.ts";
import { dayNumber, isRealDay, mondayOf, weekdayOf, ymd } from "./days.ts";
import { isOfficeDay } from "./holidays.ts";
import { readFestivalDate, readLunarDate } from "./read-lunar.ts";
import { readMonthDate, skipWeekday } from "./read-month.ts";
import { readNumericDate } from "./read-numeric-date.ts";
import { readLongSpan, readYearDate } from "./read-year.ts";
import { type Days, matchAt, N, oneDay, type Reading } from "./reading.ts";
import type { DayPart } from "./time-result.ts";
import { week, weekdayIndex } from "./weekday-words.ts";

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

const weekday = new RegExp(
  `(上上|上|这|本|今|当|下下下|下下|下)?(?:一?个)? ?${week}的?(?:${week})?([一二三四五六日]|天(?!气)|[1-7](?!\\d|[天个点:.号日月年\\-/岁周小次人]))(?!年|岁|围|边|周|次|个|家(?![里中有办人])|起来|直(?!接|达)|同(?!意))`,
  "y",
);

const weekSpan = new RegExp(
  `(上上|上|前|这|本|当|下下下|下下|下)(?:一?个?)? ?${week}(?!末|一(?!直(?!接|达)|起来)|[二三四五六日\\d]|天(?!气))(?:之内|以内|内)?`,
  "y",
);

const weekend = new RegExp(`(上上|上|这|本|下下|下)?(?:一?个)? ?(?:${week}末|周六日|双休日?|礼拜六日)`, "y");

const nthDay = /第 ?(\d{1,3}|[一二三四五六七八九十百]{1,5}) ?(?:天|日)(?!没|就|不)/y;

const dayOnly = new RegExp(
  `(${N}) ?(?:号(?!楼|院|门|房|线|车|店|库|桌|床|厅|机|病|码|召|称|子|令|铺|井|地|单元|公|馆|码头|站|室|信|文|选手|电|人|位|候|栋|屋|家|院|柜|台|窗|口|服务|段)|日(?!本|元|记|语|子|前|后|内|之|以|游|报|常|益|间|均))`,
  "y",
);

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

function readRelativeDay(reading: Reading, at: number): Days | undefined {
  const { text, today } = reading;
  for (const word of relativeByFirst.get(text.charAt(at)) ?? []) {
    if (!text.startsWith(word, at) || notRelative.test(text.slice(at, at + 5))) continue;
    const [days, part] = relativeDays[word] ?? [0];
    if ((word === "隔天" || word === "当天" || word === "过天") && text[at - 1] === "每") continue;
    return oneDay(today + days, at + word.length, part ? { part } : {});
  }
  return undefined;
}

/** 跟不上 周六, 楼下周末吵, 看一下周六: the 上 or 下 is of the word before. */
const endOfAWord = /(?:[不楼晚早网路街床班车地山海岸墙身手马赶跟追以][上]|[楼地底乡脚手树剩余]下|(?<!周|星期|礼拜)一下)$/;

function isOfTheWordBefore(text: string, at: number): boolean {
  if (!/[上下这本当]/.test(text.charAt(at))) return false;
  return endOfAWord.test(text.slice(Math.max(0, at - 3), at + 1)) || (text[at + 1] === " " && /\p{Script=Han}$/u.test(text.slice(0, at)));
}

function readWeek(reading: Reading, at: number): Days | undefined {
  const { text, today } = reading;
  if (isOfTheWordBefore(text, at)) return undefined;
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
      return oneDay(first, end, { isWeekday: true });
    }
    return oneDay(today + ((wanted - weekdayOf(today) + 7) % 7), end, { isWeekday: true });
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
  return oneDay(day, at + m[0].length);
}

function readNthDay(reading: Reading, at: number): Days | undefined {
  const m = matchAt(nthDay, reading.text, at);
  if (!m) return undefined;
  return oneDay(reading.today + (readNumber(m[1] ?? "") ?? 1) - 1, at + m[0].length);
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
      const days = oneDay(dayNumber(year, monthNumber, date), skipWeekday(text, at + m[0].length), extra);
      return isPair ? { ...days, length: 2, approximate: true } : days;
    }
  }
  return undefined;
}
