import type { Puppet } from "wechaty-puppet";

/**
 * What a puppet of ours does beyond Wechaty's methods, so that no message is lost or handled twice: it hands out each stored message until it
 * is told what became of it, one at a time per person and in their order (message-lines.ts), also after a restart. Its `messageSendText`
 * sends under `outgoingId()`, and throws an `UnsentError` where it did not send.
 */
export interface OwnPuppet extends Puppet {
  /** The handler is done with this message: it is never handed out again. */
  received(messageId: string): Promise<void>;
  /** The handler failed on this message: it is handed out again after a rest, a bounded number of times. */
  failed(messageId: string): Promise<void>;
  /** Hands out nothing more; what is in hand may still be acknowledged. */
  takeNoMore(): Promise<void>;
  /** The words of the message this one answers to, while it is in hand; undefined where there are none. */
  quotedIn?(messageId: string): string | undefined;
  /** Shows the person that an answer is being written, where the channel can and the puppet does not do so by itself. */
  typing?(chatUserId: string): Promise<void>;
}
