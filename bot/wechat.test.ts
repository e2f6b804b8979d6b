import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createLog } from "../src/platform/index.ts";
import { testPlatform } from "../test/support/stores.ts";
import type { Chat, IncomingMessage } from "./chat.ts";
import { LocalPuppet } from "./local-puppet/index.ts";
import { type Network, openNetwork } from "./local-puppet/network/index.ts";
import { addTestPeople, coordinator, neighbour, resident, room, volunteer } from "./local-puppet/network/test-network.ts";
import { openChat } from "./wechat.ts";

const logged: string[] = [];
const log = createLog("warn", { write: (line) => void logged.push(JSON.parse(line).msg) });
const platform = await testPlatform({ log });
let network: Network; // the phones' side
let chat: Chat;

beforeAll(() => addTestPeople(platform));
beforeEach(async () => {
  await platform.db.collection("simMessages").deleteMany({});
  logged.length = 0;
  network = await openNetwork(platform);
  chat = openChat(platform, { channel: "local", own: new LocalPuppet({ network, log }) });
});
afterEach(async () => {
  await chat.stop();
  await network.close();
});

test("a message arrives with who, what, where and when", async () => {
  const heard: IncomingMessage[] = [];
  chat.onMessage(async (message) => void heard.push(message));
  await chat.start();
  const inPrivate = await network.sendAsPerson({ from: resident, text: "我要人陪我去医院" });
  const inRoom = await network.sendAsPerson({ from: coordinator, room, text: "确认 A37 2" });
  await expect.poll(() => heard).toHaveLength(2);
  const at = platform.clock.now();
  expect(heard).toEqual([
    { id: inPrivate.id, personChatId: resident, channel: "local", text: "我要人陪我去医院", kind: "text", at },
    { id: inRoom.id, personChatId: coordinator, channel: "local", room, text: "确认 A37 2", kind: "text", at },
  ]);
});

test("a slow answer to one person keeps that person's order and holds up nobody else", async () => {
  const begun: string[] = [];
  let finishFirst: () => void = () => undefined;
  chat.onMessage(async (message) => {
    begun.push(message.text);
    if (message.text === "一") await new Promise<void>((resolve) => (finishFirst = resolve));
  });
  await chat.start();
  await network.sendAsPerson({ from: resident, text: "一" });
  await network.sendAsPerson({ from: resident, text: "二" });
  await network.sendAsPerson({ from: neighbour, text: "别人" });
  await expect.poll(() => begun).toEqual(["一", "别人"]);
  finishFirst();
  await expect.poll(() => begun).toEqual(["一", "别人", "二"]);
});

test("a handler that throws is logged, and the message comes again until it is handled", async () => {
  const tries: string[] = [];
  chat.onMessage(async (message) => {
    tries.push(message.text);
    if (tries.length < 3) throw new Error("the store is away");
  });
  await chat.start();
  await network.sendAsPerson({ from: resident, text: "在吗" });
  await expect.poll(() => tries, { timeout: 5_000 }).toEqual(["在吗", "在吗", "在吗"]);
  await expect.poll(() => network.unacked(0)).toEqual([]);
  expect(logged).toEqual(["a message could not be handled", "a message could not be handled"]);
});

test("the bot does not hear itself", async () => {
  const heard: string[] = [];
  chat.onMessage(async (message) => void heard.push(message.text));
  await chat.start();
  await chat.say(resident, "您好", { id: "n1" });
  await network.sendAsPerson({ from: resident, text: "你好" });
  await expect.poll(() => heard).toEqual(["你好"]);
});

test("the same notice said twice is read once, in private and in the room", async () => {
  await chat.start();
  for (let times = 0; times < 2; times++) {
    await chat.say(volunteer, "有一单想请您", { id: "n1" });
    await chat.sayInRoom(room, "A37 待确认", { id: "n2", mention: [coordinator] });
  }
  expect((await network.messagesFor(volunteer, 0)).map((message) => message.text)).toEqual(["有一单想请您"]);
  const inRoom = await network.messagesFor(coordinator, 0);
  expect(inRoom).toHaveLength(1);
  expect(inRoom[0]).toMatchObject({ from: "yimi", mention: [coordinator] });
  expect(inRoom[0]?.text).toContain("A37 待确认");
});

test("saying something to nobody is an error, not silence", async () => {
  await chat.start();
  await expect(chat.say("nobody", "您好", { id: "n1" })).rejects.toThrow();
});

test("stopping lets the running message end and takes no new one", async () => {
  const ended: string[] = [];
  let finish: () => void = () => undefined;
  let hasBegun = false;
  chat.onMessage(async (message) => {
    hasBegun = true;
    await new Promise<void>((resolve) => (finish = resolve));
    ended.push(message.text);
  });
  await chat.start();
  await network.sendAsPerson({ from: resident, text: "一" });
  await network.sendAsPerson({ from: resident, text: "二" });
  await expect.poll(() => hasBegun).toBe(true);
  const stopping = chat.stop();
  finish();
  await stopping;
  expect(ended).toEqual(["一"]);
  expect((await network.unacked(0)).map((message) => message.text)).toEqual(["二"]);
});
