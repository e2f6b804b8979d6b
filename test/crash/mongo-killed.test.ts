import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { town } from "./town.ts";

vi.setConfig({ testTimeout: 300_000 });

test("the MongoDB host killed while people write: nothing is acknowledged that is not stored, and everything goes on", async () => {
  const { random, live, product, killStore, expectNothingLost } = await town("mongo killed");
  const { mongo } = await product().storePids();
  const flows = Array.from({ length: 16 }, async (_, index) => {
    await wait(random() * 6_000);
    return live(index);
  });
  const all = Promise.all(flows);
  for (let kills = 0; kills < 3; kills++) {
    await wait(800 + random() * 2_500);
    await killStore("mongo");
  }
  const codes = await all;
  expect(new Set(codes).size).toBe(16);
  expect((await product().storePids()).mongo).not.toBe(mongo);
  await expectNothingLost(codes);
});
