/** One queue per key: jobs of a key run one after the other in the order given, jobs of different keys side by side. */
export interface PersonQueues {
  add(key: string, job: () => Promise<void>): void;
  /** Resolves when every job added so far has ended, or after `limitMs`. */
  drain(limitMs: number): Promise<void>;
}

/** `job` must not throw: guard it before. */
export function openPersonQueues(): PersonQueues {
  const last = new Map<string, Promise<void>>();
  return {
    add(key, job) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(job).finally(() => {
        if (last.get(key) === mine) last.delete(key);
      });
      last.set(key, mine);
    },
    async drain(limitMs) {
      let limit: NodeJS.Timeout | undefined;
      const tooLong = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, limitMs);
      });
      await Promise.race([Promise.all(last.values()), tooLong]);
      clearTimeout(limit);
    },
  };
}
