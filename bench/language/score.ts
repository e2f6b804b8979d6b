// npm run -s language:score -- labelled.jsonl [--show]: accuracy over labelled messages, with 95 % Wilson intervals.
import { readFileSync } from "node:fs";
import { expectedLine, type Message } from "./expected-line.ts";
import { catalog, communities } from "./shipped.ts";

interface Labelled extends Message {
  readonly id: string;
  readonly intent: string;
  readonly item?: string | null;
  readonly when?: string | null;
  readonly missing?: readonly string[];
  readonly more?: readonly { readonly item?: string | null }[];
  readonly danger?: string | null;
}

const dangerIntents = new Set(["emergency", "safeguard.report", "safety.fraud"]);
const [file, ...flags] = process.argv.slice(2);
if (!file) {
  console.error("npm run -s language:score -- <labelled.jsonl> [--show]");
  process.exit(2);
}
const isShown = flags.includes("--show");

/** `[low, high]` of the Wilson score interval at 95 %. */
function wilson(hits: number, total: number): readonly [number, number] {
  if (total === 0) return [0, 1];
  const z = 1.96;
  const share = hits / total;
  const middle = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return [(middle - spread) / scale, (middle + spread) / scale];
}

const percent = (share: number): string => (100 * share).toFixed(1);

class Tally {
  hits = 0;
  total = 0;
  add(isHit: boolean): boolean {
    this.total += 1;
    if (isHit) this.hits += 1;
    return isHit;
  }
  line(name: string): string {
    const [low, high] = wilson(this.hits, this.total);
    const share = this.total === 0 ? "–" : `${percent(this.hits / this.total)} %`;
    return `${name.padEnd(22)} ${share.padStart(8)}  (${this.hits}/${this.total}, 95 % between ${percent(low)} and ${percent(high)} %)`;
  }
}

/** Times are equal as instants; a date is equal only to the same date. */
export function sameWhen(want: string | null | undefined, got: unknown): boolean {
  if ((want ?? null) === (got ?? null)) return true;
  if (typeof want !== "string" || typeof got !== "string") return false;
  const [a, b] = [want.split("/"), got.split("/")];
  return (
    a.length === b.length &&
    a.every((part, i) => part.length > 10 === (b[i] ?? "").length > 10 && Date.parse(part) === Date.parse(b[i] ?? ""))
  );
}

const rows = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => JSON.parse(line) as Labelled);
const tallies = {
  intent: new Tally(),
  item1: new Tally(),
  item3: new Tally(),
  when: new Tally(),
  noneInvented: new Tally(),
  recall: new Tally(),
  quiet: new Tally(),
};

for (const row of rows) {
  const got = expectedLine(row, catalog, communities);
  const wrong: string[] = [];
  const check = (name: string, tally: Tally, isHit: boolean): void => {
    if (!tally.add(isHit)) wrong.push(name);
  };
  check("intent", tallies.intent, got.intent === row.intent);
  if (row.item) {
    check("item", tallies.item1, got.item === row.item);
    check("top3", tallies.item3, got.item === row.item || (got.top3 as string[]).includes(row.item));
  }
  for (const other of row.more ?? []) {
    if (other.item)
      check(
        "more",
        tallies.item1,
        ((got.more ?? []) as { item?: unknown }[]).some((one) => one.item === other.item),
      );
  }
  if (row.when) check("when", tallies.when, sameWhen(row.when, got.when));
  const inventable = (row.missing ?? []).filter((field) => field === "when" || field === "where" || field === "dest");
  if (inventable.length > 0)
    check(
      "invented",
      tallies.noneInvented,
      inventable.every((field) => got[field] === null || got[field] === undefined),
    );
  const isDanger = row.danger !== undefined ? row.danger !== null : dangerIntents.has(row.intent);
  if (isDanger) check("danger", tallies.recall, got.danger !== null);
  else if (row.intent !== "visit.alarm") check("alarm", tallies.quiet, got.danger === null || got.danger === "welfare");
  if (isShown && wrong.length > 0) {
    console.log(`✗ ${row.id} [${wrong.join(", ")}] ${row.text}`);
    console.log(`    want ${row.intent} ${row.item ?? "–"} ${row.when ?? "–"} ${(row.missing ?? []).join("+")}`);
    console.log(
      `    got  ${got.intent} ${got.item ?? "–"} ${got.when ?? "–"} where=${got.where ?? "–"} dest=${got.dest ?? "–"} danger=${got.danger ?? "–"} [${(got.top3 as string[]).join()}]`,
    );
  }
}

console.log(tallies.intent.line("intent"));
console.log(tallies.item1.line("item top-1"));
console.log(tallies.item3.line("item top-3"));
console.log(tallies.when.line("when exact"));
console.log(tallies.noneInvented.line("no invented field"));
console.log(tallies.recall.line("danger recall"));
console.log(tallies.quiet.line("no false alarm"));
