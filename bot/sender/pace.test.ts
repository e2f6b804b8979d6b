import { expect, test } from "vitest";
import { UnsentError } from "../chat.ts";
import { openPace } from "./pace.ts";

function paced() {
  let now = 1_000_000;
  const pace = openPace({ now: () => new Date(now) }, async (ms) => {
    now += ms;
  });
  return { pace, at: () => now };
}

test("a channel sends no more in a second than its account may", async () => {
  const { pace, at } = paced();
  for (let i = 0; i < 20; i++) await pace.turn({ channel: "service", chatUserId: `${i}` });
  expect(at()).toBe(1_000_000);
  for (let i = 0; i < 20; i++) await pace.turn({ channel: "service", chatUserId: `${i}` });
  expect(at()).toBe(1_001_000);
  await pace.turn({ channel: "ilink", chatUserId: "1" });
  expect(at()).toBe(1_001_000);
});

test("one person gets no more in a minute than the channel bears", async () => {
  const { pace } = paced();
  const chat = { channel: "service", chatUserId: "1" };
  for (let i = 0; i < 20; i++) await pace.turn(chat);
  await expect(pace.turn(chat)).rejects.toThrow(UnsentError);
  await pace.turn({ ...chat, chatUserId: "2" });
});

test("on iLink two messages to one person are a second apart, and nobody else waits for it", async () => {
  const { pace, at } = paced();
  const chat = { channel: "ilink", chatUserId: "1" };
  await pace.turn(chat);
  expect(at()).toBe(1_000_000);
  await pace.turn(chat);
  await pace.turn(chat);
  expect(at()).toBe(1_002_000);
  await pace.turn({ ...chat, chatUserId: "2" });
  expect(at()).toBe(1_002_000);
});
