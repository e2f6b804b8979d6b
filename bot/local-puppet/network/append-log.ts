import { inBatches } from "./batch-run.ts";
import type { NewSimMessage, SimMessage, SimMessages } from "./sim-message.ts";

const duplicateKey = 11000;
const mostRounds = 200;

/**
 * Appends to the shared log without gaps: a message takes the place after the last stored one, and the unique index on `seq` lets only one
 * of several processes have it. Because a place is filled only after the one before it, a reader who has seen place n has seen all before.
 * An id that is already stored is left as it is.
 */
export function openLog(messages: SimMessages): (message: NewSimMessage) => Promise<{ readonly isNew: boolean }> {
  return inBatches(async (batch) => {
    const fresh = new Map(batch.map((message) => [message._id, message]));
    const inserted = new Set<string>();
    const stored = await storedIds(messages, [...fresh.keys()]);
    for (const id of stored) fresh.delete(id);

    for (let round = 0; fresh.size > 0; round++) {
      if (round === mostRounds) throw new Error("the simulated network has too many writers");
      for (const id of await insertNext(messages, [...fresh.values()])) {
        inserted.add(id);
        fresh.delete(id);
      }
      if (fresh.size === 0) break;
      for (const id of await storedIds(messages, [...fresh.keys()])) fresh.delete(id);
    }
    return batch.map((message) => ({ isNew: inserted.delete(message._id) }));
  });
}

/** Tries the next places in order; answers the ids that got one. Another writer in the way ends the try early. */
async function insertNext(messages: SimMessages, fresh: readonly NewSimMessage[]): Promise<readonly string[]> {
  const last = await messages.findOne({}, { sort: { seq: -1 }, projection: { seq: 1 } });
  const next = (last?.seq ?? 0) + 1;
  const placed: SimMessage[] = fresh.map((message, index) => ({ ...message, seq: next + index }));
  try {
    await messages.insertMany(placed, { ordered: true });
    return placed.map((message) => message._id);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return placed.slice(0, error.result.insertedCount).map((message) => message._id);
  }
}

async function storedIds(messages: SimMessages, ids: readonly string[]): Promise<readonly string[]> {
  const found = await messages.find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } }).toArray();
  return found.map((message) => message._id);
}

function isDuplicateKey(error: unknown): error is { code: number; result: { insertedCount: number } } {
  return error instanceof Error && "code" in error && error.code === duplicateKey && "result" in error;
}
