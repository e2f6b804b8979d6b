import type { Hints } from "./hints.ts";

const pollMs = 500;
const slowestPollMs = 5_000;

export interface Looking {
  /** Looks again as soon as the present look is over. */
  again(): void;
  stop(): Promise<void>;
}

/**
 * Calls `look` at once, on every hint and every 500 ms; never twice at a time. While `look` fails it is tried less and less often.
 * This is what makes a lost hint, or Redis being down, a matter of half a second.
 */
export function lookOnHint(hints: Hints, look: () => Promise<void>, onError: (error: unknown) => void): Looking {
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
        break;
      }
    }
  }

  function again(): void {
    isWanted = true;
    if (running !== undefined || isStopped) return;
    clearTimeout(timer);
    running = run().finally(() => {
      running = undefined;
      if (!isStopped) timer = setTimeout(again, delayMs);
    });
  }

  const deafen = hints.listen((hint) => {
    if (hint.kind === "message") again();
  });
  again();
  return {
    again,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      deafen();
      await running;
    },
  };
}
