import { clockWords, dayWords } from "./words.ts";

/** Asked so that a person can be written to again when something is due: only their answer opens the chat anew. */
export function renewalQuestion(dueAt: Date, now: Date): string {
  return `${dayWords(dueAt, now)}${clockWords(dueAt)}我再提醒您一次,收到请回「好」。`;
}

/** The same at the desk, where more follows in any case. */
export const moreToComeQuestion = "后面的消息快发不出来了,回「好」我接着发。";

/** To that answer. */
export function renewedWords(dueAt: Date | undefined, now: Date): string {
  return dueAt ? `好,${dayWords(dueAt, now)}${clockWords(dueAt)}我提醒您。` : "好,有事随时跟我说。";
}
