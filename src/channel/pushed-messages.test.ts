import { beforeEach, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { ensurePushedIndexes, forgetOldPushed, openPushedMessages, type PushedMessage } from "./pushed-messages.ts";

const platform = await testPlatform();
const { clock, db } = platform;
const pushed = openPushedMessages(platform);
await ensurePushedIndexes(db);

beforeEach(async () => void (await db.collection("pushedMessages").deleteMany({})));

const message = (id: string, changed: Partial<PushedMessage> = {}): PushedMessage => ({
  id,
  openId: "o-1",
  kind: "text",
  text: "请帮我买菜",
  at: clock.now(),
  order: id,
  ...changed,
});

test("a message is stored once however often it is pushed, each time under another nonce", async () => {
  const results = await Promise.all([1, 2, 3].map((n) => pushed.store(message("m-1"), `n${n}`)));
  expect(results.sort()).toEqual(["known", "known", "stored"]);
  expect(await pushed.store(message("m-1"), "n1")).toBe("known");
  expect(await pushed.waiting()).toEqual([message("m-1")]);
});

test("another message under a nonce that was used is a forgery and is not stored", async () => {
  await pushed.store(message("m-1"), "n1");
  expect(await pushed.store(message("m-2"), "n1")).toBe("replayed");
  expect(await pushed.waiting()).toHaveLength(1);
});

test("what was written cannot be read in the database", async () => {
  await pushed.store(message("m-1", { mediaId: "canary-media" }), "n1");
  const stored = JSON.stringify(await db.collection("pushedMessages").findOne({}));
  expect(stored).not.toContain("买菜");
  expect(stored).not.toContain("canary-media");
  expect(await pushed.find("m-1")).toMatchObject({ text: "请帮我买菜", mediaId: "canary-media" });
});

test("messages wait in the order they were written, until the bot is done with them", async () => {
  const later = new Date(clock.now().getTime() + 1_000);
  await pushed.store(message("m-3", { at: later, order: "1" }), "n3");
  await pushed.store(message("m-2", { order: "2" }), "n2");
  await pushed.store(message("m-1", { order: "1" }), "n1");
  expect((await pushed.waiting()).map(({ id }) => id)).toEqual(["m-1", "m-2", "m-3"]);
  await pushed.acknowledge("m-1");
  expect((await pushed.waiting()).map(({ id }) => id)).toEqual(["m-2", "m-3"]);
  expect(await pushed.countFailure("m-2")).toBe(1);
  expect(await pushed.countFailure("m-2")).toBe(2);
});

test("what the bot was done with a week ago is removed, what waits never", async () => {
  await pushed.store(message("m-1"), "n1");
  await pushed.store(message("m-2"), "n2");
  await pushed.acknowledge("m-1");
  clock.advance(7 * 24 * 60 * 60_000 + 1);
  await forgetOldPushed(platform);
  expect(await pushed.find("m-1")).toBeUndefined();
  expect(await pushed.find("m-2")).toBeDefined();
});

test("who watches looks at once and again when something comes", async () => {
  let looks = 0;
  const stop = pushed.watch(
    async () => void looks++,
    () => undefined,
  );
  await expect.poll(() => looks).toBeGreaterThan(0);
  const before = looks;
  await pushed.store(message("m-1"), "n1");
  await expect.poll(() => looks).toBeGreaterThan(before);
  await stop();
});

test("without Redis a message is stored all the same, and the clock brings it", async () => {
  const redis = platform.redis.duplicate({ lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null });
  const alone = openPushedMessages({ ...platform, redis });
  let seen = 0;
  const stop = alone.watch(
    async () => {
      seen = (await alone.waiting()).length;
    },
    () => undefined,
  );
  expect(await alone.store(message("m-1"), "n1")).toBe("stored");
  await expect.poll(() => seen).toBe(1);
  await stop();
});
