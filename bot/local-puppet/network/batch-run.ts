interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const largestBatch = 500;

/**
 * Turns single calls into batches: one batch runs at a time, and whatever is called meanwhile becomes the next one, in order.
 * `run` answers with one result per item, or throws for all of them.
 */
export function inBatches<Item, Result>(run: (items: readonly Item[]) => Promise<readonly Result[]>): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isRunning = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, largestBatch);
      waiting = waiting.slice(largestBatch);
      try {
        const results = await run(batch.map((each) => each.item));
        for (const [index, each] of batch.entries()) each.resolve(results[index] as Result);
      } catch (error) {
        for (const each of batch) each.reject(error);
      }
    }
    isRunning = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      setImmediate(() => void drain());
    });
}
