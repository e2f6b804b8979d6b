import { expect, test } from "vitest";
import { hourMs, minuteMs, refuses, testWechat, tokenPath } from "./test-wechat.ts";

const { world, clock, open, calls, lines } = await testWechat();
const customPath = "/cgi-bin/message/custom/send";
const subscribePath = "/cgi-bin/message/subscribe/send";
const text = (words: string) => ({ kind: "text", text: words }) as const;
const pixel = { bytes: new Uint8Array([1, 2, 3]), type: "image/png" } as const;

test("somebody who wrote can be written to five times within 48 hours, and again after their next message", async () => {
  const wechat = open();
  const phone = world.service.phone();
  expect(await wechat.sendCustomerMessage(phone.openid, text("在吗"))).toMatchObject({ sent: "no", because: "closed", errcode: 45015 });
  phone.say("你好");
  for (let i = 1; i <= 5; i++) expect(await wechat.sendCustomerMessage(phone.openid, text(`第${i}条`))).toEqual({ sent: "yes" });
  expect(await wechat.sendCustomerMessage(phone.openid, text("第6条"))).toMatchObject({ sent: "no", because: "spent", errcode: 45047 });
  phone.say("还在");
  expect(await wechat.sendCustomerMessage(phone.openid, text("好"))).toEqual({ sent: "yes" });
  clock.advance(48 * hourMs + 1);
  expect(await wechat.sendCustomerMessage(phone.openid, text("早"))).toMatchObject({ because: "closed" });
  expect(phone.messages).toHaveLength(6);
});

test("somebody who opened the session can be greeted twice within a minute", async () => {
  const wechat = open();
  const phone = world.service.phone();
  phone.enter();
  expect(await wechat.sendCustomerMessage(phone.openid, text("您好"))).toEqual({ sent: "yes" });
  expect(await wechat.sendCustomerMessage(phone.openid, text("请说"))).toEqual({ sent: "yes" });
  expect(await wechat.sendCustomerMessage(phone.openid, text("还有"))).toMatchObject({ because: "spent" });
  clock.advance(minuteMs + 1);
  expect(await wechat.sendCustomerMessage(phone.openid, text("还有"))).toMatchObject({ because: "closed" });
});

test("pictures, links and cards of the mini-program are sent; a picture is good for three days", async () => {
  const wechat = open();
  const phone = world.service.phone();
  phone.say("你好");
  const mediaId = await wechat.uploadMedia(pixel);
  const page = "pages/task/task?id=1";
  await wechat.sendCustomerMessage(phone.openid, { kind: "image", mediaId });
  await wechat.sendCustomerMessage(phone.openid, { kind: "link", title: "证明", text: "时长", url: "https://example.org", pictureUrl: "" });
  await wechat.sendCustomerMessage(phone.openid, { kind: "card", title: "任务A37", page, pictureMediaId: mediaId });
  expect(phone.messages.map(({ kind }) => kind)).toEqual(["image", "link", "miniprogrampage"]);
  expect(phone.tapCard(0)).toBe(page);
  clock.advance(73 * hourMs);
  phone.say("你好");
  expect(await wechat.sendCustomerMessage(phone.openid, { kind: "image", mediaId })).toMatchObject({
    because: "bad_content",
    errcode: 40007,
  });
});

test("a picture somebody sent is fetched while WeChat keeps it", async () => {
  const wechat = open();
  const bytes = Buffer.from([7, 8, 9]);
  const mediaId = world.service.media.add(bytes, "image/jpeg");
  expect(await wechat.downloadMedia(mediaId)).toEqual({ bytes: new Uint8Array(bytes), type: "image/jpeg" });
  await refuses(wechat.downloadMedia("made-up"), "wechat.refused");
  await refuses(wechat.downloadMedia(world.service.media.add(bytes, "image/webp")), "wechat.away");
  clock.advance(73 * hourMs);
  await refuses(wechat.downloadMedia(mediaId), "wechat.refused");
});

test("nobody's words become a link in a message of the station", async () => {
  const phone = world.service.phone();
  phone.say("你好");
  await open().sendCustomerMessage(phone.openid, text('<a href="https://x">领奖</a> 3<5'));
  expect(phone.messages[0]).toMatchObject({ text: '＜a href="https://x">领奖＜/a> 3<5' });
});

test("typing is shown after a message of theirs, and is no reason to fail", async () => {
  const wechat = open();
  const phone = world.service.phone();
  await wechat.showTyping(phone.openid);
  expect(phone.isTyping).toBe(false);
  phone.say("你好");
  await wechat.showTyping(phone.openid);
  expect(phone.isTyping).toBe(true);
  await wechat.sendCustomerMessage(phone.openid, text("好"));
  expect(phone.isTyping).toBe(false);
});

test("whether a message may have been sent is known: no when nothing was done, perhaps when the answer was lost", async () => {
  const phone = world.service.phone();
  phone.say("你好");
  for (const [trouble, outcome] of [
    [{ errcode: -1 }, { sent: "no", because: "away" }],
    [{ errcode: 45009 }, { sent: "no", because: "too_often" }],
    [{ errcode: 48001 }, { sent: "no", because: "refused" }],
    [{ status: 502 }, { sent: "perhaps", because: "away" }],
    [{ does: "lose" }, { sent: "perhaps", because: "away" }],
    [{ text: "<html>" }, { sent: "perhaps", because: "away" }],
  ] as const) {
    world.troubles.add({ ...trouble, path: customPath });
    expect(await open().sendCustomerMessage(phone.openid, text("在")), JSON.stringify(trouble)).toMatchObject(outcome);
    world.troubles.clear();
  }
  world.troubles.add({ status: 502, path: tokenPath });
  expect(await open().sendCustomerMessage(phone.openid, text("在"))).toMatchObject({ sent: "no", because: "away" });
  expect(phone.messages).toHaveLength(1);
  const closed = open({ config: { wechat: { appId: "wx0000", secret: "x", baseUrl: "http://127.0.0.1:9" } } });
  expect(await closed.sendCustomerMessage(phone.openid, text("在"))).toMatchObject({ sent: "no", because: "away" });
});

test("a message is made again with a new token when WeChat refused the old one", async () => {
  const wechat = open();
  const phone = world.service.phone();
  phone.say("你好");
  await wechat.sendCustomerMessage(phone.openid, text("一"));
  world.tokens.voidAll({ stillIssued: false });
  expect(await wechat.sendCustomerMessage(phone.openid, text("二"))).toEqual({ sent: "yes" });
  expect(phone.messages).toHaveLength(2);
  expect(calls(customPath)).toBe(3);
});

test("a subscribe message is sent once for each time the person agreed; what is wrong with it is named in the log and its words are not", async () => {
  const wechat = open();
  const phone = world.service.phone();
  world.service.templates.push({ id: "T1", fields: ["thing1", "time2"] });
  const message = { templateId: "T1", values: { thing1: "陪同就医", time2: "2026年11月24日 09:00" }, page: "pages/request/request?id=1" };
  expect(await wechat.sendSubscribeMessage(phone.openid, message)).toMatchObject({ sent: "no", because: "not_agreed", errcode: 43101 });
  expect(phone.answerPopup({ T1: "accept" })).toEqual({ errMsg: "requestSubscribeMessage:ok", T1: "accept" });
  expect(await wechat.sendSubscribeMessage(phone.openid, message)).toEqual({ sent: "yes" });
  expect(phone.notices).toMatchObject([{ templateId: "T1", data: message.values, page: message.page }]);
  expect(await wechat.sendSubscribeMessage(phone.openid, message)).toMatchObject({ because: "not_agreed" });
  phone.answerPopup({ T1: "accept" });
  const wrong = { ...message, values: { ...message.values, thing1: "canary".repeat(4) } };
  expect(await wechat.sendSubscribeMessage(phone.openid, wrong)).toMatchObject({ because: "bad_content", errcode: 47003 });
  expect(lines.at(-1)).toContain('"field":"thing1"');
  expect(lines.join("")).not.toContain("canary");
  expect(await wechat.sendSubscribeMessage(phone.openid, { ...message, templateId: "T9" })).toMatchObject({ errcode: 40037 });
  expect(await wechat.sendSubscribeMessage(phone.openid, { ...message, page: "pages/none" })).toMatchObject({ errcode: 41030 });
  expect(await wechat.sendSubscribeMessage("o-nobody", message)).toMatchObject({ because: "unknown_person" });
  expect(world.service.grants.left(phone.openid, "T1")).toBe(1);
  expect(calls(subscribePath)).toBe(7);
});

test("without a mini-program nothing is sent, and nothing is thrown but for pictures", async () => {
  const wechat = open({ config: { wechat: undefined } });
  const outcome = { sent: "no", because: "not_set_up" };
  expect(await wechat.sendCustomerMessage("o-1", text("在"))).toEqual(outcome);
  expect(await wechat.sendSubscribeMessage("o-1", { templateId: "T1", values: {} })).toEqual(outcome);
  await wechat.showTyping("o-1");
  await refuses(wechat.uploadMedia(pixel), "wechat.not-set-up");
});
