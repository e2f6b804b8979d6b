import { randomUUID } from "node:crypto";
import { FileBox } from "file-box";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { ensurePushedIndexes, openPushedMessages, openSentOnce } from "../../src/channel/index.ts";
import { openWechat } from "../../src/platform/index.ts";
import { testPlatform } from "../../test/support/stores.ts";
import { startWechatServer, usualApp } from "../../test/support/wechat-server/index.ts";
import { type Chat, type IncomingMessage, UnsentError } from "../chat.ts";
import { withOutgoingId } from "../outgoing-id.ts";
import { abstractMethods } from "../test-abstract-methods.ts";
import { openChat } from "../wechat.ts";
import { ServicePuppet } from "./index.ts";

const platform = await testPlatform();
const { clock, db, log } = platform;
await ensurePushedIndexes(db);
const server = await startWechatServer({ clock });
afterAll(() => server.stop());
const { service, troubles } = server.world;
const pushed = openPushedMessages(platform);
const sentOnce = openSentOnce(platform);
const wechat = openWechat({ ...platform, config: { wechat: { ...usualApp, baseUrl: server.url } } });

let puppet: ServicePuppet;
let heard: string[];
let chat: Chat | undefined;

beforeEach(async () => {
  await db.collection("pushedMessages").deleteMany({});
  troubles.clear();
  clock.advance(24 * 60 * 60_000);
  puppet = new ServicePuppet({ pushed, sentOnce, wechat, clock, log });
  heard = [];
  puppet.on("message", ({ messageId }) => void heard.push(messageId));
});
afterEach(async () => {
  await chat?.stop();
  chat = undefined;
  await puppet.stop();
});

let lastId = 25_000_000_000_000_000n;
/** As our server stores what WeChat pushed. */
async function push(openId: string, text: string, { at = clock.now(), kind = "text" as "text" | "image" } = {}): Promise<string> {
  lastId += 1n;
  const id = `m-${lastId}`;
  await pushed.store({ id, openId, kind, text, at, order: String(lastId).padStart(20, "0") }, randomUUID());
  return id;
}

function openThis(): Chat {
  chat = openChat({ log }, { channel: "service", own: puppet });
  return chat;
}

test("every abstract method of a puppet is there", () => {
  expect(abstractMethods).toHaveLength(65);
  expect(abstractMethods.filter((name) => typeof puppet[name as keyof ServicePuppet] !== "function")).toEqual([]);
});

test("a message arrives with who, what and when, and an answer reaches their phone", async () => {
  const phone = service.phone();
  phone.say("在吗");
  const messages: IncomingMessage[] = [];
  const opened = openThis();
  opened.onMessage(async (message) => void messages.push(message));
  await opened.start();
  const at = new Date(clock.now().getTime() - 5_000);
  const id = await push(phone.openid, "我要人陪我去医院", { at });
  await expect
    .poll(() => messages)
    .toEqual([{ id, personChatId: phone.openid, channel: "service", text: "我要人陪我去医院", kind: "text", at }]);
  await expect.poll(() => pushed.waiting()).toEqual([]);
  await opened.typing?.(phone.openid);
  expect(phone.isTyping).toBe(true);
  await opened.say(phone.openid, "收到了", { id: "r1" });
  await opened.say(phone.openid, "收到了", { id: "r1" });
  expect(phone.messages).toMatchObject([{ kind: "text", text: "收到了" }]);
});

test("a picture arrives as one", async () => {
  const messages: IncomingMessage[] = [];
  const opened = openThis();
  opened.onMessage(async (message) => void messages.push(message));
  await opened.start();
  await push("o-1", "", { kind: "image" });
  await expect.poll(() => messages.map(({ kind }) => kind)).toEqual(["image"]);
  const mediaId = service.media.add(Buffer.from("picture"), "image/png");
  await pushed.store({ id: "m-1", openId: "o-1", kind: "image", text: "", mediaId, at: clock.now(), order: "1" }, randomUUID());
  expect((await (await puppet.messageImage("m-1")).toBuffer()).toString()).toBe("picture");
  await expect(puppet.messageImage("m-2")).rejects.toThrow("no picture");
});

test("messages of one person are handed out one by one in the order they were written, however they arrived", async () => {
  const later = new Date(clock.now().getTime() + 1_000);
  await puppet.start();
  const [third, first, second] = [await push("o-1", "三", { at: later }), await push("o-1", "一"), await push("o-1", "二")];
  await expect.poll(() => heard).toEqual([first]);
  await puppet.received(first);
  await puppet.received(second);
  expect(heard).toEqual([first, second, third]);
});

test("a message that was not acknowledged is handed out again after a restart", async () => {
  const id = await push("o-1", "在吗");
  await puppet.start();
  await expect.poll(() => heard).toEqual([id]);
  await puppet.stop();
  await puppet.start();
  await expect.poll(() => heard).toEqual([id, id]);
});

test("a message that fails comes again, and is set aside when every try failed", async () => {
  await puppet.start();
  const id = await push("o-1", "在吗");
  await expect.poll(() => heard).toEqual([id]);
  await puppet.failed(id);
  await expect.poll(() => heard).toEqual([id, id]);
  for (let count = 1; count < 15; count++) await puppet.failed(id);
  expect(await pushed.waiting()).toEqual([]);
});

test("why something was not sent is said in the words of every channel", async () => {
  const phone = service.phone();
  const unsent = async (id: string) => {
    const error = await withOutgoingId(id, () => puppet.messageSendText(phone.openid, "好")).catch((one: unknown) => one);
    return error instanceof UnsentError ? [error.reason, error.wasSent] : error;
  };
  expect(await unsent("u1")).toEqual(["closed", "no"]);
  phone.say("你好");
  troubles.add({ path: "/cgi-bin/message/custom/send", errcode: 45009, times: 1 });
  expect(await unsent("u2")).toEqual(["rate", "no"]);
  troubles.add({ path: "/cgi-bin/message/custom/send", does: "drop", times: 1 });
  expect(await unsent("u3")).toEqual(["unreachable", "perhaps"]);
  expect(await unsent("u1")).toBe("out-u1");
  for (const id of ["a", "b", "c", "d"]) await unsent(id);
  expect(await unsent("u4")).toEqual(["spent", "no"]);
  expect(phone.messages).toHaveLength(5);
  const gone = await withOutgoingId("u5", () => puppet.messageSendText("o-nobody", "好")).catch((one: UnsentError) => one.reason);
  expect(gone).toBe("gone");
});

test("a message whose answer was lost is sent again under its id, one that has arrived is not", async () => {
  const phone = service.phone();
  phone.say("你好");
  const send = () => withOutgoingId("n1", () => puppet.messageSendText(phone.openid, "找到了"));
  troubles.add({ path: "/cgi-bin/message/custom/send", does: "drop", times: 1 });
  await expect(send()).rejects.toMatchObject({ wasSent: "perhaps" });
  await send();
  await send();
  expect(phone.messages).toHaveLength(1);
});

test("cards of the mini-program, links and pictures are sent; the picture of a card is uploaded once in sixty hours", async () => {
  const phone = service.phone();
  phone.say("你好");
  const card = { title: "任务A37", pagePath: "pages/task/task?id=1" };
  server.world.calls.length = 0;
  await puppet.messageSendMiniProgram(phone.openid, card);
  await puppet.messageSendMiniProgram(phone.openid, card);
  await puppet.messageSendUrl(phone.openid, { title: "证明", url: "https://example.org" });
  await puppet.messageSendFile(phone.openid, FileBox.fromBuffer(Buffer.from("x"), "a.png"));
  expect(phone.messages.map(({ kind }) => kind)).toEqual(["miniprogrampage", "miniprogrampage", "link", "image"]);
  expect(server.world.calls.filter(({ path }) => path === "/cgi-bin/media/upload")).toHaveLength(2);
  expect(phone.tapCard(0)).toBe(card.pagePath);
  await expect(puppet.messageSendFile(phone.openid, FileBox.fromBuffer(Buffer.from("x"), "a.pdf"))).rejects.toThrow(UnsentError);
});
