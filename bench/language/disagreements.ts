// npm run -s bench:language:disagreements: where Microsoft's recogniser reads a text otherwise than we do. Lunar cases are left out: its lunar dates are wrong.
import { cases, isExact, yimi } from "./cases.ts";
import { type FoundTime, microsoft } from "./rivals.ts";

const same = (a: FoundTime | undefined, b: FoundTime | undefined): boolean =>
  a !== undefined && b !== undefined && (a.start ?? "").slice(0, 16) === (b.start ?? "").slice(0, 16) && a.type === b.type;
const show = (found: readonly FoundTime[]): string =>
  found
    .map((one) => `${one.type} ${one.start ?? one.seconds ?? one.every ?? one.timex ?? ""}${one.end ? `/${one.end}` : ""}`)
    .join(" ; ") || "–";

let compared = 0;
let differ = 0;
const verdict = { ours: 0, theirs: 0, both: 0, neither: 0 };
for (const one of cases) {
  if (one.tags.includes("lunar-holiday")) continue;
  compared += 1;
  const ours = yimi(one.text, one.ref);
  const theirs = microsoft(one.text, one.ref);
  if (ours.length === theirs.length && ours.every((found, i) => same(found, theirs[i]))) continue;
  differ += 1;
  const [we, they] = [isExact(one, ours), isExact(one, theirs)];
  verdict[we && they ? "both" : we ? "ours" : they ? "theirs" : "neither"] += 1;
  if (!we || process.argv.includes("--all"))
    console.log(
      `${we ? "✓" : "✗"}${they ? "✓" : "✗"} ${one.text} @${one.ref.slice(0, 16)}\n    ours   ${show(ours)}\n    theirs ${show(theirs)}`,
    );
}
console.log(
  `${compared} texts, ${differ} read differently: ours is the labelled one ${verdict.ours} times, theirs ${verdict.theirs}, both count ${verdict.both}, neither ${verdict.neither}`,
);
