const slowestMs = 5_000;

export interface Looking {
  /** Looks again as soon as the present look is over. */
  again(): void;
  stop(): Promise<void>;
}

/**
 * Calls `look` at once, when told to and every `everyMs`; never twice at a time, and less and less often while it fails. This is what makes a
 * hint that is lost, or Redis being down, a matter of a moment.
 */
export function lookAgain(look: () => Promise<void>, onError: (error: unknown) => void, everyMs: number): Looking {
  let isStopped = false;
  let isWanted = true;
  let delayMs = everyMs;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false;
      try {
        await look();
        delayMs = everyMs;
      } catch (error) {
        onError(error);
        delayMs = Math.min(delayMs * 2, slowestMs);
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
      if (!isStopped) timer = setTimeout(again, delayMs);
    });
  }

  again();
  return {
    again,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
