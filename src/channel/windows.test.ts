import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { findWindows, giveBack, leftIn, noteAsked, openWindow, shutWindow, takeFromWindow, tokenOf } from "./index.ts";

const deps = await testPlatform();
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let chats = 0;

function newChat(channel = "ilink") {
  chats += 1;
  return { channel, chatUserId: `user-${chats}` };
}

async function openedChat(channel = "ilink") {
  const chat = newChat(channel);
  await openWindow(deps, { ...chat, at: deps.clock.now(), token: `token of ${chat.chatUserId}` });
  return chat;
}

async function take(chat: ReturnType<typeof newChat>, ids: readonly string[], matters = false) {
  const taken = [];
  for (const id of ids) taken.push(await takeFromWindow(deps, chat, { id, matters }));
  return taken;
}

const ids = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `m${from + i}`);

test("who never wrote cannot be written to", async () => {
  expect(await take(newChat(), ["m1"], true)).toEqual([{ ok: false, because: "never" }]);
});

test("a window holds as many messages as the channel allows, the last two for what matters", async () => {
  const chat = await openedChat();
  const taken = await take(chat, ids(8));
  expect(taken.map((one) => one.ok && one.left)).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
  expect(await take(chat, ["m9"])).toEqual([{ ok: false, because: "reserved" }]);
  expect(await take(chat, ["m9", "m10"], true)).toMatchObject([
    { ok: true, left: 1 },
    { ok: true, left: 0 },
  ]);
  expect(await take(chat, ["m11"], true)).toEqual([{ ok: false, because: "spent" }]);
});

test("many at once take no more than there are", async () => {
  const chat = await openedChat("service");
  const taken = await Promise.all(ids(20).map((id) => takeFromWindow(deps, chat, { id, matters: true })));
  expect(taken.filter(({ ok }) => ok)).toHaveLength(5);
  expect((await findWindows(deps, [chat]))[0]).toMatchObject({ used: 5, most: 5 });
});

test("the same message sent again costs nothing more, and one that was not sent is given back once", async () => {
  const chat = await openedChat();
  await take(chat, ["m1", "m1", "m1", "m2"]);
  expect(await findWindows(deps, [chat])).toMatchObject([{ used: 2 }]);
  await giveBack(deps, chat, "m1");
  await giveBack(deps, chat, "m1");
  expect(await findWindows(deps, [chat])).toMatchObject([{ used: 1 }]);
});

test("each message of theirs opens the window anew; an older one, and the same again, change nothing", async () => {
  const chat = await openedChat();
  const at = deps.clock.now();
  await take(chat, ids(8));
  await openWindow(deps, { ...chat, at, token: "again" });
  await openWindow(deps, { ...chat, at: new Date(at.getTime() - minuteMs), token: "older" });
  expect(await findWindows(deps, [chat])).toMatchObject([{ used: 8, openedAt: at }]);
  expect(await tokenOf(deps, chat)).toBe(`token of ${chat.chatUserId}`);
  await openWindow(deps, { ...chat, at: new Date(at.getTime() + 1), token: "newer" });
  expect(await findWindows(deps, [chat])).toMatchObject([{ used: 0 }]);
  expect(await tokenOf(deps, chat)).toBe("newer");
});

test("what went out after they had written, before we knew of it, counts in the new window", async () => {
  const chat = await openedChat();
  await take(chat, ["m1"]);
  deps.clock.advance(minuteMs);
  const wroteAt = deps.clock.now();
  deps.clock.advance(1_000);
  await take(chat, ["m2", "m3"]);
  await openWindow(deps, { ...chat, at: wroteAt });
  expect(await findWindows(deps, [chat])).toMatchObject([{ used: 2 }]);
  await giveBack(deps, chat, "m3");
  expect(await findWindows(deps, [chat])).toMatchObject([{ used: 1 }]);
});

test("messages that come shuffled and at once leave the newest window", async () => {
  const chat = newChat();
  const at = deps.clock.now().getTime();
  const shuffled = [3, 1, 5, 2, 5, 4, 0, 3];
  await Promise.all(shuffled.map((i) => openWindow(deps, { ...chat, at: new Date(at + i), token: String(i) })));
  expect(await findWindows(deps, [chat])).toMatchObject([{ openedAt: new Date(at + 5) }]);
  expect(await tokenOf(deps, chat)).toBe("5");
});

test("a window ends by itself: iLink's after a day, that of customer service after two", async () => {
  const [day, twoDays] = [await openedChat("ilink"), await openedChat("service")];
  deps.clock.advance(24 * hourMs - 1);
  expect(await take(day, ["m1"])).toMatchObject([{ ok: true }]);
  deps.clock.advance(1);
  expect(await take(day, ["m2"])).toEqual([{ ok: false, because: "closed" }]);
  expect(await take(twoDays, ["m2"])).toMatchObject([{ ok: true }]);
  deps.clock.advance(24 * hourMs);
  expect(await take(twoDays, ["m3"])).toEqual([{ ok: false, because: "closed" }]);
});

test("a window the channel refuses is shut until they write again, one that has opened meanwhile is not", async () => {
  const chat = await openedChat();
  const [first] = await take(chat, ["m1"]);
  if (!first?.ok) throw new Error("nothing was taken");
  await shutWindow(deps, chat, first.window?.openedAt, "-2");
  expect(await take(chat, ["m2"], true)).toEqual([{ ok: false, because: "closed" }]);
  const [window] = await findWindows(deps, [chat]);
  expect(window && leftIn(window, deps.clock.now())).toBe(0);
  await openWindow(deps, { ...chat, at: new Date(deps.clock.now().getTime() + 1) });
  await shutWindow(deps, chat, first.window?.openedAt, "-2");
  expect(await take(chat, ["m2"])).toMatchObject([{ ok: true, left: 9 }]);
});

test("an answer to the question that was asked in a window makes the next one a renewal", async () => {
  const chat = await openedChat();
  const later = (minutes: number) => ({ ...chat, at: new Date(deps.clock.now().getTime() + minutes * minuteMs) });
  await noteAsked(deps, chat, deps.clock.now());
  expect(await openWindow(deps, later(1))).toBe("renewed");
  expect(await openWindow(deps, later(1))).toBe("known");
  expect(await findWindows(deps, [chat])).toMatchObject([{ isRenewal: true }]);
  expect(await openWindow(deps, later(2))).toBe("opened");
  expect(await findWindows(deps, [chat])).toMatchObject([{ isRenewal: false }]);
});

test("a channel without windows always takes a message and stores nothing", async () => {
  const chat = await openedChat("local");
  expect(await take(chat, ["m1"])).toMatchObject([{ ok: true, left: Number.POSITIVE_INFINITY }]);
  expect(await findWindows(deps, [chat])).toEqual([]);
});

test("the token is sealed where it is stored", async () => {
  const chat = await openedChat();
  const stored = await deps.db.collection("chatWindows").findOne({ chatUserId: chat.chatUserId });
  expect(JSON.stringify(stored)).not.toContain("token of");
  expect(await tokenOf(deps, newChat())).toBeUndefined();
});
