import { expect, test } from "vitest";
import { demoStation } from "../test/support/demo-station.ts";
import { channelsOf } from "./channels.ts";
import type { Chat, IncomingMessage } from "./chat.ts";
import { openInbox } from "./inbox.ts";
import type { Memory } from "./memory.ts";
import { openReceiver } from "./receive.ts";
import { openPace } from "./sender/index.ts";

const { deps } = await demoStation();
const subscriptions = { send: async () => ({ sent: "no", because: "no_template" }) as const };
const said: { id: string; to: string; text: string }[] = [];
const chat: Chat = {
  channel: "local",
  onMessage: () => undefined,
  say: async (to, text, { id }) => {
    if (!said.some((one) => one.id === id)) said.push({ id, to, text });
  },
  sayInRoom: async () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
};
const broken: Memory = {
  recall: async () => {
    throw new Error("a defect of ours");
  },
  remember: async () => undefined,
};

async function receiver(memory: Memory) {
  const opened = openReceiver(
    { ...deps, channels: channelsOf([chat]), pace: openPace(deps.clock), subscriptions },
    { inbox: openInbox(deps), memory },
  );
  await opened.resume();
  return opened;
}

const message = (id: string, text: string): IncomingMessage => ({
  id,
  channel: "local",
  personChatId: "PL-R0001",
  text,
  kind: "text",
  at: deps.clock.now(),
});

test("a defect of ours is tried again, then answered kindly, and a person is asked to look", async () => {
  const { receive } = await receiver(broken);
  for (let i = 0; i < 3; i++) await expect(receive(message("m1", "明天上午陪我去医院"))).rejects.toThrow("a defect of ours");
  await receive(message("m1", "明天上午陪我去医院"));
  expect(said.at(-1)?.text).toMatch(/已经请社工来看/);
  const passedOn = await deps.db.collection("notices").find({ kind: "desk.handoff" }).toArray();
  expect(passedOn).toHaveLength(3);
});

test("the number to call in danger waits for nothing that is broken, and is said once", async () => {
  const { receive } = await receiver(broken);
  const before = said.length;
  await expect(receive(message("m2", "快来人 我妈摔倒了起不来 头上流血"))).rejects.toThrow("a defect of ours");
  await expect(receive(message("m2", "快来人 我妈摔倒了起不来 头上流血"))).rejects.toThrow("a defect of ours");
  expect(said.slice(before)).toMatchObject([{ to: "PL-R0001", text: expect.stringContaining("120") }]);
});

test("a message that came before is not answered twice", async () => {
  const { receive } = await receiver({ recall: async () => null, remember: async () => undefined });
  await receive(message("m3", "都有啥服务"));
  const after = said.length;
  await receive(message("m3", "都有啥服务"));
  expect(said).toHaveLength(after);
});
