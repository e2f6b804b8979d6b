// tsx bench/language/danger.ts lines.tsv [--show]: recall and false alarms of the safety gate over lines of kind (or -), tab, text.
import { readFileSync } from "node:fs";
import { detectDanger } from "../../src/language/index.ts";

const [file = "", ...flags] = process.argv.slice(2);
const lines = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line.includes("\t"))
  .map((line) => line.split("\t") as [string, string]);
const counts = new Map<string, { found: number; sameKind: number; total: number }>();
let alarms = 0;
let calm = 0;
for (const [kind, text] of lines) {
  const seen = detectDanger(text)?.kind;
  if (kind === "-") {
    calm += 1;
    if (seen) alarms += 1;
    if (seen && flags.includes("--show")) console.log(`alarm ${seen}: ${text}`);
    continue;
  }
  const count = counts.get(kind) ?? { found: 0, sameKind: 0, total: 0 };
  counts.set(kind, {
    found: count.found + (seen ? 1 : 0),
    sameKind: count.sameKind + (seen === kind ? 1 : 0),
    total: count.total + 1,
  });
  if (!seen && flags.includes("--show")) console.log(`missed ${kind}: ${text}`);
  else if (seen !== kind && flags.includes("--show")) console.log(`as ${seen} instead of ${kind}: ${text}`);
}
const all = [...counts.values()];
const sum = (pick: (one: { found: number; sameKind: number; total: number }) => number): number =>
  all.reduce((total, one) => total + pick(one), 0);
for (const [kind, count] of counts) console.log(`${kind.padEnd(10)} ${count.found} of ${count.total}`);
const total = sum((one) => one.total);
console.log(
  `recall ${sum((one) => one.found)} of ${total}, right kind ${sum((one) => one.sameKind)} of ${total}; false alarms ${alarms} of ${calm} (${((100 * alarms) / Math.max(1, calm)).toFixed(1)} %)`,
);
