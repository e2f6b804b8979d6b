import { expect, test } from "vitest";
import { readInTurns } from "./read-in-turns.ts";

async function* stored(count: number): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) yield n;
}

test("a long list is read whole and in order, and others have their turns meanwhile", async () => {
  let turns = 0;
  let isRunning = true;
  const next = (): void => {
    turns += 1;
    if (isRunning) setImmediate(next);
  };
  setImmediate(next);
  const read = await readInTurns(stored(1_000), (n) => n * 2);
  isRunning = false;
  expect(read).toEqual(Array.from({ length: 1_000 }, (_, n) => n * 2));
  expect(turns).toBeGreaterThanOrEqual(99);
});
