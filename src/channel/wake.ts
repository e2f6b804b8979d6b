import { lookAgain, type Redis } from "../platform/index.ts";

export interface WakeDeps {
  readonly redis: Redis;
  readonly key: (...parts: readonly string[]) => string;
}

const everyMs = 300;

/** Tells whoever watches, in any process, that there is something new. May be lost: nothing depends on it. */
export function wake({ redis, key }: WakeDeps, thing: string): void {
  redis.publish(key("channel", thing), "").catch(() => undefined);
}

/**
 * Calls `look` at once, when woken and every 300 ms. Without Redis only the clock wakes.
 * @returns ends the watch and waits for the look that is running
 */
export function watch(
  { redis, key }: WakeDeps,
  thing: string,
  look: () => Promise<void>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const channel = key("channel", thing);
  const subscriber = redis.duplicate({ lazyConnect: false });
  const looking = lookAgain(look, onError, everyMs);
  subscriber.on("error", () => undefined);
  subscriber.on("ready", () => void subscriber.subscribe(channel).catch(() => undefined));
  subscriber.on("message", looking.again);
  return async () => {
    subscriber.disconnect();
    await looking.stop();
  };
}
