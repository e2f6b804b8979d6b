import type { ServiceItem } from "../catalog/index.ts";
import { itemHints } from "./item-hints.ts";
import { classifierOf } from "./model/models.ts";
import type { ItemScore } from "./understanding.ts";

const aliasWeight = 0.5;
/** What the model alone has never seen has at least this share. */
const floor = 1e-4;

/** The items a text may ask for, best first, shares of 1: the model's opinion, pushed by words that point at an item. */
export function rankItems(text: string, items: readonly ServiceItem[]): ItemScore[] {
  const scores = new Map<string, number>();
  for (const { name, score } of classifierOf("items")(text)) scores.set(name, Math.log(Math.max(score, floor)));
  const known = items.map((item) => {
    const aliases = item.aliases.filter((alias) => text.includes(alias)).length;
    return { code: item.code, score: (scores.get(item.code) ?? Math.log(floor)) + aliasWeight * Math.min(2, aliases) };
  });
  const byCode = new Map(known.map((one) => [one.code, one]));
  for (const [code, pattern, weight] of itemHints) {
    const one = byCode.get(code);
    if (one && pattern.test(text)) one.score += weight;
  }
  const top = Math.max(...known.map((one) => one.score));
  let total = 0;
  for (const one of known) {
    one.score = Math.exp(one.score - top);
    total += one.score;
  }
  return known.map(({ code, score }) => ({ code, score: score / total })).sort((a, b) => b.score - a.score);
}
