// npm run language:train [-- corrections.tsv …]: writes src/language/model/weights.json from the seeds, the same bytes every time.
import { readFileSync, writeFileSync } from "node:fs";
import { Converter } from "opencc-js/t2cn";
import { openModel } from "../../src/language/model/classifier.ts";
import { readCorrections } from "../../src/language/model/correction.ts";
import type { Template } from "../../src/language/model/seeds.ts";
import { train } from "../../src/language/model/train.ts";
import { buildExamples, type Head, heads, shortness, syllables, table } from "./training-data.ts";

const at = (name: string): URL => new URL(`../../src/language/${name}`, import.meta.url);

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

const files = process.argv.slice(2).filter((name) => !name.startsWith("--"));
const corrections = files.flatMap((file) => readCorrections(readFileSync(file, "utf8")));
const hold = (templates: readonly Template[], isHeld: boolean): Template[] => templates.filter((_, i) => (i % 6 === 5) === isHeld);

if (process.argv.includes("--measure")) {
  const fitted = buildExamples([], (templates) => hold(templates, false));
  const held = buildExamples([], (templates) => hold(templates, true));
  for (const name of heads) {
    const classify = openModel(train(fitted[name], syllables, shortness[name]), syllables);
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
  const data = buildExamples(corrections);
  const model = (name: Head) => train(data[name], syllables, shortness[name]);
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
  for (const name of heads)
    console.log(
      `${name}: ${data[name].length} sentences, ${weights[name].classes.length} classes, ${weights[name].grams.split("\n").length} grams`,
    );
}
