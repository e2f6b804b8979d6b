import type { Log } from "../src/platform/index.ts";
import { openMessageLines } from "./message-lines.ts";

/** After so many failures (a minute and a half) a message is set aside and logged instead of tried again. */
const mostFailures = 15;

/** Messages a puppet of ours has in hand: each handed out until it is known what became of it. */
export interface HandOut<Message> {
  /** Puts a message at the end of its sender's line; one that is in hand stays where it is, as it is now. */
  add(id: string, message: Message): void;
  get(id: string): Message | undefined;
  ids(): IterableIterator<string>;
  /** The handler is done with this message: it is never handed out again. */
  received(id: string): Promise<void>;
  /** The handler failed on this message: it is handed out again after a rest, and set aside after the last try. */
  failed(id: string): Promise<void>;
  /** Hands out nothing more; what is in hand may still be acknowledged. */
  stop(): void;
}

interface HandOutParts<Message> {
  senderOf(message: Message): string;
  handOut(id: string, message: Message): void;
  /** Makes sure that it never comes again. What it throws lets it come again. */
  acknowledge(id: string, message: Message): Promise<void>;
  /** How often this message has failed, this time included. */
  countFailure(id: string): Promise<number>;
  readonly log: Log;
}

/** One message at a time per person and in their order; different people side by side. */
export function openHandOut<Message>({ senderOf, handOut, acknowledge, countFailure, log }: HandOutParts<Message>): HandOut<Message> {
  const inHand = new Map<string, Message>();
  const lines = openMessageLines((id) => {
    const message = inHand.get(id);
    if (message !== undefined) handOut(id, message);
  });

  async function received(id: string): Promise<void> {
    const message = inHand.get(id);
    if (message === undefined) return;
    const sender = senderOf(message);
    try {
      await acknowledge(id, message);
    } catch (error) {
      log.warn({ err: error, messageId: id }, "could not acknowledge a message; it will come again");
      lines.failed(sender, id, 1);
      return;
    }
    inHand.delete(id);
    lines.done(sender, id);
  }

  return {
    add(id, message) {
      inHand.set(id, message);
      lines.add(senderOf(message), id);
    },
    get: (id) => inHand.get(id),
    ids: () => inHand.keys(),
    received,
    async failed(id) {
      const message = inHand.get(id);
      if (message === undefined) return;
      // A failure that cannot be counted is one of the store, not of the message: it does not bring the last try nearer.
      const failures = await countFailure(id).catch(() => 1);
      if (failures >= mostFailures) {
        log.error({ messageId: id, failures }, "a message is set aside: every try failed");
        return received(id);
      }
      lines.failed(senderOf(message), id, failures);
    },
    stop: () => lines.stop(),
  };
}
