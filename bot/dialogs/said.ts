import type { Heard } from "../turn.ts";

/** Their words, masked, as the desk reads them: what was spoken says so, because a transcript mishears. */
export function saidWords({ message, understood }: Pick<Heard, "message" | "understood">): string {
  return message.kind === "voice" ? `(语音)${understood.masked}` : understood.masked;
}
