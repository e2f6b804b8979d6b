import { beforeEach, expect, test } from "vitest";
import { findWindows, openWindow } from "../../src/channel/index.ts";
import { findNotice } from "../../src/outbox/index.ts";
import { bindIdentity } from "../../src/station/index.ts";
import { demoStation } from "../../test/support/demo-station.ts";
import { channelsOf } from "../channels.ts";
import { UnsentError } from "../chat.ts";
import type { Reply } from "../inbox.ts";
import { answerInChat } from "./answer-in-chat.ts";
import { deliverNotice } from "./deliver-notice.ts";
import { openPace } from "./pace.ts";
import { type TestChat, testChat } from "./test-chat.ts";

const station = await demoStation();
let ilink: TestChat;
let local: TestChat;
let messages = 0;

beforeEach(() => {
  [ilink, local] = [testChat("ilink"), testChat("local")];
});

const deps = () => ({
  ...station.deps,
  channels: channelsOf([ilink, local]),
  pace: openPace(station.deps.clock, async () => undefined),
  subscriptions: { send: async () => ({ sent: "no", because: "no_template" }) as const },
});

async function writer() {
  const { id } = station.newResident();
  await bindIdentity(station.deps, { channel: "ilink", chatUserId: id, personId: id });
  await openWindow(station.deps, { channel: "ilink", chatUserId: id, at: station.deps.clock.now() });
  return id;
}

function answers(person: string, texts: readonly string[]): Reply[] {
  messages += 1;
  return texts.map((text, i) => ({ id: `ilink/m${messages}#${i}`, to: { person }, text }));
}

test("an answer of several texts is one message where the channel counts, and several elsewhere", async () => {
  const personId = await writer();
  const replies = answers(personId, ["一", "二"]);
  await answerInChat(deps(), ilink, replies, { personId });
  await answerInChat(deps(), local, replies, { personId });
  expect(ilink.arrived.map(({ text }) => text)).toEqual(["一\n\n二"]);
  expect(local.arrived.map(({ text }) => text)).toEqual(["一", "二"]);
});

test("the same answer once more, as after a crash, arrives once and counts once", async () => {
  const personId = await writer();
  const replies = answers(personId, ["一"]);
  for (let i = 0; i < 2; i++) await answerInChat(deps(), ilink, replies, { personId });
  expect(ilink.arrived).toHaveLength(1);
  expect(await findWindows(station.deps, [{ channel: "ilink", chatUserId: personId }])).toMatchObject([{ used: 1 }]);
});

test("an answer the channel does not take waits as a notice and goes out under the same id", async () => {
  const personId = await writer();
  const replies = answers(personId, ["一", "二"]);
  const id = replies[0]?.id ?? "";
  ilink.failNext(new UnsentError("unreachable", { wasSent: "perhaps" }), { isSentAllTheSame: true });
  await answerInChat(deps(), ilink, replies, { personId });
  expect(await findNotice(station.deps, id)).toMatchObject({ status: "pending", data: { text: "一\n\n二" } });
  station.deps.clock.advance(10_000);
  await deliverNotice(deps(), id);
  expect(await findNotice(station.deps, id)).toMatchObject({ status: "sent", channel: "ilink" });
  expect(ilink.tried).toEqual([id, id]);
  expect(ilink.arrived).toHaveLength(1);
});

test("an answer to a stranger has nowhere to wait: the message comes again", async () => {
  const personId = await writer();
  ilink.failNext(new UnsentError("unreachable"));
  await expect(answerInChat(deps(), ilink, answers(personId, ["一"]), {})).rejects.toThrow(/not sent: unreachable/);
});
