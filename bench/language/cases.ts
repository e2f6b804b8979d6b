import { readFileSync } from "node:fs";
import { parseTime } from "../../src/language/index.ts";
import type { FoundTime } from "./rivals.ts";

export interface TimeCase {
  readonly id: string;
  readonly text: string;
  readonly ref: string;
  readonly expected: readonly { readonly type: string }[];
  readonly tags: readonly string[];
}

export const cases: readonly TimeCase[] = readFileSync(new URL("../../src/language/testdata/time-cases.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as TimeCase)
  .filter((one) => !one.tags.includes("disputed"));

const scorer = (await import(new URL("../score-time.mjs", import.meta.url).href)) as {
  matches: (want: unknown, got: FoundTime, one: TimeCase) => boolean;
};
const adapter = (await import(new URL("../found-of.mjs", import.meta.url).href)) as {
  adapt: (parse: typeof parseTime) => (text: string, ref: string) => FoundTime[];
};

export const yimi = adapter.adapt(parseTime);

/** Exact when every expected item is found, or nothing where nothing is expected. */
export function isExact(one: TimeCase, found: readonly FoundTime[]): boolean {
  if (one.expected.length === 0) return found.length === 0;
  const used = new Set<number>();
  return one.expected.every((want) => {
    const at = found.findIndex((got, i) => !used.has(i) && scorer.matches(want, got, one));
    used.add(at);
    return at >= 0;
  });
}
