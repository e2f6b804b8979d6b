import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { lockMs } from "./shared-token.ts";
import { hourMs, minuteMs, testWechat, textPath, tokenPath } from "./test-wechat.ts";

const { world, clock, app, redis, open, keysOfOwn, calls } = await testWechat();

test("the token is fetched once for fifty who miss it at the same moment, and kept", async () => {
  const wechat = open();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => wechat.accessToken()));
  expect(new Set(tokens).size).toBe(1);
  expect(await wechat.accessToken()).toBe(tokens[0]);
  expect(calls(tokenPath)).toBe(1);
  expect(world.tokens.refusalOf(tokens[0] ?? "")).toBeUndefined();
});

test("the token is shared through Redis, where it can be read only with the app's secret", async () => {
  const key = keysOfOwn();
  const token = await open({ key }).accessToken();
  expect(await open({ key }).accessToken()).toBe(token);
  expect(calls(tokenPath)).toBe(1);
  const stored = await redis.get(key("wechat", "access-token", app.appId));
  expect(stored).not.toContain(token);
  await redis.set(key("wechat", "access-token", app.appId), "spoiled");
  expect(await open({ key }).accessToken()).toBe(token);
  expect(calls(tokenPath)).toBe(2);
});

test("the token is renewed in its last four minutes, while the old one is still good", async () => {
  const wechat = open();
  const old = await wechat.accessToken();
  clock.advance(2 * hourMs - 4 * minuteMs - 1_000);
  expect(await wechat.accessToken()).toBe(old);
  clock.advance(1_000);
  const next = await wechat.accessToken();
  expect(next).not.toBe(old);
  expect(world.tokens.refusalOf(old)).toBeUndefined();
  expect(await wechat.accessToken()).toBe(next);
  expect(calls(tokenPath)).toBe(2);
});

test("a token that is still good serves on when WeChat is away or another process fetches", async () => {
  const key = keysOfOwn();
  const wechat = open({ key });
  const old = await wechat.accessToken();
  clock.advance(2 * hourMs - 3 * minuteMs);
  world.troubles.add({ status: 502 });
  expect(await wechat.accessToken()).toBe(old);
  expect(await wechat.accessToken()).toBe(old);
  expect(calls(tokenPath)).toBe(2);
  world.troubles.clear();
  clock.advance(10_000);
  await redis.set(key("wechat", "access-token-lock", app.appId), "another", "PX", lockMs);
  expect(await wechat.accessToken()).toBe(old);
  await redis.del(key("wechat", "access-token-lock", app.appId));
  clock.advance(10_000);
  expect(await wechat.accessToken()).not.toBe(old);
});

test("the token is fetched by the next when the one who held the lock is gone", async () => {
  const key = keysOfOwn();
  await redis.set(key("wechat", "access-token-lock", app.appId), "killed", "PX", 300);
  expect(await open({ key }).accessToken()).toMatch(/^97_/);
  expect(calls(tokenPath)).toBe(1);
  expect(await redis.exists(key("wechat", "access-token-lock", app.appId))).toBe(0);
});

test("the token comes without Redis too: each process fetches for itself, and WeChat gives all the same", async () => {
  const refusing = redis.duplicate({ lazyConnect: true, enableOfflineQueue: false });
  const alone = open({ redis: refusing });
  const tokens = await Promise.all(Array.from({ length: 50 }, () => alone.accessToken()));
  expect(calls(tokenPath)).toBe(1);
  const line = await redisBehindRelay();
  const key = keysOfOwn();
  const waiting = open({ redis: line.redis, key });
  line.hang();
  expect(await waiting.accessToken()).toBe(tokens[0]);
  expect(calls(tokenPath)).toBe(2);
  expect(await redis.exists(key("wechat", "access-token", app.appId))).toBe(0);
});

test("a token refused by WeChat is replaced once for all who saw it refused, and the calls are made again", async () => {
  const wechat = open();
  const { openid } = world.logins.begin();
  const old = await wechat.accessToken();
  world.tokens.voidAll({ stillIssued: false });
  const verdicts = await Promise.all(Array.from({ length: 50 }, () => wechat.checkText(openid, "你好", "comment")));
  expect(verdicts.every(({ verdict }) => verdict === "pass")).toBe(true);
  expect(calls(tokenPath)).toBe(2);
  expect(calls(textPath)).toBe(100);
  expect(await wechat.accessToken()).not.toBe(old);
});

test("a token replaced by one process is taken from Redis by the others", async () => {
  const key = keysOfOwn();
  const [one, other] = [open({ key }), open({ key })];
  const { openid } = world.logins.begin();
  await Promise.all([one.accessToken(), other.accessToken()]);
  world.tokens.voidAll({ stillIssued: false });
  expect(await one.checkText(openid, "你好", "comment")).toMatchObject({ verdict: "pass" });
  expect(await other.checkText(openid, "你好", "comment")).toMatchObject({ verdict: "pass" });
  expect(calls(tokenPath)).toBe(2);
});

test("a token expired by WeChat's clock is replaced, although ours is slow", async () => {
  const wechat = open();
  await wechat.accessToken();
  world.clock.advance(2 * hourMs);
  const { openid } = world.logins.begin();
  expect(await wechat.checkText(openid, "你好", "comment")).toMatchObject({ verdict: "pass" });
  expect(world.calls.map(({ errcode }) => errcode)).toEqual([0, 42001, 0, 0]);
});

test("a token that WeChat refuses and hands out all the same is forced, but only once in 75 minutes", async () => {
  const wechat = open();
  const { openid } = world.logins.begin();
  await wechat.accessToken();
  world.tokens.voidAll({ stillIssued: true });
  expect(await wechat.checkText(openid, "你好", "comment")).toMatchObject({ verdict: "pass" });
  expect(calls(tokenPath)).toBe(3);
  world.tokens.voidAll({ stillIssued: true });
  expect(await wechat.checkText(openid, "你好", "comment")).toEqual({ verdict: "unchecked", because: "refused" });
  expect(calls(tokenPath)).toBe(4);
});

/** The real Redis behind a line that can be cut without either end being told. */
async function redisBehindRelay(): Promise<{ redis: typeof redis; hang(): void }> {
  const { path, host, port } = redis.options;
  const lines: net.Socket[] = [];
  const relay = net.createServer((client) => {
    const behind = path ? net.connect(path) : net.connect(port ?? 6379, host);
    lines.push(client, behind);
    client.pipe(behind).pipe(client);
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  const through = new Redis((relay.address() as AddressInfo).port, "127.0.0.1", { lazyConnect: true, enableOfflineQueue: false });
  await through.connect();
  onTestFinished(() => {
    through.disconnect();
    for (const line of lines) line.destroy();
    relay.close();
  });
  return {
    redis: through,
    hang: () => {
      for (const line of lines) line.unpipe();
    },
  };
}
