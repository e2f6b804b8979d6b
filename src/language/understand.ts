import type { ServiceItem } from "../catalog/index.ts";
import { readCommand } from "./coordinator-commands.ts";
import { detectDanger } from "./danger/detect-danger.ts";
import { fold } from "./fold.ts";
import { maskPersonal } from "./personal.ts";
import { readReply } from "./replies.ts";
import { parseTime } from "./time/parse-time.ts";
import type { ItemScore, LanguageContext, MissingField, Understanding, UnderstoodNeed } from "./understanding.ts";
import { readHelperMessage } from "./volunteer-messages.ts";

/** Stage 1: commands and replies are final in form; item and need reading are a first version. */
export function understand(text: string, context: LanguageContext): Understanding {
  const words = fold(text).text.trim();
  const times = parseTime(text, context.now);
  const time = times[0];
  const danger = detectDanger(words, { role: context.role });
  const base = { text, masked: maskPersonal(text), danger, ...(time ? { time } : {}) };
  const needs = (): UnderstoodNeed[] => [readNeed(words, time, context)];
  if (danger) {
    const intent = danger.kind === "fraud" ? "safety.fraud" : danger.kind === "child" ? "safeguard.report" : "emergency";
    return { ...base, intent, confidence: 1, needs: [], slots: {}, ...(danger.noCall ? { wantsNoCall: true } : {}) };
  }
  const isCoordinator = context.role === "coordinator" || context.role === "supervisor";
  const isHelper = context.role === "volunteer" || context.role === "social_worker";
  const command = isCoordinator
    ? readCommand(words)
    : isHelper
      ? readHelperMessage(words, context.dialogue)
      : readReply(words, context.dialogue);
  if (command) {
    const withNeeds =
      command.intent === "request.create" || command.intent === "request.reschedule" || command.intent === "request.supplement";
    return { ...base, ...command, needs: withNeeds ? needs() : [] };
  }
  if (/^\[语音\]/.test(words)) return { ...base, intent: "media.voice", confidence: 1, needs: [], slots: {} };
  if (/人工|真人/.test(words)) return { ...base, intent: "handoff.human", confidence: 0.9, needs: [], slots: {} };
  if (/老样子|跟上回一样/.test(words)) return { ...base, intent: "request.repeat", confidence: 0.9, needs: [], slots: {} };
  if (/取消|不用来了|不用了/.test(words)) return { ...base, intent: "request.cancel", confidence: 0.9, needs: [], slots: {} };
  if (/改到|改成|改个/.test(words)) return { ...base, intent: "request.reschedule", confidence: 0.9, needs: needs(), slots: {} };
  if (/到哪了|怎么样了|有消息/.test(words)) return { ...base, intent: "request.status", confidence: 0.8, needs: [], slots: {} };
  if (context.dialogue?.awaiting === "slot") return { ...base, intent: "request.supplement", confidence: 0.8, needs: needs(), slots: {} };
  if (/^(?:谢谢|你好|您好|好的)/.test(words)) return { ...base, intent: "smalltalk", confidence: 0.8, needs: [], slots: {} };
  const need = readNeed(words, time, context);
  return { ...base, intent: "request.create", confidence: need.item?.confidence ?? 0.3, needs: [need], slots: {} };
}

function readNeed(words: string, time: UnderstoodNeed["time"], context: LanguageContext): UnderstoodNeed {
  const scores: ItemScore[] = context.items
    .map((item) => ({ code: item.code, score: item.aliases.filter((alias) => words.includes(alias)).length / 2 }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
  const best = scores[0];
  const item = best && best.score > 0 ? { code: best.code, confidence: Math.min(0.9, 0.4 + best.score) } : null;
  const known: ServiceItem | undefined = context.items.find((one) => one.code === item?.code);
  const dest = /(?:去|到|上)([一-龥]{0,8}(?:医院|卫生院))/.exec(words)?.[1];
  const missing: MissingField[] = (known?.requires ?? []).filter(
    (field) =>
      !(
        (field === "when" && time) ||
        (field === "time" && time?.kind === "datetime") ||
        field === "where" ||
        (field === "dest" && dest && dest !== "医院")
      ),
  );
  return {
    item,
    top3: scores,
    ...(time ? { time } : {}),
    where: { kind: "home" },
    ...(dest ? { dest } : {}),
    urgency: time && time.start.getTime() - context.now.getTime() < 86_400_000 ? "soon" : "routine",
    missing,
  };
}
