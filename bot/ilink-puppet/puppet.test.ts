import { beforeEach, expect, test } from "vitest";
import { addAccount, endAccounts } from "../../src/channel/accounts.ts";
import { ilink as channel, findWindows, tokenOf } from "../../src/channel/index.ts";
import { usualSettings } from "../../test/support/wechat-server/ilink/settings.ts";
import { withOutgoingId } from "../outgoing-id.ts";
import { abstractMethods } from "../test-abstract-methods.ts";
import { testIlink, until } from "./test-ilink.ts";

const { deps, server, ilink, lines, newPuppet, linkedPhone, account } = await testIlink();

beforeEach(async () => {
  server.world.troubles.clear();
  await deps.db.collection("ilinkAccounts").deleteMany({});
  ilink.set({ ...usualSettings, longPollMs: 400 });
});

const cursorOf = async (userId: string) => (await account(userId))?.cursor ?? "";

test("every abstract method of a puppet is there", async () => {
  const { puppet } = await newPuppet();
  expect(abstractMethods.filter((name) => typeof puppet[name as keyof typeof puppet] !== "function")).toEqual([]);
});

test("a message is handed out with WeChat's time and a whole id, opens the window, and moves the cursor when it is received", async () => {
  const { puppet, heard } = await newPuppet({ acknowledges: false });
  const { phone, userId } = await linkedPhone();
  const before = await cursorOf(userId);
  const id = phone.say("明天上午陪我去医院");
  await expect.poll(() => heard).toEqual([{ id: `${userId}:${id}`, text: "明天上午陪我去医院" }]);
  expect(await puppet.messagePayload(`${userId}:${id}`)).toMatchObject({ talkerId: userId, timestamp: deps.clock.now().getTime() });
  expect(await findWindows(deps, [{ channel, chatUserId: userId }])).toMatchObject([{ openedAt: deps.clock.now(), used: 0, most: 10 }]);
  expect(await cursorOf(userId)).toBe(before);
  await puppet.received(`${userId}:${id}`);
  await until(async () => (await cursorOf(userId)) !== before);
});

test("what was not received is handed out again by the next process, in its order; what was is not", async () => {
  const first = await newPuppet({ acknowledges: false });
  const { phone, userId } = await linkedPhone();
  const done = phone.say("一");
  await expect.poll(() => first.texts()).toEqual(["一"]);
  await first.puppet.received(`${userId}:${done}`);
  phone.say("二");
  phone.say("三");
  await expect.poll(() => first.texts()).toEqual(["一", "二"]);
  await first.stop();
  const second = await newPuppet();
  await expect.poll(() => second.texts()).toEqual(["二", "三"]);
});

test("two processes never ask for the same account; the second takes over when the first leaves", async () => {
  const [first, second] = [await newPuppet(), await newPuppet()];
  const { phone } = await linkedPhone();
  for (const text of ["一", "二", "三"]) phone.say(text);
  await expect.poll(() => [...first.texts(), ...second.texts()]).toEqual(["一", "二", "三"]);
  const [asking, other] = first.heard.length > 0 ? [first, second] : [second, first];
  await asking.stop();
  phone.say("四");
  await expect.poll(() => other.texts()).toEqual(["四"]);
});

test("copies that come shuffled are handed out until they are received", async () => {
  const { heard } = await newPuppet();
  const { phone, userId } = await linkedPhone();
  ilink.set({ copies: 4, shuffles: "copies" });
  const ids = Array.from({ length: 12 }, (_, i) => `${userId}:${phone.say(`第${i}`)}`);
  await expect.poll(() => new Set(heard.map(({ id }) => id)).size).toBe(12);
  const firsts = heard.filter(({ id }, i) => heard.findIndex((one) => one.id === id) === i).map(({ id }) => id);
  expect(firsts).toEqual(ids);
});

test("voices come with WeChat's transcript, pictures decrypted, files by name, quotes with what they quote", async () => {
  const { puppet, heard } = await newPuppet({ acknowledges: false });
  const { phone, userId } = await linkedPhone();
  const next = async (say: () => string) => {
    const id = `${userId}:${say()}`;
    await expect.poll(() => heard.at(-1)?.id).toBe(id);
    const payload = await puppet.messagePayload(id);
    return { id, payload };
  };
  const Type = { voice: 2, image: 6, file: 1, video: 15 };
  const spoken = await next(() => phone.say({ voice: { transcript: "我要买药" } }));
  expect(spoken.payload).toMatchObject({ type: Type.voice, text: "我要买药" });
  await puppet.received(spoken.id);
  const unclear = await next(() => phone.say({ voice: {} }));
  expect(unclear.payload).toMatchObject({ type: Type.voice, text: "" });
  await puppet.received(unclear.id);
  const picture = Buffer.from("a picture of 17 b");
  const shown = await next(() => phone.say({ image: picture }));
  expect(shown.payload).toMatchObject({ type: Type.image, text: "" });
  expect(await (await puppet.messageImage(shown.id)).toBuffer()).toEqual(picture);
  await puppet.received(shown.id);
  const paper = await next(() => phone.say({ file: Buffer.from("x"), name: "病历.pdf" }));
  expect((await puppet.messageFile(paper.id)).name).toBe("病历.pdf");
  await puppet.received(paper.id);
  const answer = await next(() => phone.say({ text: "接", quotes: spoken.id.split(":").at(-1), quotesInFull: true }));
  expect(puppet.quotedIn(answer.id)).toBe("我要买药");
});

test("an answer goes out with the token of the window, once under the same id, and long ones in several", async () => {
  const { puppet } = await newPuppet();
  const { phone, userId } = await linkedPhone();
  phone.say("你好");
  await until(async () => (await tokenOf(deps, { channel, chatUserId: userId })) !== undefined);
  await withOutgoingId("n1", () => puppet.messageSendText(userId, "收到了"));
  await withOutgoingId("n1", () => puppet.messageSendText(userId, "收到了"));
  expect(phone.heard().map(({ text }) => text)).toEqual(["收到了"]);
  expect(phone.window?.left).toBe(9);
  const long = `${"一".repeat(1_990)}\n${"二".repeat(1_990)}`;
  await withOutgoingId("n2", () => puppet.messageSendText(userId, long));
  expect(
    phone
      .heard()
      .slice(1)
      .map(({ text }) => text),
  ).toEqual(long.split("\n"));
});

test("a picture is brought to WeChat encrypted and arrives as it was", async () => {
  const { puppet } = await newPuppet();
  const { phone, userId } = await linkedPhone();
  const { FileBox } = await import("file-box");
  phone.say("你好");
  await until(async () => (await tokenOf(deps, { channel, chatUserId: userId })) !== undefined);
  for (const uploadAddress of ["full", "param"] as const) {
    ilink.set({ uploadAddress });
    await puppet.messageSendFile(userId, FileBox.fromBuffer(Buffer.from(`picture ${uploadAddress}`), "a.png"));
  }
  await puppet.messageSendFile(userId, FileBox.fromBuffer(Buffer.from("words"), "说明.txt"));
  expect(phone.heard().map(({ kind, bytes }) => `${kind} ${bytes}`)).toEqual(["image picture full", "image picture param", "file words"]);
});

test("why something was not sent is told: too fast, no answer, never written, gone", async () => {
  const { puppet, stale } = await newPuppet();
  const { phone, userId } = await linkedPhone();
  const say = () => withOutgoingId("n3", () => puppet.messageSendText(userId, "在吗"));
  await expect(say()).rejects.toMatchObject({ reason: "closed", wasSent: "no" });
  phone.say("你好");
  await until(async () => (await tokenOf(deps, { channel, chatUserId: userId })) !== undefined);
  ilink.set({ mostPerSecond: 0 });
  await expect(say()).rejects.toMatchObject({ reason: "rate", wasSent: "no" });
  ilink.set({ mostPerSecond: 100 });
  server.world.troubles.add({ path: "/ilink/bot/sendmessage", does: "lose", times: 1 });
  await expect(say()).rejects.toMatchObject({ reason: "unreachable", wasSent: "perhaps" });
  await say();
  expect(phone.heard()).toHaveLength(1);
  deps.clock.advance(24 * 3_600_000);
  await expect(say()).resolves.toBeDefined(); // the same again is the same
  await expect(withOutgoingId("n4", () => puppet.messageSendText(userId, "在吗"))).rejects.toMatchObject({ reason: "closed" });
  phone.unbind();
  await expect(withOutgoingId("n5", () => puppet.messageSendText(userId, "在吗"))).rejects.toMatchObject({ reason: "gone" });
  await expect.poll(() => stale).toEqual([userId]);
});

test("a lost phone: after the account is ended nothing is sent, nothing is asked, and WeChat is told", async () => {
  const { puppet } = await newPuppet();
  const { phone, userId } = await linkedPhone();
  phone.say("你好");
  await until(async () => (await tokenOf(deps, { channel, chatUserId: userId })) !== undefined);
  await endAccounts(deps, userId, "lost_phone");
  await expect(puppet.messageSendText(userId, "在吗")).rejects.toMatchObject({ reason: "gone" });
  await until(async () => phone.account?.isStarted === false);
});

test("outages and refusals of the moment are waited for", async () => {
  const { texts } = await newPuppet();
  const { phone } = await linkedPhone();
  server.world.troubles.add({ path: "/ilink/bot/getupdates", status: 502, times: 1 });
  server.world.troubles.add({ path: "/ilink/bot/getupdates", does: "drop", times: 1 });
  phone.say("还在吗");
  await expect.poll(texts, { timeout: 8_000 }).toEqual(["还在吗"]);
});

test("hundreds of chats are asked side by side, and each goes on where it was", async () => {
  ilink.set({ longPollMs: 10_000 });
  const phones = Array.from({ length: 60 }, (_, i) => ilink.phone(`one of many ${i}`));
  for (const { userId } of phones) {
    const { botId, token } = ilink.accounts.bind(userId);
    await addAccount(deps, { id: botId, userId, baseUrl: server.url, token });
  }
  const first = await newPuppet();
  for (const phone of phones) phone.say("一");
  await expect.poll(() => first.heard.length, { timeout: 40_000 }).toBe(60);
  await first.stop();
  for (const phone of phones) phone.say("二");
  const second = await newPuppet();
  await expect.poll(() => second.heard.length, { timeout: 40_000 }).toBe(60);
  expect(new Set(second.texts())).toEqual(new Set(["二"]));
}, 100_000);

test("that an answer is being thought about shows after a moment, and ends with it", async () => {
  const { puppet, heard } = await newPuppet({ acknowledges: false });
  const { phone } = await linkedPhone();
  phone.say("想一想");
  await expect.poll(() => phone.isTyping, { timeout: 4_000 }).toBe(true);
  await puppet.received(heard[0]?.id ?? "");
  await expect.poll(() => phone.isTyping).toBe(false);
});

test("no token, no code and no word of anybody is in the log", async () => {
  const { puppet } = await newPuppet();
  const { phone, userId } = await linkedPhone();
  phone.say("我的糖尿病药吃完了");
  await until(async () => (await tokenOf(deps, { channel, chatUserId: userId })) !== undefined);
  server.world.troubles.add({ path: "/ilink/bot/sendmessage", status: 500, times: 1 });
  await puppet.messageSendText(userId, "糖尿病").catch(() => undefined);
  const log = lines.join("\n");
  expect(log.length).toBeGreaterThan(100);
  const secrets = [phone.account?.token ?? "-", (await tokenOf(deps, { channel, chatUserId: userId })) ?? "-", "糖尿病", "qrcode="];
  for (const secret of secrets) expect(log).not.toContain(secret);
  for (const { token } of ilink.accounts.all) expect(log).not.toContain(token);
});
