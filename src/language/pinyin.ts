import type { Folded } from "./fold.ts";
import { chooseCharacters, knownWords } from "./pinyin-words.ts";

const table = new Map(knownWords.map(({ letters, chars }) => [letters, chars]));
const longest = Math.max(...[...table.keys()].map((key) => key.length));
const numerals: Readonly<Record<string, string>> = {
  yi: "一",
  er: "二",
  liang: "两",
  san: "三",
  si: "四",
  wu: "五",
  liu: "六",
  qi: "七",
  ba: "八",
  jiu: "九",
  shi: "十",
  shiyi: "十一",
  shier: "十二",
  ri: "日",
  tian: "天",
};
const beforeDian = /^(shiyi|shier|yi|er|liang|san|si|wu|liu|qi|ba|jiu|shi) ?(?=dian)/;
const afterWeek = /^(yi|er|san|si|wu|liu|ri|tian)(?![a-z])/;
const latin = /[a-z]{3}/;
/** A sentence typed in pinyin; fewer syllables may as well be a name or a foreign word. */
const sentence = /[a-z]{1,40}(?: {1,2}[a-z]{1,40}){0,60}/y;
/** More words in a row than anybody types: noise. */
const endless = /(?:[a-z]{1,40} {1,2}){61}/;
const fewestSyllables = 4;

/** Writes words typed in pinyin as characters (mingtian shangwu 9dian → 明天上午9点). Other letters stay. */
export function spellPinyin(folded: Folded): Folded {
  if (!latin.test(folded.text)) return folded;
  if (last?.from !== folded.text) last = { from: folded.text, ...spell(folded.text) };
  const { text, at } = last;
  return { text, at: at.map((from) => folded.at[from] ?? 0) };
}

/** The last text: one message is read for danger, times and meaning, one after the other. */
let last: { readonly from: string; readonly text: string; readonly at: readonly number[] } | undefined;

function spell(text: string): Folded {
  const hasSentences = !endless.test(text);
  let out = "";
  const at: number[] = [];
  let index = 0;
  const put = (word: string, from: number): void => {
    out += word;
    for (let i = 0; i < word.length; i++) at.push(from);
  };
  let resumed = 0;
  while (index < text.length) {
    const whole =
      hasSentences && isLetter(text, index) && (index === resumed || !isLetter(text, index - 1)) ? sentenceAt(text, index) : undefined;
    if (whole) {
      for (const [i, char] of [...whole.chars].entries()) put(char, index + (whole.at[i] ?? 0));
      index += whole.length;
      if (text[index] === " " && /\d/.test(text.charAt(index + 1))) index += 1;
      continue;
    }
    const hit = isLetter(text, index) ? wordAt(text, index, out) : undefined;
    if (hit) {
      put(hit.word, index);
      index = hit.end;
      if (text[index] === " " && /[a-z\d]/.test(text.charAt(index + 1))) index += 1;
      resumed = index;
    } else {
      put(text.charAt(index), index);
      index += 1;
    }
  }
  at.push(text.length);
  return { text: out, at };
}

const isLetter = (text: string, at: number): boolean => /[a-z]/.test(text.charAt(at));

function sentenceAt(
  text: string,
  from: number,
): { readonly chars: string; readonly at: readonly number[]; readonly length: number } | undefined {
  sentence.lastIndex = from;
  const letters = sentence.exec(text)?.[0] ?? "";
  const isHour = letters.startsWith("dian") && /[\d一二三四五六七八九十两] ?$/.test(text.slice(0, from));
  if (isHour || letters.length < fewestSyllables * 2) return undefined;
  const chosen = chooseCharacters(letters);
  return chosen && chosen.at.length >= fewestSyllables ? { ...chosen, length: letters.length } : undefined;
}

function wordAt(text: string, from: number, before: string): { readonly word: string; readonly end: number } | undefined {
  const rest = text.slice(from, from + longest + 4);
  const number = beforeDian.exec(rest) ?? (/(?:星期|礼拜|下周|周)$/.test(before) ? afterWeek.exec(rest) : null);
  if (number) return { word: numerals[number[1] ?? ""] ?? "", end: from + number[0].length };
  if (/^dian/.test(rest) && /[\d一二三四五六七八九十两] ?$/.test(before)) {
    const half = /^dian ?ban(?![a-z])/.exec(rest);
    return half ? { word: "点半", end: from + half[0].length } : { word: "点", end: from + 4 };
  }
  let key = "";
  let best: { readonly word: string; readonly end: number } | undefined;
  for (let i = from; i < text.length && key.length < longest; i++) {
    const char = text.charAt(i);
    if (char === " " && key !== "") continue;
    if (!/[a-z]/.test(char)) break;
    key += char;
    const word = table.get(key);
    if (word !== undefined) best = { word, end: i + 1 };
  }
  return best;
}
