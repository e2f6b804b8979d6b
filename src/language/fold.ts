import traditional from "./traditional.json" with { type: "json" };

/** A text in one spelling: half-width, lower case, simplified, no invisible characters. `at[i]` is where unit i stood in the original. */
export interface Folded {
  readonly text: string;
  readonly at: readonly number[];
}

/** Texts longer than this are cut before any reading: nobody writes more in one message. */
export const longestText = 2000;

const dashes = /[‐-―−⁃﹘﹣~～〜∼]/u;
const invisible = /\p{Cf}|\p{Mn}|\p{Me}|[\u115f\u1160\u3164\ufffc\ufffd]/u;
const spelled = new Map<string, string>();
const simplified = new Map<string, string>();
/** Characters only Cantonese is written with, as Mandarin says the same. */
const cantonese = "唔不咗了喺在佢他嚟来冇没睇看搵找啲点畀给嘅的攞拿哋们嗰那啱刚";
for (const pairs of [traditional.pairs, cantonese]) {
  for (let i = 0; i + 1 < pairs.length; i += 2) simplified.set(pairs.charAt(i), pairs.charAt(i + 1));
}

function spell(char: string): string {
  const known = spelled.get(char);
  if (known !== undefined) return known;
  let out = char;
  if (invisible.test(char)) out = "";
  else if (/\s/u.test(char)) out = " ";
  else if (char === "~" || char === "～" || char === "〜" || char === "∼") out = "~";
  else if (dashes.test(char)) out = "-";
  else {
    const flat = char.normalize("NFKC").toLowerCase();
    out = simplified.get(flat) ?? flat;
  }
  if (spelled.size < 20_000) spelled.set(char, out);
  return out;
}

/** One spelling for every way of typing the same thing, so that rules are written once. Idempotent. */
export function fold(original: string): Folded {
  const source = original.slice(0, longestText);
  let text = "";
  const at: number[] = [];
  let index = 0;
  for (const char of source) {
    const out = spell(char);
    text += out;
    for (let i = 0; i < out.length; i++) at.push(index);
    index += char.length;
  }
  at.push(index);
  return { text, at };
}
