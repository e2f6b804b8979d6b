import type { Collection } from "../../../src/platform/index.ts";

/** The bot as the simulated network knows it. */
export const botId = "yimi";

/** One message of the simulated WeChat, from a person to the bot (`in`) or from the bot (`out`). Collection `simMessages`. */
export interface SimMessage {
  readonly _id: string;
  /** Position in the log: 1, 2, 3 … without gaps, in the order in which readers see the messages. */
  readonly seq: number;
  readonly direction: "in" | "out";
  /** A person id, or `botId`. */
  readonly from: string;
  /** The person addressed; absent in a room. */
  readonly to?: string;
  readonly room?: string;
  /** `person:<id>` or `room:<id>`: what a phone shows as one chat. */
  readonly conversation: string;
  readonly text: string;
  /** People called with @ in a room. */
  readonly mention?: readonly string[];
  readonly at: Date;
  readonly clientId?: string;
  /** Of `in` messages: when the bot was done with it, null until then. */
  readonly ackedAt?: Date | null;
  /** Of `in` messages: how often the bot failed on it. */
  readonly failures?: number;
}

/** A message that has no place in the log yet. */
export type NewSimMessage = Omit<SimMessage, "seq">;

export type SimMessages = Collection<SimMessage>;

export function personConversation(personId: string): string {
  return `person:${personId}`;
}

export function roomConversation(room: string): string {
  return `room:${room}`;
}

export async function createSimMessageIndexes(messages: SimMessages): Promise<void> {
  await messages.createIndex({ seq: 1 }, { unique: true });
  await messages.createIndex({ conversation: 1, seq: 1 });
  await messages.createIndex({ direction: 1, ackedAt: 1, seq: 1 });
}
