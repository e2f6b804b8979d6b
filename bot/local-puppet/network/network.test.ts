import { beforeAll, beforeEach, expect, test } from "vitest";
import { testPlatform } from "../../../test/support/stores.ts";
import { type Network, openNetwork } from "./index.ts";
import { addTestPeople, coordinator, neighbour, resident, room, socialWorker, supervisor, volunteer } from "./test-network.ts";

const platform = await testPlatform();
let network: Network;
let other: Network; // as another process has it

beforeAll(async () => {
  await addTestPeople(platform);
  network = await openNetwork(platform);
  other = await openNetwork(platform);
  return async () => {
    await network.close();
    await other.close();
  };
});
beforeEach(async () => {
  await platform.db.collection("simMessages").deleteMany({});
});

test("a message with the same client id counts once, also from two processes at the same time", async () => {
  const message = { from: resident, text: "我要人陪我去医院", clientId: "k1" };
  const ids = await Promise.all([network.sendAsPerson(message), other.sendAsPerson(message), network.sendAsPerson(message)]);
  expect(new Set(ids.map((each) => each.id)).size).toBe(1);
  expect(await network.messagesFor(resident, 0)).toHaveLength(1);
});

test("the same client id of two people makes two messages", async () => {
  await network.sendAsPerson({ from: resident, text: "你好", clientId: "k1" });
  await network.sendAsPerson({ from: neighbour, text: "你好", clientId: "k1" });
  expect(await network.messagesAfter(0)).toHaveLength(2);
});

test("two processes writing at once leave no gap, and each keeps its own order", async () => {
  const write = async (through: Network, from: string) => {
    for (let index = 0; index < 60; index++) await through.sendAsPerson({ from, text: String(index) });
  };
  await Promise.all([write(network, resident), write(other, neighbour)]);
  const all = await network.messagesAfter(0);
  expect(all.map((message) => message.seq)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  for (const from of [resident, neighbour]) {
    const own = all.filter((message) => message.from === from);
    expect(own.map((message) => message.text)).toEqual(own.map((_, index) => String(index)));
  }
});

test("a reader who follows while others write misses nothing", async () => {
  const read: number[] = [];
  const looking = network.watch(
    async () => {
      for (const message of await network.messagesAfter(read.at(-1) ?? 0)) read.push(message.seq);
    },
    (error) => {
      throw error;
    },
  );
  const sent = Array.from({ length: 100 }, (_, index) => (index % 2 ? network : other).sendAsPerson({ from: resident, text: "在吗" }));
  await Promise.all(sent);
  await expect.poll(() => read.length).toBe(100);
  expect(read).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  await looking.stop();
});

test("without hints from the other process a message is seen by looking", async () => {
  const deaf = await openNetwork({ ...platform, key: (...parts) => platform.key("elsewhere", ...parts) });
  const texts: string[] = [];
  const looking = deaf.watch(
    async () => {
      texts.splice(0, texts.length, ...(await deaf.messagesAfter(0)).map((message) => message.text));
    },
    () => undefined,
  );
  await network.sendAsPerson({ from: resident, text: "听得到吗" });
  await expect.poll(() => texts, { timeout: 3_000 }).toEqual(["听得到吗"]);
  await looking.stop();
  await deaf.close();
});

test("the bot's message with the same id is delivered once", async () => {
  await network.deliverFromBot({ id: "n1", to: volunteer, text: "有一单" });
  await other.deliverFromBot({ id: "n1", to: volunteer, text: "有一单" });
  expect((await network.messagesFor(volunteer, 0)).map((message) => message.text)).toEqual(["有一单"]);
});

test("a person sees the own chat with the bot; only coordinators and supervisors see the station room", async () => {
  await network.deliverFromBot({ id: "n1", room, text: "A37 陪同就医" });
  await network.deliverFromBot({ id: "n2", to: resident, text: "收到了" });
  await network.sendAsPerson({ from: coordinator, room, text: "确认 A37 2" });
  const seenBy = async (person: string) => (await network.messagesFor(person, 0)).map((message) => message.text);
  expect(await seenBy(resident)).toEqual(["收到了"]);
  expect(await seenBy(socialWorker)).toEqual([]);
  expect(await seenBy(coordinator)).toEqual(["A37 陪同就医", "确认 A37 2"]);
  expect(await seenBy(supervisor)).toEqual(["A37 陪同就医", "确认 A37 2"]);
});

test("somebody outside the room cannot write in it, and nobody unknown can write at all", async () => {
  await expect(network.sendAsPerson({ from: resident, room, text: "喂" })).rejects.toThrow("sim.not-in-room");
  await expect(network.sendAsPerson({ from: coordinator, room: "elsewhere", text: "喂" })).rejects.toThrow("sim.unknown-room");
  await expect(network.sendAsPerson({ from: "nobody", text: "喂" })).rejects.toThrow("sim.unknown-person");
  await expect(network.deliverFromBot({ id: "n1", to: "nobody", text: "喂" })).rejects.toThrow("sim.unknown-person");
});

test("a message waits for the bot until it is acknowledged", async () => {
  const { id } = await network.sendAsPerson({ from: resident, text: "在吗" });
  await network.deliverFromBot({ id: "n1", to: resident, text: "在" });
  expect((await other.unacked(0)).map((message) => message._id)).toEqual([id]);
  expect(await other.countFailure(id)).toBe(1);
  expect(await other.countFailure(id)).toBe(2);
  await other.ack(id);
  expect(await network.unacked(0)).toEqual([]);
});

test("the last place of each person's own chat is known", async () => {
  await network.sendAsPerson({ from: resident, text: "在吗" });
  await network.deliverFromBot({ id: "n1", room, text: "A37" });
  await network.deliverFromBot({ id: "n2", to: volunteer, text: "有一单" });
  expect(await network.lastSeqByPerson()).toEqual(
    new Map([
      [resident, 1],
      [volunteer, 3],
    ]),
  );
});
