import type { Folded } from "../fold.ts";

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

/** Writes shared units out, so that every part of a range or a list can be read alone. Places still point into the original. */
export function spellOutUnits(folded: Folded): Folded {
  if (!/[-~到至—、和跟及与或,]/.test(folded.text)) return folded;
  const inserts: { readonly before: number; readonly word: string }[] = [];
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
