import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { findProgram } from "../../src/platform/stores/find-program.ts";
import { temporaryFolder } from "../support/product.ts";
import { town } from "./town.ts";

vi.setConfig({ testTimeout: 300_000 });

test("Redis killed and its folder emptied while requests wait for matching: all of them are matched", async () => {
  const { product, ask, match, killStore, expectNothingLost } = await town("redis emptied");
  const codes = await Promise.all(Array.from({ length: 12 }, (_, index) => ask(index)));
  const matching = Promise.all(codes.map((code, index) => match(code, index)));
  for (let kills = 0; kills < 3; kills++) {
    await killStore("redis");
    emptyFolder(path.join(product().dataDir, "redis"));
    await wait(1_500);
  }
  await matching;
  await expectNothingLost(codes);
});

test("Redis down for 20 seconds while 200 messages come in: all are answered, stored once and matched in the end", async () => {
  const gate = redisBehindGate();
  const { phones, residents, coordinators, ask, match, killStore, expectNothingLost } = await town("redis down", {
    env: { YIMI_REDIS_SERVER: gate.program },
  });
  gate.close();
  const downAt = performance.now();
  await killStore("redis");
  // A need, 「对」 and a question each; more than 67 escorts in two weeks the town has no helpers for.
  const codes = Promise.all(
    residents.slice(0, 67).map(async ({ id }, index) => {
      const code = await ask(index);
      await phones.say(id, "我的事办到哪了", new RegExp(code));
      return code;
    }),
  );
  await wait(20_000 - (performance.now() - downAt));
  const answered = (await Promise.all(residents.slice(0, 67).map(({ id }) => phones.heard(id)))).flat().length;
  gate.open();
  console.log(`redis down: ${phones.acknowledged.size} messages came in and ${answered} were answered while it was away`);
  expect(new Set(await codes).size).toBe(67);
  expect(phones.acknowledged.size).toBe(201);

  const perDesk = Math.ceil(67 / coordinators.length);
  await Promise.all((await codes).map(async (code, index) => match(code, Math.floor(index / perDesk))));
  await expectNothingLost(await codes);
});

/** A redis-server that does not start while the gate is closed. */
function redisBehindGate(): { readonly program: string; open(): void; close(): void } {
  const server = findProgram("redis-server", process.env.PATH ?? "");
  if (server === undefined) throw new Error("this test needs redis-server on the PATH");
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const program = path.join(folder.path, "redis-server");
  const gate = path.join(folder.path, "closed");
  writeFileSync(program, `#!/bin/sh\nwhile [ -e '${gate}' ]; do sleep 0.1; done\nexec '${server}' "$@"\n`);
  chmodSync(program, 0o755);
  return { program, open: () => rmSync(gate), close: () => writeFileSync(gate, "") };
}

function emptyFolder(folder: string): void {
  if (existsSync(folder)) for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true, force: true });
}
