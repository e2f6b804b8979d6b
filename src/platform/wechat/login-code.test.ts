import { expect, onTestFinished, test } from "vitest";
import type { Trouble } from "../../../test/support/wechat-server/index.ts";
import { loginPath, minuteMs, refuses, testWechat } from "./test-wechat.ts";

const { world, clock, app, open, lines } = await testWechat();

test("a login code tells who it is, and nothing else", async () => {
  const person = world.people.add({ unionid: "union-1" });
  const { code } = world.logins.begin(person.openid);
  expect(await open().exchangeLoginCode(code)).toEqual({ openId: person.openid, unionId: "union-1" });
  const other = world.logins.begin();
  expect(await open().exchangeLoginCode(other.code)).toEqual({ openId: other.openid });
});

test("a login that WeChat answers with errcode 0, as its page shows it, counts as well", async () => {
  world.troubles.add({ path: loginPath, text: '{"openid":"o-1","session_key":"k","unionid":"u-1","errcode":0,"errmsg":"ok"}' });
  expect(await open().exchangeLoginCode("code")).toEqual({ openId: "o-1", unionId: "u-1" });
});

test("a login code is good once, for five minutes, and must be one", async () => {
  const wechat = open();
  const used = world.logins.begin().code;
  await wechat.exchangeLoginCode(used);
  const late = world.logins.begin().code;
  clock.advance(5 * minuteMs);
  for (const code of [used, late, "made-up", "a&secret=b#?/"]) await refuses(wechat.exchangeLoginCode(code), "wechat.bad-code");
  await refuses(wechat.exchangeLoginCode(world.logins.begin().code.slice(1)), "wechat.bad-code");
});

test("a login code of somebody whom WeChat keeps out is refused", async () => {
  const { openid } = world.people.add({ isBlocked: true });
  await refuses(open().exchangeLoginCode(world.logins.begin(openid).code), "wechat.person-blocked");
});

test("too many logins in a minute are refused until the next", async () => {
  const wechat = open();
  const { openid } = world.people.add();
  world.limits.set({ loginPerMinute: 2 });
  onTestFinished(() => world.limits.set({ loginPerMinute: 100 }));
  for (let i = 0; i < 2; i++) await wechat.exchangeLoginCode(world.logins.begin(openid).code);
  await refuses(wechat.exchangeLoginCode(world.logins.begin(openid).code), "wechat.too-often");
  clock.advance(minuteMs);
  expect(await wechat.exchangeLoginCode(world.logins.begin(openid).code)).toEqual({ openId: openid });
});

test("a busy server is asked three times, not more", async () => {
  const wechat = open();
  world.troubles.add({ errcode: -1, times: 2 });
  const { code, openid } = world.logins.begin();
  expect(await wechat.exchangeLoginCode(code)).toEqual({ openId: openid });
  expect(world.calls.map(({ errcode }) => errcode)).toEqual([-1, -1, 0]);
  world.troubles.add({ errcode: -1 });
  await refuses(wechat.exchangeLoginCode(code), "wechat.away");
  expect(world.calls).toHaveLength(6);
});

test.each<[string, Trouble]>([
  ["a gateway's page", { status: 502 }],
  ["words that are no JSON", { text: "<html>canary</html>" }],
  ["JSON that is no answer", { text: "[1]" }],
  ["an errcode that is no number", { text: '{"errcode":"40029"}' }],
  ["an answer without the person", { text: "{}" }],
  ["a line cut before", { does: "drop" }],
  ["a line cut after", { does: "lose" }],
])("a login code: %s means that WeChat is away, and it is not asked again", async (_what, trouble) => {
  world.troubles.add({ ...trouble, path: loginPath });
  await refuses(open().exchangeLoginCode(world.logins.begin().code), "wechat.away");
  expect(world.calls).toHaveLength(1);
});

test("a server that is silent is waited for five seconds; one that is not there, not at all", async () => {
  world.troubles.add({ does: "hang" });
  const [silent, checking] = [open(), open()];
  const { code, openid } = world.logins.begin();
  const askedAt = performance.now();
  const verdict = checking.checkText(openid, "你好", "comment");
  await refuses(silent.exchangeLoginCode(code), "wechat.away");
  expect(await verdict).toEqual({ verdict: "unchecked", because: "away" });
  expect(performance.now() - askedAt).toBeLessThan(7_000);
  const nobody = open({ config: { wechat: { ...app, baseUrl: "http://127.0.0.1:1" } } });
  await refuses(nobody.exchangeLoginCode(code), "wechat.away");
});

test("settings that WeChat does not know are a matter for the administrator", async () => {
  const { code } = world.logins.begin();
  for (const wrong of [{ secret: "wrong" }, { appId: "wx00" }]) {
    const wechat = open({ config: { wechat: { ...app, ...wrong } } });
    await refuses(wechat.exchangeLoginCode(code), "wechat.refused");
    await refuses(wechat.accessToken(), "wechat.refused");
  }
  expect(lines.join("")).toContain("look at the settings of the mini-program");
});
