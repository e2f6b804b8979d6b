import { toldAs } from "./danger/told.ts";
import type { Intent } from "./intents.ts";
import { itemHints, telling } from "./item-hints.ts";
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

/** Somebody asks: a person, a verb of help, a wish, a form. Without it and without a topic a message is rarely a request. */
const asking =
  /(?:来|派|找|有没有|谁|要)(?:个|俩|几个|一)?(?:人|师傅|懂|会)|来(?:一趟|看|瞧|瞅|修|帮|给|弄|评|说|陪|教|送|安|装|接|打扫|理|坐)|(?:帮|替|给|陪|教)(?:我|俺|咱|忙|着|一下|弄|看|把|老|他|她)|能(?:不能|给|帮|来|送|接|办|申|领)|可不可以|想(?:要|请|找|学|办|领|申|去|参加|报|让|借)|要(?:去|办|领|申|理|洗|剃)|申请|报(?:个)?名|麻烦|求|请|没人(?:管|接|陪|看|清|修)|管管|咋办|怎么办/;
/** A question about how things are, no request by itself. */
const wondering = /(?:吗|么|不|没|呢|多少|啥|什么|几[点块天])[?。 ]{0,3}$|谢|好了|修好/;
/** Nothing but a day or an hour: the answer to what was asked. */
const onlyTime =
  /^(?:就|那就|定)?[\d一二两三四五六七八九十:点半刻分上下午中早晚明后今大天头晌前周星期礼拜日号月傍左右 ]{2,14}(?:吧|呗|行|可以|都行|好了)?[。!]?$/;
const broken = /坏|堵|漏|断|不亮|不通|没人(?:管|修|来)/;

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
  const hasTopic = itemHints.some(([, pattern, weight]) => weight >= telling && pattern.test(text));
  const isAsking = asking.test(text);
  if (!hasTopic && !isAsking) push("request.create", -1.2);
  if (hasTopic && !wondering.test(text)) push("request.create", 0.6);
  if (hasTopic) push("smalltalk", -1.2);
  // An insult around a need: the need counts.
  if (hasTopic && (isAsking || broken.test(text))) push("abuse", -4);
  const told = toldAs(text);
  if (told === "question") push("info.faq", 2);
  else if (told && (!isAsking || told === "joke")) push("smalltalk", 3);
  const hasOpen = (dialogue?.open?.length ?? 0) > 0;
  for (const intent of aboutOpen) push(intent, hasOpen ? 0.7 : -2);
  const isBareOrder = namesItem && text.length <= shortOrder && !moreThanAnOrder.test(text);
  if (isBareOrder && !dialogue?.awaiting) push("request.create", hasOpen ? 3 : 6);
  if (hasOpen) push("request.supplement", 0.7);
  if (dialogue?.awaiting === "slot") push("request.supplement", text.length <= shortAnswer ? 6 : 2);
  if ((dialogue?.awaiting === "slot" || dialogue?.awaiting === "read_back") && onlyTime.test(text)) push("request.supplement", 6);
  if (dialogue?.awaiting === "rating") push("rate", 2.5);
  const ranked = [...scores].sort((a, b) => b[1] - a[1]);
  const top = ranked[0]?.[1] ?? 0;
  const total = ranked.reduce((sum, [, score]) => sum + Math.exp(score - top), 0);
  return ranked.map(([intent, score]) => ({ intent, score: Math.exp(score - top) / total }));
}
