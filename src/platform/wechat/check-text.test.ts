import { expect, onTestFinished, test } from "vitest";
import type { Trouble } from "../../../test/support/wechat-server/index.ts";
import { hourMs, testWechat, textPath, tokenPath } from "./test-wechat.ts";

const { world, clock, open, calls } = await testWechat();

test("a text is passed, held for a person or refused, as WeChat says", async () => {
  const wechat = open();
  const { openid } = world.logins.begin();
  const verdictOn = (text: string) => wechat.checkText(openid, text, "comment");
  expect(await verdictOn("陪我去医院")).toEqual({ verdict: "pass", label: 100, traceId: expect.any(String) });
  expect(await verdictOn("扫码领红包啦")).toMatchObject({ verdict: "review", label: 10001 });
  expect(await verdictOn("网上赌场,扫码领红包")).toMatchObject({ verdict: "risky", label: 20006 });
  expect(await wechat.checkText(openid, "我是志愿者", "profile")).toMatchObject({ verdict: "pass" });
});

test("a text of somebody who did not have the mini-program open in the last two hours is unchecked", async () => {
  const wechat = open();
  const { openid } = world.logins.begin();
  const unchecked = { verdict: "unchecked", because: "not_visiting" };
  expect(await wechat.checkText(undefined, "你好", "comment")).toEqual(unchecked);
  expect(await wechat.checkText("o-nobody", "你好", "comment")).toEqual(unchecked);
  clock.advance(2 * hourMs);
  expect(await wechat.checkText(openid, "你好", "comment")).toMatchObject({ verdict: "pass" });
  clock.advance(1);
  expect(await wechat.checkText(openid, "你好", "comment")).toEqual(unchecked);
  world.people.visit(openid);
  expect(await wechat.checkText(openid, "你好", "comment")).toMatchObject({ verdict: "pass" });
});

test("a text of 2,500 characters is checked, a longer one is unchecked and not sent", async () => {
  const wechat = open();
  const { openid } = world.logins.begin();
  expect(await wechat.checkText(openid, "好".repeat(2_500), "diary")).toMatchObject({ verdict: "pass" });
  expect(await wechat.checkText(openid, "好".repeat(2_501), "diary")).toEqual({ verdict: "unchecked", because: "too_long" });
  expect(calls(textPath)).toBe(1);
});

test("a text is unchecked when WeChat is busy, away, asked too often or refuses: never passed", async () => {
  const wechat = open();
  const { openid } = world.logins.begin();
  const pathOfText = "/wxa/msg_sec_check";
  const cases: readonly (readonly [Trouble, string])[] = [
    [{ errcode: -1 }, "away"],
    [{ status: 500 }, "away"],
    [{ errcode: 45009 }, "too_often"],
    [{ errcode: 45011 }, "too_often"],
    [{ errcode: 48001 }, "refused"],
    [{ text: '{"errcode":0,"errmsg":"ok"}' }, "refused"],
    [{ text: '{"errcode":0,"result":{"suggest":"fine","label":100}}' }, "refused"],
  ];
  for (const [trouble, because] of cases) {
    world.troubles.add({ ...trouble, path: pathOfText });
    expect(await wechat.checkText(openid, "你好", "forum"), JSON.stringify(trouble)).toEqual({ verdict: "unchecked", because });
    world.troubles.clear();
  }
  world.limits.set({ textPerDay: 0 });
  onTestFinished(() => world.limits.set({ textPerDay: 2_000_000 }));
  expect(await wechat.checkText(openid, "你好", "forum")).toEqual({ verdict: "unchecked", because: "too_often" });
});

test("a text is unchecked when no token is to be had", async () => {
  const { openid } = world.logins.begin();
  for (const [trouble, because] of [
    [{ status: 502 }, "away"],
    [{ errcode: 45009 }, "too_often"],
    [{ errcode: 40125 }, "refused"],
    [{ text: '{"access_token":"x"}' }, "away"],
  ] as const) {
    world.troubles.add({ ...trouble, path: tokenPath });
    expect(await open().checkText(openid, "你好", "forum")).toEqual({ verdict: "unchecked", because });
    world.troubles.clear();
  }
});
