import type { Chat, UnsentError } from "../chat.ts";

export interface TestChat extends Chat {
  /** What arrived, each id once as with client_id. */
  readonly arrived: { readonly id: string; readonly to: string; readonly text: string }[];
  /** Every try, also those that failed. */
  readonly tried: string[];
  /** The next message is refused with this; `after` it has arrived all the same. */
  failNext(error: UnsentError, options?: { readonly isSentAllTheSame?: boolean }): void;
}

/** A channel that keeps what it is given. */
export function testChat(channel: string): TestChat {
  const arrived: TestChat["arrived"] = [];
  const tried: string[] = [];
  const failures: { error: UnsentError; isSentAllTheSame: boolean }[] = [];
  const send = async (to: string, text: string, id: string): Promise<void> => {
    tried.push(id);
    const failure = failures.shift();
    if ((!failure || failure.isSentAllTheSame) && !arrived.some((one) => one.id === id)) arrived.push({ id, to, text });
    if (failure) throw failure.error;
  };
  return {
    channel,
    arrived,
    tried,
    failNext: (error, { isSentAllTheSame = false } = {}) => void failures.push({ error, isSentAllTheSame }),
    onMessage: () => undefined,
    say: (to, text, { id }) => send(to, text, id),
    sayInRoom: (room, text, { id }) => send(room, text, id),
    start: async () => undefined,
    stop: async () => undefined,
  };
}
