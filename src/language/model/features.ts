import type { Syllables } from "./syllables.ts";

const noise = /[^\p{Script=Han}a-z]+/gu;
const start = "^";
const end = "$";

/** What the model looks at: letters and characters only; numbers become one sign, so that no house number is learnt. */
export function plain(text: string): string {
  return text
    .replace(/[\d０-９]+/g, "#")
    .replace(/#/g, "囗")
    .replace(noise, "");
}

/** Counts of character 1–3-grams and of syllable 1–2-grams (marked `'`). */
export function grams(text: string, syllables: Syllables): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (gram: string): void => {
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  };
  const chars = [start, ...plain(text), end];
  for (let i = 0; i < chars.length; i++) {
    const one = chars[i] ?? "";
    if (one !== start && one !== end) add(one);
    if (i + 1 < chars.length) add(one + chars[i + 1]);
    if (i + 2 < chars.length) add(one + chars[i + 1] + chars[i + 2]);
  }
  let before: string | undefined;
  for (const syllable of soundsOf(text, syllables)) {
    if (syllable === undefined) {
      before = undefined;
      continue;
    }
    if (before !== undefined) add(`'${before}'${syllable}`);
    before = syllable;
  }
  return counts;
}

const piece = /[a-z]+|\p{Script=Han}|[^a-z\p{Script=Han}]+/gu;

/** The sounds of a text in order; undefined where something without a sound stands. */
function* soundsOf(text: string, syllables: Syllables): Generator<string | undefined> {
  for (const [part] of text.matchAll(piece)) {
    if (/^[a-z]{2,}$/.test(part)) yield* syllables.split(part) ?? [undefined];
    else if (part.trim() !== "") yield syllables.of(part);
  }
}
