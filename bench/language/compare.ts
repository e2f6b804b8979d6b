// npm run -s bench:language: exactness and CPU of three readers of Chinese times in one run, and the cost of understand.
import { readFileSync } from "node:fs";
import { understand } from "../../src/language/index.ts";
import { cases, isExact, yimi } from "./cases.ts";
import { contextOf, type Message } from "./expected-line.ts";
import { chronoZh, type FoundTime, microsoft } from "./rivals.ts";
import { catalog, communities } from "./shipped.ts";

const rounds = 5;
const cpu = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

const readers: Readonly<Record<string, (text: string, ref: string) => FoundTime[]>> = { yimi, microsoft, chrono: chronoZh };
const spent: Record<string, number> = {};
for (const [name, read] of Object.entries(readers)) {
  const all = (): void => {
    for (const one of cases) {
      try {
        read(one.text, one.ref);
      } catch {
        // a reader that throws has found nothing
      }
    }
  };
  all();
  spent[name] = Math.min(...Array.from({ length: rounds }, () => cpu(all))) / cases.length;
}
for (const [name, read] of Object.entries(readers)) {
  let exact = 0;
  for (const one of cases) {
    let found: FoundTime[] = [];
    try {
      found = read(one.text, one.ref);
    } catch {
      found = [];
    }
    if (isExact(one, found)) exact += 1;
  }
  const times = (spent[name] ?? 0) / (spent.yimi ?? 1);
  console.log(
    `${name.padEnd(10)} exact ${((100 * exact) / cases.length).toFixed(1)} % (${exact}/${cases.length})   ${(spent[name] ?? 0).toFixed(0)} µs CPU a text   ${times.toFixed(1)} × ours`,
  );
}

const messages = ["messages.jsonl", "own-messages.jsonl"].flatMap((file) =>
  readFileSync(new URL(`../../src/language/testdata/${file}`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Message),
);
const each = messages.map((message) => {
  const context = contextOf(message, catalog, communities);
  const costs = Array.from({ length: 9 }, () => cpu(() => understand(message.text ?? "", context)));
  return costs.sort((a, b) => a - b)[4] ?? 0;
});
each.sort((a, b) => a - b);
console.log(
  `understand  median ${each[each.length >> 1]} µs CPU, 95 of 100 under ${each[Math.floor(each.length * 0.95)]} µs (${messages.length} messages)`,
);
