// npm run -s language:understand < messages.jsonl > out.jsonl: one line out for each line in, in order, never a crash.
import { createInterface } from "node:readline";
import { expectedLine, type Message } from "./expected-line.ts";
import { catalog, communities } from "./shipped.ts";

const empty = {
  intent: "smalltalk",
  category: null,
  item: null,
  when: null,
  where: null,
  dest: null,
  urgency: "routine",
  missing: [],
  danger: null,
  top3: [],
};

function answer(line: string): Record<string, unknown> {
  let message: Message = {};
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === "object" && parsed !== null) message = parsed as Message;
    return expectedLine(message, catalog, communities);
  } catch (error) {
    return { id: message.id ?? null, text: message.text ?? "", ...empty, error: error instanceof Error ? error.message : String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
