import type { LanguageContext, Understanding, UnderstoodNeed, Urgency } from "./understanding.ts";

/** Asks a language model; `schema` is the JSON schema its answer must keep. The edge owns address, key and time limit. */
export type Complete = (prompt: string, schema: Readonly<Record<string, unknown>>) => Promise<string>;

const ranks: readonly Urgency[] = ["routine", "soon", "urgent", "emergency"];
/** From here on the reading of our own is certain enough to be left alone. */
const certain = 0.8;

function schemaOf(context: LanguageContext): Readonly<Record<string, unknown>> {
  const codes = context.items.map((item) => item.code);
  const text = { type: ["string", "null"], maxLength: 60 };
  return {
    type: "object",
    additionalProperties: false,
    required: ["items"],
    properties: {
      items: { type: "array", maxItems: 3, items: { type: "string", enum: codes } },
      dest: text,
      details: text,
      headcount: { type: ["integer", "null"], minimum: 1, maximum: 50 },
      urgency: { type: ["string", "null"], enum: ["routine", "soon", "urgent", null] },
    },
  };
}

function promptOf(heard: Understanding, context: LanguageContext): string {
  const list = context.items.map((item) => `${item.code} ${item.name}`).join("\n");
  return [
    "你在社会工作站帮忙读居民的消息。只输出一个JSON对象,不要解释。",
    "items: 最可能的服务项目代码,最多三个,最可能的在前。dest/details/headcount 只填消息里明确写出的,没有就填null。",
    `服务项目:\n${list}`,
    `消息: ${JSON.stringify(heard.masked)}`,
  ].join("\n\n");
}

interface Answer {
  readonly items: readonly string[];
  readonly dest?: string;
  readonly details?: string;
  readonly headcount?: number;
  readonly urgency?: Urgency;
}

/** Reads an answer that may be anything; undefined when it is no answer. What stands not in the message is dropped. */
function readAnswer(raw: string, heard: Understanding, context: LanguageContext): Answer | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw.slice(raw.indexOf("{"), raw.lastIndexOf("}") + 1));
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  const fields = parsed as Record<string, unknown>;
  const known = new Set(context.items.map((item) => item.code));
  const items = Array.isArray(fields.items)
    ? fields.items.filter((code): code is string => typeof code === "string" && known.has(code))
    : [];
  const said = (value: unknown): string | undefined =>
    typeof value === "string" && value.length >= 2 && value.length <= 60 && heard.masked.includes(value) ? value : undefined;
  const dest = said(fields.dest);
  const details = said(fields.details);
  const urgency = ranks.find((rank) => rank === fields.urgency && rank !== "emergency");
  const { headcount } = fields;
  const isCount = typeof headcount === "number" && Number.isInteger(headcount) && headcount > 0 && headcount <= 50;
  return {
    items: [...new Set(items)].slice(0, 3),
    ...(dest ? { dest } : {}),
    ...(details ? { details } : {}),
    ...(isCount ? { headcount } : {}),
    ...(urgency ? { urgency } : {}),
  };
}

/**
 * Lets a language model fill what our own reading left empty and re-rank the items. It sees the masked text only. It can never lower an
 * urgency, cancel, confirm or touch a danger, and whatever it does wrong — late, broken or invented — leaves the reading as it was.
 */
export async function refine(heard: Understanding, context: LanguageContext, complete: Complete): Promise<Understanding> {
  const [need, ...others] = heard.needs;
  const isOpen = need !== undefined && (need.missing.length > 0 || (need.item?.confidence ?? 0) < certain);
  if (heard.danger || !need || !isOpen || (heard.intent !== "request.create" && heard.intent !== "request.supplement")) return heard;
  let answer: Answer | undefined;
  try {
    answer = readAnswer(await complete(promptOf(heard, context), schemaOf(context)), heard, context);
  } catch {
    return heard;
  }
  return answer ? { ...heard, needs: [merge(need, answer, context), ...others] } : heard;
}

function merge(need: UnderstoodNeed, answer: Answer, context: LanguageContext): UnderstoodNeed {
  const isSure = (need.item?.confidence ?? 0) >= certain || answer.items.length === 0;
  const ranked = isSure ? need.top3 : rerank(need, answer.items);
  const best = ranked[0];
  const item = isSure || !best ? need.item : { code: best.code, confidence: Math.min(certain, Math.max(best.score, 0.5)) };
  const isSame = item?.code === need.item?.code;
  const requires = context.items.find((one) => one.code === item?.code)?.requires ?? [];
  const dest = need.dest ?? (requires.includes("dest") ? answer.dest : undefined);
  const details = need.details ?? (requires.includes("details") ? answer.details : undefined);
  const headcount = need.headcount ?? (requires.includes("headcount") ? answer.headcount : undefined);
  const open = isSame ? need.missing : requires.filter((field) => !(field === "when" && need.time) && !(field === "where" && need.where));
  const missing = open.filter(
    (field) => !((field === "dest" && dest) || (field === "details" && details) || (field === "headcount" && headcount)),
  );
  const urgency = ranks[Math.max(ranks.indexOf(need.urgency), ranks.indexOf(answer.urgency ?? "routine"))] ?? need.urgency;
  return {
    ...need,
    item,
    top3: ranked,
    ...(dest ? { dest } : {}),
    ...(details ? { details } : {}),
    ...(headcount ? { headcount } : {}),
    urgency,
    missing,
  };
}

/** The model's order first, our own behind it. */
function rerank(need: UnderstoodNeed, codes: readonly string[]): UnderstoodNeed["top3"] {
  const own = new Map(need.top3.map((one) => [one.code, one.score]));
  const order = [...new Set([...codes, ...own.keys()])].slice(0, 3);
  return order.map((code) => ({ code, score: own.get(code) ?? 0.3 }));
}
