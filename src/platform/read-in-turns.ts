import { setImmediate as turnOfOthers } from "node:timers/promises";

/** Documents made readable before others have a turn: with a long history, each takes up to a third of a millisecond to open. */
const turnSize = 10;

/**
 * What a query finds, in its order, each as `made` gives it. A desk may hold thousands: others have their turn in between, so nobody
 * waits for a long list but the one who asked for it.
 */
export async function readInTurns<Stored, T>(cursor: AsyncIterable<Stored>, made: (stored: Stored) => T): Promise<T[]> {
  const all: T[] = [];
  for await (const stored of cursor) {
    all.push(made(stored));
    if (all.length % turnSize === 0) await turnOfOthers();
  }
  return all;
}
