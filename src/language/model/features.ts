/** Syllables of the common characters, so that typos of the same sound (配我去医院) still count. */
export type SyllableOf = (char: string) => string | undefined;

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
export function grams(text: string, syllableOf: SyllableOf): Map<string, number> {
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
  for (const char of chars) {
    const syllable = syllableOf(char);
    if (syllable === undefined) {
      before = undefined;
      continue;
    }
    if (before !== undefined) add(`'${before}'${syllable}`);
    before = syllable;
  }
  return counts;
}
