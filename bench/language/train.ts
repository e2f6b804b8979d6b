// npm run language:train [-- corrections.tsv …]: writes src/language/model/weights.json from the seeds, the same bytes every time.
import { readFileSync, writeFileSync } from "node:fs";
import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";
import { detectBySigns } from "../../src/language/danger/detect-by-signs.ts";
import { openModel } from "../../src/language/model/classifier.ts";
import { readCorrections } from "../../src/language/model/correction.ts";
import { seededRandom } from "../../src/language/model/random.ts";
import { readTemplates, sentences, type Template, vary } from "../../src/language/model/seeds.ts";
import { openSyllables } from "../../src/language/model/syllables.ts";
import { type Example, train } from "../../src/language/model/train.ts";

const at = (name: string): URL => new URL(`../../src/language/${name}`, import.meta.url);
const read = (name: string): string => readFileSync(at(`seeds/${name}`), "utf8");

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

/** Traditional characters and their simplified ones, in pairs, where OpenCC changes a single character. */
function traditionalPairs(): string {
  const simplify = Converter({ from: "t", to: "cn" });
  let pairs = "";
  for (let code = 0x4e00; code <= 0x9fa5; code++) {
    const char = String.fromCharCode(code);
    const simple = simplify(char);
    if (simple !== char && simple.length === 1) pairs += char + simple;
  }
  return pairs;
}

const calm = "none";
const table = syllableTable();
const syllables = openSyllables(table);
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

const items = readTemplates(read("items.txt"));
const intents = readTemplates(read("resident-intents.txt"));
const volunteer = readTemplates(read("volunteer.txt"));
const coordinator = readTemplates(read("coordinator.txt"));
const lines = read("danger.tsv")
  .split("\n")
  .flatMap((line): Template[] => {
    const [kind = "", words = ""] = line.split("\t");
    return words === "" ? [] : [{ label: kind === "-" ? calm : kind, words }];
  });
const intentOf: Readonly<Record<string, string>> = { fraud: "safety.fraud", child: "safeguard.report" };
const danger = lines
  .filter(({ label }) => label !== calm && label !== "welfare")
  .map(({ label, words }) => ({ label: intentOf[label] ?? "emergency", words }));
const dangerous = new Set(["emergency", "safeguard.report", "safety.fraud"]);
/** What the gate's rules call a sentence of an intent of danger; the model learns to see the same in other words. */
const kindOf = (one: Example): Example[] => {
  const kind =
    detectBySigns(one.text)?.kind ?? (one.label === "safety.fraud" ? "fraud" : one.label === "safeguard.report" ? "child" : undefined);
  return kind ? [{ label: kind, text: one.text }] : [];
};
const files = process.argv.slice(2).filter((name) => !name.startsWith("--"));
const corrections = files.flatMap((file) => readCorrections(readFileSync(file, "utf8")));
const isItem = (one: Example): boolean => /^[A-Z]{2}\d\d$/.test(one.label);

const hold = (templates: readonly Template[], isHeld: boolean): Template[] => templates.filter((_, i) => (i % 6 === 5) === isHeld);

function build(
  pick: (templates: readonly Template[]) => Template[],
): Record<"items" | "resident" | "volunteer" | "coordinator" | "danger", Example[]> {
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
    danger: [
      ...expand(pick(lines), 2),
      ...expand(
        pick(intents).filter((one) => dangerous.has(one.label)),
        12,
      ).flatMap(kindOf),
      ...expand(
        pick(intents).filter((one) => !dangerous.has(one.label)),
        5,
        () => calm,
      ),
      ...expand(pick(items), 5, () => calm),
    ],
  };
}

if (process.argv.includes("--measure")) {
  const fitted = build((templates) => hold(templates, false));
  const held = build((templates) => hold(templates, true));
  for (const name of ["items", "resident", "volunteer", "coordinator", "danger"] as const) {
    const classify = openModel(train(fitted[name], syllables), syllables);
    let top1 = 0;
    let top3 = 0;
    for (const one of held[name]) {
      const best = classify(one.text)
        .slice(0, 3)
        .map((score) => score.name);
      if (best[0] === one.label) top1++;
      if (best.includes(one.label)) top3++;
      else if (process.argv.includes("--show")) console.log(name, one.label, best.join(), one.text);
    }
    const n = held[name].length;
    console.log(
      `${name}: ${fitted[name].length} sentences, held-out wordings ${n}: top-1 ${((100 * top1) / n).toFixed(1)} %, top-3 ${((100 * top3) / n).toFixed(1)} %`,
    );
  }
} else {
  const data = build((templates) => [...templates]);
  const model = (name: keyof typeof data) => train(data[name], syllables);
  const weights = {
    version: 1,
    syllables: table,
    items: model("items"),
    resident: model("resident"),
    volunteer: model("volunteer"),
    coordinator: model("coordinator"),
    danger: model("danger"),
  };
  writeFileSync(
    at("traditional.json"),
    `${JSON.stringify({ source: "OpenCC dictionaries (Apache-2.0), single characters", pairs: traditionalPairs() })}\n`,
  );
  const written = `${JSON.stringify(weights)}\n`;
  if (process.argv.includes("--check")) {
    const isSame = readFileSync(at("model/weights.json"), "utf8") === written;
    console.log(
      isSame ? "the stored weights are what the seeds give" : "the stored weights are NOT what the seeds give: run npm run language:train",
    );
    process.exit(isSame ? 0 : 1);
  }
  writeFileSync(at("model/weights.json"), written);
  for (const name of ["items", "resident", "volunteer", "coordinator", "danger"] as const)
    console.log(
      `${name}: ${data[name].length} sentences, ${weights[name].classes.length} classes, ${weights[name].grams.split("\n").length} grams`,
    );
}
