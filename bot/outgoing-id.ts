import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

/** Sends under this id: Wechaty's `say` has no place for one, so it travels beside the call down to a puppet that can tell repeats apart. */
export function withOutgoingId<Result>(id: string, send: () => Promise<Result>): Promise<Result> {
  return current.run(id, send);
}

/** The id the message being sent was given, if any. */
export function outgoingId(): string | undefined {
  return current.getStore();
}
