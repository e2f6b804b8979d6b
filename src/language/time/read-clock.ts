import { readNumber } from "../numbers.ts";
import { partWords } from "./conventions.ts";
import { type Clock, matchAt } from "./reading.ts";
import type { DayPart } from "./time-result.ts";

const hour = "(\\d{1,2}|二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九])";
const minute = "(\\d{1,2}|[二三四五]十[一二三四五六七八九]?|十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])";
const meridiem = "( ?(?:[ap]\\.?m\\.?|[ap])(?![a-z]))?";
const digital = new RegExp(`(\\d{1,2}) ?: ?(\\d{2})(?: ?: ?(\\d{2}))?(?!\\d|:)${meridiem}`, "y");
const english = /(\d{1,2})() ?([ap]\.?m\.?)(?![a-z])/y;
const pair = /([一二三四五六七八九])([二三四五六七八九十]) ?(?:点|时)(?:来|多)?(?:钟)?/y;
const spoken = new RegExp(
  `${hour} ?(?:点|时(?!间|候|常|不|段|长|尚|期|刻|节|代|效|而))(来(?=钟)|多)?(?:钟)?(整|半|一刻|1刻|三刻|3刻|两刻|过?(?:零|〇)?${minute}(?!\\d| ?[号楼个块元岁人斤栋室年月天多度])(?: ?(分(?!之|钟)|(?:分钟)(?=到|$)))?|差一刻|差 ?${minute} ?分?)?(半)?(?: ?(\\d{1,2}|[一二三四五六七八九十]{1,3}) ?秒)?${meridiem}`,
  "y",
);
const lacking = new RegExp(`差 ?(?:${minute} ?分(?:钟)?|(一刻)(?:钟)?) ?(?:到|就|不到)? ?${hour} ?点(?:钟|整)?`, "y");
const roughly = /^ ?(?:左右|前后|上下|许|来钟|多钟|多(?!少|久|远)|光景|的样子)/;
/** 8.30 is a clock time only right behind a part of the day. */
const dotted = /(\d{1,2})\.([0-5]\d)(?![\d.]|元|块|斤|度|米|号|日)/y;
/** 三点建议: so many of them. */
const countedThings = /^(?:小)?(?:建议|意见|要求|问题|原因|希望|想法|说明|理由|看法|体会|心得|注意|好处|坏处|感受|情况)/;
const counts = /^(?:建议|意见|要求|问题|原因|希望|想法|说明|理由|小|点|都|也|儿|不|没|东西|钱|心意|吃|力|用|事|忙|啥)/;

function meridiemShift(mark: string | undefined, hours: number): number {
  if (!mark) return hours;
  const isLate = mark.trim().startsWith("p");
  if (isLate) return hours < 12 ? hours + 12 : hours;
  return hours === 12 ? 0 : hours;
}

const clockStart = /[\d零〇一二两三四五六七八九十差]/;

/** A clock time that begins at `at`. `isAnchored`: a date or a part of the day stands before it, so short forms are trusted. */
export function readClock(text: string, at: number, isAnchored: boolean): Clock | undefined {
  if (!clockStart.test(text.charAt(at))) return undefined;
  const first = text.charCodeAt(at);
  const isDigit = first >= 48 && first <= 57;
  if (isDigit) {
    const m = matchAt(digital, text, at) ?? matchAt(english, text, at) ?? (isAnchored ? matchAt(dotted, text, at) : null);
    if (m) {
      const hours = meridiemShift(m[4] ?? (m[2] === "" ? m[3] : undefined), Number(m[1]));
      const minutes = Number(m[2] || 0);
      const seconds = m[2] === "" ? 0 : Number(m[3] || 0);
      if (hours > 24 || minutes > 59 || seconds > 59) return undefined;
      return finish(
        text,
        at + m[0].length,
        hours * 60 + minutes,
        seconds,
        Boolean(m[4] || m[2] === "") || hours > 12 || /^0\d/.test(m[0]),
        m[2] === "" ? "hour" : "minute",
      );
    }
  }
  const lack = text.charAt(at) === "差" ? matchAt(lacking, text, at) : null;
  if (lack) {
    const hours = readNumber(lack[3] ?? "") ?? 0;
    const less = lack[2] ? 15 : (readNumber(lack[1] ?? "") ?? 0);
    return finish(text, at + lack[0].length, hours * 60 - less, 0, hours > 12, "minute");
  }
  return readSpoken(text, at, isAnchored);
}

/** 二十四点五度, 三点二公里: a measure, no hour. */
const measured =
  /(?:\d{1,3}|[零〇一二三四五六七八九十百]{1,4})点(?:\d{1,4}|[零〇一二三四五六七八九]{1,4}) ?(?:度|倍|斤|公斤|千克|米|公里|里地|元|块|岁|折|级|%|万|亿|亩|寸|厘|毫|吨|克|个百分点|平方|升|瓦|伏|个亿|折)/y;

function readSpoken(text: string, at: number, isAnchored: boolean): Clock | undefined {
  const both = matchAt(pair, text, at);
  if (both) {
    const from = readNumber(both[1] ?? "") ?? 0;
    const to = readNumber(both[2] ?? "") ?? 0;
    if (to === from + 1)
      return { ...finish(text, at + both[0].length, from * 60, 0, false, "hour"), approximate: true, untilMinutes: to * 60 };
  }
  const m = matchAt(measured, text, at) ? null : matchAt(spoken, text, at);
  if (!m) return undefined;
  const hourWord = m[1] ?? "";
  const tail = m[3] ?? "";
  const raw = readNumber(hourWord) ?? 99;
  if (raw > 24) return undefined;
  const end = at + m[0].length;
  let minutes = 0;
  if (tail === "半") minutes = 30;
  else if (/刻/.test(tail)) minutes = tail.startsWith("差") ? -15 : (/三|3/.test(tail) ? 3 : /两/.test(tail) ? 2 : 1) * 15;
  else if (m[6]) minutes = -(readNumber(m[6]) ?? 0);
  else if (m[4]) minutes = readNumber(m[4]) ?? 0;
  if (minutes > 59) return undefined;
  if (raw === 0 && m[4] && !m[5] && minutes < 10) return undefined;
  const isBareDigit = Boolean(m[4]) && /^[\d一二三四五六七八九]$/.test(m[4] ?? "") && !/零|〇|过/.test(tail) && !m[5];
  if (isBareDigit)
    return isAnchored && !/度|倍|斤|米|元|块|岁|折|级/.test(text.charAt(end)) && raw > 0
      ? readSpokenHourOnly(text, at, hourWord)
      : undefined;
  if (/^[度倍斤米元块岁折级%万亿]/.test(text.slice(end, end + 1)) && tail !== "整") return undefined;
  const isOne = hourWord === "一" || hourWord === "两" || hourWord === "几";
  if (!tail && !m[2] && !m[0].includes("钟")) {
    if (
      isOne &&
      !isAnchored &&
      hourWord === "一" &&
      !/^(?: ?(?:$|[,，。!？?]|半|左右|前|后|以|之|到|至|-|~|去|来|开|出|见|集合|接|送|我|能|行|可以|吧|行不|上课|放学|过))/.test(
        text.slice(end),
      )
    )
      return undefined;
    if (
      isOne &&
      hourWord === "一" &&
      /[有早晚快慢多少差好大小高低轻重便宜长短近远这那]$/.test(text.slice(Math.max(0, at - 3), at)) &&
      !/(?:中午|下午|晌|夜|午后)$/.test(text.slice(Math.max(0, at - 3), at))
    )
      return undefined;
    if ((isOne && counts.test(text.slice(end))) || (!isAnchored && countedThings.test(text.slice(end)))) return undefined;
  }
  if (m[0].endsWith("时") && !isAnchored && /^[^\d零〇]$/.test(hourWord) && tail === "" && isOne) return undefined;
  const hours = meridiemShift(m[9], raw);
  const total = hours * 60 + minutes;
  const clock = finish(
    text,
    end,
    total,
    m[8] ? (readNumber(m[8]) ?? 0) : 0,
    Boolean(m[9]) || hours > 12 || hours === 0,
    tail || m[8] ? "minute" : "hour",
  );
  return m[2] ? { ...clock, approximate: true } : clock;
}

/** 三点五 behind a part of the day is still three o'clock; without one it is a decimal. */
function readSpokenHourOnly(text: string, at: number, hourWord: string): Clock {
  const hours = readNumber(hourWord) ?? 0;
  return finish(text, at + hourWord.length + 1, hours * 60, 0, hours > 12, "hour");
}

function finish(text: string, end: number, minutes: number, seconds: number, isSettled: boolean, grain: Clock["grain"]): Clock {
  const rough = roughly.exec(text.slice(end, end + 5));
  return {
    end: end + (rough ? rough[0].length : 0),
    minutes,
    seconds,
    grain: seconds ? "second" : grain,
    isSettled,
    approximate: rough !== null,
  };
}

const partsByFirst = new Map<string, (readonly [string, DayPart])[]>();
for (const entry of partWords) partsByFirst.set(entry[0].charAt(0), [...(partsByFirst.get(entry[0].charAt(0)) ?? []), entry]);

/** A part of the day that begins at `at`. A lone 早 or 晚 counts only behind a date. */
export function readPart(text: string, at: number, isBehindDate: boolean): { readonly end: number; readonly part: DayPart } | undefined {
  for (const [word, part] of partsByFirst.get(text.charAt(at)) ?? []) {
    if (!text.startsWith(word, at)) continue;
    if (word === "早起" && !isBehindDate) continue;
    return { end: at + word.length, part };
  }
  if (!isBehindDate) {
    const alone = text.charAt(at);
    if ((alone === "早" || alone === "晚") && /^[早晚] ?(?:\d{1,2}|十[一二]?|[五六七八九]) ?(?:点|:)/.test(text.slice(at, at + 8)))
      return { end: at + 1, part: alone === "早" ? "early" : "evening" };
    return undefined;
  }
  const one = text.charAt(at);
  const next = text.slice(at + 1, at + 3);
  if (one === "早" && !/^(?:点|些|日|就|已|晚|一点)/.test(next)) return { end: at + 1, part: "early" };
  if (one === "晨") return { end: at + 1, part: "early" };
  if ((one === "晚" || one === "夜") && !/^(?:点|些|会|到|了|一点|一会)/.test(next)) return { end: at + 1, part: "evening" };
  return undefined;
}
