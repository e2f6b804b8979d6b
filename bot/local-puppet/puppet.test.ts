import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { updatePerson } from "../../src/station/index.ts";
import { testPlatform } from "../../test/support/stores.ts";
import { withOutgoingId } from "../outgoing-id.ts";
import { abstractMethods } from "../test-abstract-methods.ts";
import { LocalPuppet } from "./index.ts";
import { type Network, openNetwork } from "./network/index.ts";
import { addTestPeople, coordinator, resident, room, supervisor } from "./network/test-network.ts";

const platform = await testPlatform();
let network: Network;
let puppet: LocalPuppet;
let heard: string[];

beforeAll(() => addTestPeople(platform));
beforeEach(async () => {
  await platform.db.collection("simMessages").deleteMany({});
  network = await openNetwork(platform);
  puppet = new LocalPuppet({ network, log: platform.log });
  heard = [];
  puppet.on("message", ({ messageId }) => void heard.push(messageId));
});
afterEach(async () => {
  await puppet.stop();
  await network.close();
});

test("every abstract method of a puppet is there", () => {
  expect(abstractMethods).toHaveLength(65);
  const missing = abstractMethods.filter((name) => typeof puppet[name as keyof LocalPuppet] !== "function");
  expect(missing).toEqual([]);
});

test("what the network cannot do is refused, not ignored", async () => {
  await expect(puppet.messageSendContact()).rejects.toThrow(/unsupported/i);
});

test("messages of one person are handed out one by one in their order", async () => {
  const sent: string[] = [];
  for (const text of ["一", "二", "三"]) sent.push((await network.sendAsPerson({ from: resident, text })).id);
  await puppet.start();
  await expect.poll(() => heard).toEqual(sent.slice(0, 1));
  await puppet.received(sent[0] as string);
  await puppet.received(sent[1] as string);
  expect(heard).toEqual(sent);
});

test("a message that was not acknowledged is handed out again after a restart", async () => {
  const { id } = await network.sendAsPerson({ from: resident, text: "在吗" });
  await puppet.start();
  await expect.poll(() => heard).toEqual([id]);
  await puppet.stop();
  await puppet.start();
  await expect.poll(() => heard).toEqual([id, id]);
});

test("a message that fails comes again", async () => {
  await puppet.start();
  const { id } = await network.sendAsPerson({ from: resident, text: "在吗" });
  await expect.poll(() => heard).toEqual([id]);
  await puppet.failed(id);
  await expect.poll(() => heard).toEqual([id, id]);
});

test("a message whose every try failed is set aside", async () => {
  await puppet.start();
  const { id } = await network.sendAsPerson({ from: resident, text: "在吗" });
  await expect.poll(() => heard).toEqual([id]);
  for (let count = 0; count < 15; count++) await puppet.failed(id);
  expect(await network.unacked(0)).toEqual([]);
});

test("what is sent under an id is delivered once", async () => {
  await puppet.start();
  await withOutgoingId("n1", () => puppet.messageSendText(resident, "收到了"));
  await withOutgoingId("n1", () => puppet.messageSendText(resident, "收到了"));
  expect(await network.messagesFor(resident, 0)).toHaveLength(1);
});

test("a contact is named as people call them, and a new name is seen with the next message", async () => {
  await puppet.start();
  expect((await puppet.contactPayload(resident)).name).toBe("王大爷");
  await updatePerson(platform, resident, { calledAs: "老王" });
  await network.sendAsPerson({ from: resident, text: "在吗" });
  await expect.poll(() => heard).toHaveLength(1);
  await expect.poll(async () => (await puppet.contactPayload(resident)).name).toBe("老王");
});

test("the station room has the bot, coordinators and supervisors in it", async () => {
  await puppet.start();
  expect((await puppet.roomPayload(room)).memberIdList).toEqual(["yimi", coordinator, supervisor]);
});
