import type { Folded } from "../fold.ts";
import { isCountedByMoon, moonDate } from "./read-lunar.ts";

const number = "(?:\\d{1,4}|[零〇一二三四五六七八九十廿]{1,4})";
const between = "(?: ?(?:-{1,3}|~|到|至|—{1,2}) ?| ?(?:、|和|跟|及|与|或者?) ?)";
/** 9~12点, 4月12-19日, 2--4月, 15、16号: the first number lacks its unit. */
const shared = new RegExp(
  `(?<![\\d.:\\-/周期拜第初零〇一二三四五六七八九十廿])(${number})(?=${between}${number}(?:(点|月(?!份?前|饼)|号(?!楼|院|线)|日(?!元|本)|时(?!间|候))))`,
  "g",
);
/** 周一至五, 星期二、四: the second weekday lacks its 周. */
const weekdays =
  /((?:周|星期|礼拜)[一二三四五六日天])((?: ?(?:-|~|到|至|、|和|跟|及|,) ?[一二三四五六日天](?![一二三四五六七八九十点个月号天年楼单起些下定边])){1,8})/g;

/** 12.8-12.10, 12.8到10号: days with a dot, whose 号 stands at the end or nowhere. */
const dotted =
  /(?<![\d.:\-/v])((?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01]))(?=(?: ?[号日])? ?(?:-{1,2}|~|到|至|—{1,2}) ?((?:0?[1-9]|1[0-2])\.)?((?:0?[1-9]|[12]\d|3[01]))( ?[号日])?(?![\d.:/]))/g;
/** Measures and prices are written the same way: 血糖5.6-6.1, 2.5到3.5斤. */
const measured = /[糖酸脂温压价重分力版率卖]|指标|身高|体长|[a-z]$/;
const unitBehind =
  /^ ?(?:元|块|毛|斤|两|克|公斤|千克|吨|米|公里|里地|厘米|寸|度|分|折|倍|万|亿|千|百|%|％|毫|升|平|小时|个|岁|点|成|级|楼|单元|[a-z])/;
/** 腊月二十三到二十五: the month is said once; 农历 goes with it, or it is one of those that everybody counts by the moon. */
const moonDay = "(初[一二三四五六七八九十]|廿[一二三四五六七八九]|[二三]?十[一二三四五六七八九]?)";
const moonDays = new RegExp(
  `(农历|阴历|旧历)?((?:闰)?(?:[正冬腊]|十[一二]|[一二三四五六七八九十])月)${moonDay}(?= ?(?:-|~|到|至|—{1,2}) ?${moonDay}(?![一二三四五六七八九十月号日天点个岁年块元]))`,
  "g",
);

interface Insert {
  readonly before: number;
  readonly word: string;
}

function dottedDays(text: string): Insert[] {
  return [...text.matchAll(dotted)].flatMap((m): Insert[] => {
    const [whole, , month, day = "", sign = ""] = m;
    const end = m.index + whole.length;
    const tail = text.slice(end).search(/[\d]/) + end;
    const close = tail + (month?.length ?? 0) + day.length;
    const isDay = sign !== "" || (month !== undefined && !measured.test(text.slice(Math.max(0, m.index - 6), m.index)));
    if (!isDay || (sign === "" && unitBehind.test(text.slice(close)))) return [];
    const own = /^ ?[号日]/.test(text.slice(end)) ? [] : [{ before: end, word: "号" }];
    return sign === "" ? [...own, { before: close, word: "号" }] : own;
  });
}

function moonMonths(text: string): Insert[] {
  return [...text.matchAll(moonDays)].flatMap((m): Insert[] => {
    const [whole, marker = "", month = "", first = "", last = ""] = m;
    if (moonDate(last) <= moonDate(first)) return [];
    const before = text.indexOf(last, m.index + whole.length);
    const isMoon = marker !== "" || /[正冬腊闰]/.test(month) || /^[初廿]/.test(first) || isCountedByMoon(month, first);
    return [{ before, word: `${isMoon ? "农历" : ""}${month}` }];
  });
}

/** Writes shared units out, so that every part of a range or a list can be read alone. Places still point into the original. */
export function spellOutUnits(folded: Folded): Folded {
  if (!/[-~到至—、和跟及与或,]/.test(folded.text)) return folded;
  const inserts: Insert[] = [...dottedDays(folded.text), ...moonMonths(folded.text)];
  for (const m of folded.text.matchAll(shared)) inserts.push({ before: m.index + m[0].length, word: m[2] ?? "" });
  for (const m of folded.text.matchAll(weekdays)) {
    const word = m[1]?.slice(0, -1) ?? "";
    const tail = m[2] ?? "";
    for (let i = 0; i < tail.length; i++)
      if (/[一二三四五六日天]/.test(tail.charAt(i))) inserts.push({ before: m.index + (m[1]?.length ?? 0) + i, word });
  }
  if (inserts.length === 0) return folded;
  inserts.sort((a, b) => a.before - b.before);
  let text = "";
  const at: number[] = [];
  let from = 0;
  for (const { before, word } of [...inserts, { before: folded.text.length, word: "" }]) {
    text += folded.text.slice(from, before) + word;
    for (let i = from; i < before; i++) at.push(folded.at[i] ?? 0);
    for (let i = 0; i < word.length; i++) at.push(folded.at[before] ?? 0);
    from = before;
  }
  at.push(folded.at[folded.text.length] ?? 0);
  return { text, at };
}
