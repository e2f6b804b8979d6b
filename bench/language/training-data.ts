// What the models learn from: every sentence of the seeds, each also varied; the same ones every time.
import { readFileSync } from "node:fs";
import { pinyin } from "pinyin-pro";
import { detectBySigns } from "../../src/language/danger/detect-by-signs.ts";
import { seededRandom } from "../../src/language/model/random.ts";
import { join, readTemplates, sentences, type Template, vary } from "../../src/language/model/seeds.ts";
import { openSyllables } from "../../src/language/model/syllables.ts";
import type { Example } from "../../src/language/model/train.ts";

export const heads = ["items", "resident", "volunteer", "coordinator", "danger"] as const;
export type Head = (typeof heads)[number];

/** A few words are weak evidence of danger; the other models always have to choose. */
export const shortness: Readonly<Record<Head, number>> = { items: 0, resident: 0, volunteer: 0, coordinator: 0, danger: 1000 };

/** The 3,755 commonest characters (GB 2312, level 1) by syllable. */
function syllableTable(): string {
  const decoder = new TextDecoder("gb2312");
  const bySyllable = new Map<string, string>();
  for (let high = 0xb0; high <= 0xd7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) {
      const char = decoder.decode(Uint8Array.of(high, low));
      if (!/^[\u4e00-\u9fa5]$/.test(char)) continue;
      const syllable = pinyin(char, { toneType: "none" }).replace(/ü/g, "v");
      bySyllable.set(syllable, (bySyllable.get(syllable) ?? "") + char);
    }
  }
  return [...bySyllable]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .join(" ");
}

export const table = syllableTable();
export const syllables = openSyllables(table);

const bySyllable = new Map<string, string[]>();
for (const part of table.split(" ").filter((_, i) => i % 2 === 1)) for (const char of part) bySyllable.set(char, [...part]);
const random = seededRandom(7);
const alike = (char: string): string => {
  const same = bySyllable.get(char);
  return same ? (same[Math.floor(random() * same.length)] ?? char) : char;
};

/** Sentences of every template, each also varied. Labels may be renamed. */
function expand(templates: readonly Template[], perTemplate: number, label = (name: string): string => name): Example[] {
  return templates.flatMap((template, t) =>
    sentences(template, perTemplate, 1000 + t).flatMap((one, i) => {
      const named = { label: label(one.label), text: one.text };
      return [named, vary(named, t * 100 + i, alike)];
    }),
  );
}

const read = (name: string): string => readFileSync(new URL(`../../src/language/seeds/${name}`, import.meta.url), "utf8");
const calm = "none";
/** Single sentences, each by itself: what grammars do not think of. Lines of role, intent and words. */
const spoken = (role: string): Template[] =>
  read("intents-heard.tsv")
    .split("\n")
    .flatMap((line): Template[] => {
      const [by, label = "", words = ""] = line.split("\t");
      return by === role && words !== "" ? [{ label, words }] : [];
    });
const dangerGrammar = readTemplates(read("dangers.txt"));
const heard = (...names: readonly string[]): Template[] =>
  names
    .flatMap((name) => read(name).split("\n"))
    .flatMap((line): Template[] => {
      const [kind = "", words = ""] = line.split("\t");
      return words === "" ? [] : [{ label: kind === "-" ? calm : kind, words }];
    });
const items = [...readTemplates(read("items.txt")), ...heard("items-heard.tsv")];
const intents = [...readTemplates(read("resident-intents.txt")), ...spoken("resident")];
const volunteer = [...readTemplates(read("volunteer.txt")), ...spoken("volunteer")];
const coordinator = [...readTemplates(read("coordinator.txt")), ...spoken("coordinator")];
/** What the intents are learnt from as well; the blind sets teach the gate alone. */
const told = heard("danger.tsv", "danger-heard.tsv");
const lines = [...told, ...heard("danger-blind-1.tsv", "danger-blind-2.tsv")];
const intentOf: Readonly<Record<string, string>> = { fraud: "safety.fraud", child: "safeguard.report" };
const danger = told
  .filter(({ label }) => label !== calm && label !== "welfare")
  .map(({ label, words }) => ({ label: intentOf[label] ?? "emergency", words }));
const dangerous = new Set(["emergency", "safeguard.report", "safety.fraud"]);
/** What the gate's rules call a sentence of an intent of danger; the model learns to see the same in other words. */
const kindOf = (one: Example): Example[] => {
  const kind =
    detectBySigns(one.text)?.kind ?? (one.label === "safety.fraud" ? "fraud" : one.label === "safeguard.report" ? "child" : undefined);
  return kind ? [{ label: kind, text: one.text }] : [];
};
const isItem = (one: Example): boolean => /^[A-Z]{2}\d\d$/.test(one.label);

/** The examples of every model: seeds, and what coordinators corrected. `pick` may hold templates out. */
export function buildExamples(
  corrections: readonly Example[],
  pick: (templates: readonly Template[]) => Template[] = (templates) => [...templates],
): Record<Head, Example[]> {
  return {
    items: [...expand(pick(items), 14), ...corrections.filter(isItem)],
    resident: [
      ...expand(pick(items), 8, () => "request.create"),
      ...expand(pick(intents), 14),
      ...expand(pick(danger), 2),
      ...corrections.filter((one) => !isItem(one)),
    ],
    volunteer: expand(pick(volunteer), 16),
    coordinator: expand(pick(coordinator), 16),
    danger: dangerExamples(pick),
  };
}

/** Dangers, calm look-alikes and all that is calm elsewhere; then pairs of them in one message, where the danger is what counts. */
function dangerExamples(pick: (templates: readonly Template[]) => Template[]): Example[] {
  const grammar = expand(pick(dangerGrammar), 30);
  const single = expand(pick(lines), 3);
  const ofIntents = expand(
    pick(intents).filter((one) => dangerous.has(one.label)),
    12,
  ).flatMap(kindOf);
  const ordinary = [
    ...expand(
      pick(intents).filter((one) => !dangerous.has(one.label)),
      8,
      () => calm,
    ),
    ...expand(pick(items), 14, () => calm),
    ...expand(
      pick(volunteer).filter((one) => one.label !== "visit.alarm"),
      4,
      () => calm,
    ),
  ];
  const alone = [...grammar, ...single, ...ofIntents, ...ordinary];
  const calmOnes = alone.filter((one) => one.label === calm);
  const pairs = alone.filter((_, i) => i % 3 === 0).map((one, i) => join(one, calmOnes, i));
  return [...alone, ...pairs];
}
