import type { Intent } from "./intents.ts";
import { classifierOf } from "./model/models.ts";
import { residentRules } from "./resident-rules.ts";
import type { DialogueContext } from "./understanding.ts";

/** Intents that speak of something open; without anything open they are less likely, with it more. */
const aboutOpen: ReadonlySet<Intent> = new Set<Intent>([
  "request.cancel",
  "request.reschedule",
  "request.status",
  "report.late",
  "report.no_show",
]);
/** Answers to a pending question are read before this; the model must not see them everywhere. */
const onlyWhenAsked: ReadonlySet<string> = new Set([
  "confirm.yes",
  "confirm.no",
  "menu.choice",
  "media.voice",
  "media.location",
  "emergency",
  "safeguard.report",
  "safety.fraud",
]);
const floor = 1e-4;
/** What is this short is an answer to the question that was asked. */
const shortAnswer = 20;

export interface IntentScore {
  readonly intent: Intent;
  readonly score: number;
}

/** Words that make a short text more than an order: a no, a change, a question, thanks. */
const moreThanAnOrder = /不|别|取消|改|换|吗|么|咋|怎|啥|什么|几|多少|谢|好了|完了|[??]/u;
const shortOrder = 14;

/**
 * The resident intents of a message, best first: the model's opinion, pushed by words and by what the dialogue knows.
 * `namesItem`: the text holds a word of the catalog. Such a word with little else (「明天上午九点看病」) is an order.
 */
export function rankIntents(text: string, dialogue: DialogueContext | undefined, namesItem = false): IntentScore[] {
  const scores = new Map<Intent, number>();
  for (const { name, score } of classifierOf("resident")(text)) {
    if (!onlyWhenAsked.has(name)) scores.set(name as Intent, Math.log(Math.max(score, floor)));
  }
  const push = (intent: Intent, weight: number): void => {
    scores.set(intent, (scores.get(intent) ?? Math.log(floor)) + weight);
  };
  for (const [intent, pattern, weight] of residentRules) if (pattern.test(text)) push(intent, weight);
  const hasOpen = (dialogue?.open?.length ?? 0) > 0;
  for (const intent of aboutOpen) push(intent, hasOpen ? 0.7 : -2);
  const isBareOrder = namesItem && text.length <= shortOrder && !moreThanAnOrder.test(text);
  if (isBareOrder && !dialogue?.awaiting) push("request.create", hasOpen ? 3 : 6);
  if (hasOpen) push("request.supplement", 0.7);
  if (dialogue?.awaiting === "slot") push("request.supplement", text.length <= shortAnswer ? 6 : 2);
  if (dialogue?.awaiting === "rating") push("rate", 2.5);
  const ranked = [...scores].sort((a, b) => b[1] - a[1]);
  const top = ranked[0]?.[1] ?? 0;
  const total = ranked.reduce((sum, [, score]) => sum + Math.exp(score - top), 0);
  return ranked.map(([intent, score]) => ({ intent, score: Math.exp(score - top) / total }));
}
