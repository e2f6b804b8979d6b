import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { town } from "./town.ts";

vi.setConfig({ testTimeout: 300_000 });

test("the process killed again and again while people write: every need ends with a helper, once", async () => {
  const { random, live, killAndRestart, expectNothingLost } = await town("app killed");
  const flows = Array.from({ length: 16 }, async (_, index) => {
    await wait(random() * 8_000);
    return live(index);
  });
  const all = Promise.all(flows);
  for (let kills = 0; kills < 3; kills++) {
    await wait(300 + random() * 2_200);
    await killAndRestart();
  }
  const codes = await all;
  expect(new Set(codes).size).toBe(16);
  await expectNothingLost(codes);
});

test("killed in mid-dialogue, it goes on with the question it had asked; the same message sent twice counts once", async () => {
  const { phones, residents, killAndRestart, match, expectNothingLost } = await town("mid-dialogue");
  const [{ id } = { id: "" }] = residents;
  await phones.say(id, "后天上午九点能派人陪我去区医院看病吗", /对吗/);
  await killAndRestart();
  const [, code = ""] = await phones.say(id, "对", /记下了,单号 ([A-Z]\d+)/);

  const lastSent = phones.acknowledged.size;
  await Promise.all([phones.repeat(id, "对", lastSent), phones.repeat(id, "对", lastSent)]);
  expect(phones.acknowledged.size).toBe(lastSent);
  await match(code);
  expect((await phones.heard(id)).filter((text) => text.includes("记下了,单号"))).toHaveLength(1);
  await expectNothingLost([code]);
});
