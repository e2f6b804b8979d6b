import type { Redis } from "../platform/index.ts";

export interface WakeDeps {
  readonly redis: Redis;
  readonly key: (...parts: readonly string[]) => string;
}

const pollMs = 300;
const slowestPollMs = 5_000;

/** Tells whoever watches, in any process, that there is something new. May be lost: nothing depends on it. */
export function wake({ redis, key }: WakeDeps, thing: string): void {
  redis.publish(key("channel", thing), "").catch(() => undefined);
}

/**
 * Calls `look` at once, when woken and every 300 ms; never twice at a time, and less often while it fails. Without Redis only the clock wakes.
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
  let isStopped = false;
  let isWanted = true;
  let delayMs = pollMs;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false;
      try {
        await look();
        delayMs = pollMs;
      } catch (error) {
        onError(error);
        delayMs = Math.min(delayMs * 2, slowestPollMs);
        return;
      }
    }
  }

  function again(): void {
    isWanted = true;
    if (running !== undefined || isStopped) return;
    clearTimeout(timer);
    running = run().finally(() => {
      running = undefined;
      if (!isStopped) timer = setTimeout(again, isWanted && delayMs === pollMs ? 0 : delayMs);
    });
  }

  subscriber.on("error", () => undefined);
  subscriber.on("ready", () => void subscriber.subscribe(channel).catch(() => undefined));
  subscriber.on("message", again);
  again();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    subscriber.disconnect();
    await running;
  };
}
