import type { IncomingMessage } from "../chat.ts";
import { codesIn } from "./commands.ts";

/** An answer is short; a longer text that quotes something is about more. */
const longestAnswer = 30;

/**
 * 「接」 on a card of A37 is 「接 A37」: the code of what a message answers to is added where it names none itself, and the other has just one.
 */
export function withQuotedCode(message: IncomingMessage): IncomingMessage {
  const { text, quoted } = message;
  if (quoted === undefined || text.length > longestAnswer || codesIn(text).length > 0) return message;
  const codes = codesIn(quoted);
  return codes.length === 1 ? { ...message, text: `${text} ${codes[0]}` } : message;
}
