/** A message from a person, as the dialogues read it: no channel shines through but its name. */
export interface IncomingMessage {
  /** The channel's own id; the same message delivered again has the same id. */
  readonly id: string;
  /** The sender as the channel knows them. */
  readonly personChatId: string;
  /** e.g. `local`, `wechaty-puppet-service`. */
  readonly channel: string;
  /** Set when it was written in a group room. */
  readonly room?: string;
  /** What was written, or the transcript of what was said; empty where there is none. */
  readonly text: string;
  readonly kind: "text" | "voice" | "image" | "location" | "other";
  /** The words of the message it answers to, where the channel brings them along. */
  readonly quoted?: string;
  readonly at: Date;
}

/**
 * Why a channel did not send. `closed`: the person has to write first; `spent`: no message is left until they do; `rate`: too many at a
 * time, later it may go; `unreachable`: the channel does not answer; `gone`: this chat is no more (unbound, blocked); `unknown`: all else.
 */
export type UnsentReason = "closed" | "spent" | "rate" | "unreachable" | "gone" | "unknown";

/** A message that was not sent, or of which nobody can tell. */
export class UnsentError extends Error {
  readonly reason: UnsentReason;
  /** `perhaps`: the answer was lost on the way; sent again under the same id it arrives once. */
  readonly wasSent: "no" | "perhaps";

  constructor(reason: UnsentReason, options: { readonly wasSent?: "no" | "perhaps"; readonly cause?: unknown } = {}) {
    super(`not sent: ${reason}`, "cause" in options ? { cause: options.cause } : undefined);
    this.name = "UnsentError";
    this.reason = reason;
    this.wasSent = options.wasSent ?? "no";
  }
}

/** Everything the bot needs of a messenger. The only implementation that knows Wechaty is wechat.ts. */
export interface Chat {
  readonly channel: string;
  /**
   * Sets the one handler. Messages of one conversation come one after the other in the order they were written, different conversations
   * side by side. A message counts as received when `handle` resolves; when it throws, the message comes again (a bounded number of times).
   */
  onMessage(handle: (message: IncomingMessage) => Promise<void>): void;
  /** Writes to one person. Twice with the same `id` sends once on a channel that can tell. @throws UnsentError where the channel knows why not, else Error */
  say(chatUserId: string, text: string, options: { readonly id: string }): Promise<void>;
  /** Writes in a group room, calling the people of `mention` with @. @throws when it was not sent */
  sayInRoom(room: string, text: string, options: { readonly id: string; readonly mention?: readonly string[] }): Promise<void>;
  /** Shows that an answer is being written, where the channel can. */
  typing?(chatUserId: string): Promise<void>;
  start(): Promise<void>;
  /** Takes no new messages, lets the running ones end, then leaves the channel. */
  stop(): Promise<void>;
}
