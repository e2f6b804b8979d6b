import type { GateCode, MatchContext } from "./gate.ts";
import { firstRefusal } from "./gates.ts";
import type { Helper } from "./helper.ts";
import type { Need } from "./need.ts";

export interface WhyNone {
  /** Everybody counted once, under the first gate that stops them; most people first. */
  readonly counts: readonly { readonly gate: GateCode; readonly words: string; readonly people: number }[];
  /** e.g. 「12人没有陪诊培训,3人那个时间没空」; empty when somebody fits. */
  readonly words: string;
}

/** Gates whose words differ from person to person are counted under one wording. */
const together: Partial<Record<GateCode, string>> = {
  overlap: "那个时间已接别的单",
  tasks_per_day: "那天的单已经满了",
  offers_per_day: "今天问过的次数够多了",
  status: "暂不能派单",
};

/** How many gates a coordinator reads about. */
const told = 4;

/** Why nobody fits, counted, so that a coordinator knows what to change or whom to phone. */
export function whyNone(helpers: readonly Helper[], need: Need, ctx: MatchContext): WhyNone {
  const counts = new Map<string, { gate: GateCode; words: string; people: number }>();
  for (const helper of helpers) {
    const refusal = firstRefusal(helper, need, ctx);
    if (refusal === undefined) return { counts: [], words: "" };
    const words = together[refusal.gate] ?? refusal.words;
    const entry = counts.get(words) ?? { gate: refusal.gate, words, people: 0 };
    entry.people += 1;
    counts.set(words, entry);
  }
  const sorted = [...counts.values()].sort((a, b) => b.people - a.people);
  const sentence = sorted.slice(0, told).map(({ people, words }) => `${people}人${words}`);
  return { counts: sorted, words: sentence.join(",") };
}
