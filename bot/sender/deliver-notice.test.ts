import { beforeEach, expect, test } from "vitest";
import { findWindows, type SubscribeOutcome } from "../../src/channel/index.ts";
import { findNotice, type Notice, storeNotices } from "../../src/outbox/index.ts";
import { addMinutes } from "../../src/platform/index.ts";
import { phoneList } from "../../src/report/index.ts";
import { bindIdentity, findPerson, noteIdentityUse } from "../../src/station/index.ts";
import { coordinator, demoStation } from "../../test/support/demo-station.ts";
import { channelsOf } from "../channels.ts";
import { UnsentError } from "../chat.ts";
import { deliverNotice } from "./deliver-notice.ts";
import { noteHeard } from "./note-heard.ts";
import { openPace } from "./pace.ts";
import { type TestChat, testChat } from "./test-chat.ts";

const station = await demoStation();
const { clock } = station.deps;
let ilink: TestChat;
let service: TestChat;
let subscribed: SubscribeOutcome;
let made = 0;

beforeEach(() => {
  [ilink, service] = [testChat("ilink"), testChat("service")];
  subscribed = { sent: "no", because: "not_agreed" };
});

const deps = () => ({
  ...station.deps,
  channels: channelsOf([ilink, service]),
  pace: openPace(clock, async () => undefined),
  subscriptions: { send: async () => subscribed },
});

/** Somebody with a chat on each of these channels, who has written on each of `open`. */
async function personOn(channels: readonly string[], open: readonly string[] = channels) {
  const person = station.newResident();
  for (const channel of channels) await bindIdentity(station.deps, { channel, chatUserId: `${channel}-${person.id}`, personId: person.id });
  for (const channel of open) await writes(person.id, channel);
  return person;
}

async function writes(personId: string, channel: string): Promise<void> {
  clock.advance(1_000);
  const message = { id: "m", channel, personChatId: `${channel}-${personId}`, text: "在吗", kind: "text", at: clock.now() } as const;
  await noteHeard(deps(), message, await findPerson(station.deps, personId));
}

/** Stores words to somebody: such as matter (`resident.from_person`), or may wait (`chat.answer`). */
async function notice(to: string, text: string, more: Partial<Notice> = {}): Promise<string> {
  made += 1;
  const id = `n${String(made).padStart(4, "0")}`;
  const now = clock.now();
  await storeNotices(station.deps, [
    { id, stationId: "PL", kind: "resident.from_person", to, data: { text }, createdAt: now, sendAt: now, ...more },
  ]);
  return id;
}
const mayWait = { kind: "chat.answer" } as const;
const statusOf = async (id: string) => (await findNotice(station.deps, id))?.status;
const windowOf = async (channel: string, personId: string) =>
  (await findWindows(station.deps, [{ channel, chatUserId: `${channel}-${personId}` }]))[0];

test("what is due together is one message, and each notice is settled", async () => {
  const { id } = await personOn(["ilink"]);
  const ids = [await notice(id, "一"), await notice(id, "二"), await notice(id, "三")];
  const ended = await deliverNotice(deps(), ids[1] as string);
  expect(ended.map(({ status, channel }) => [status, channel])).toEqual(Array(3).fill(["sent", "ilink"]));
  expect(ilink.arrived.map(({ text }) => text)).toEqual(["社工:一\n\n社工:二\n\n社工:三"]);
  expect(await windowOf("ilink", id)).toMatchObject({ used: 1 });
  expect(await Promise.all(ids.map(statusOf))).toEqual(["sent", "sent", "sent"]);
});

test("what is longer than a message of the channel goes out as several, and each counts", async () => {
  const { id } = await personOn(["service"]);
  await deliverNotice(deps(), await notice(id, "长".repeat(700)));
  await deliverNotice(deps(), await notice(id, "短"));
  expect(service.arrived.map(({ text }) => text.length)).toEqual([600, 103, 4]);
  expect(await windowOf("service", id)).toMatchObject({ used: 3 });
});

test("a person is told in the chat they used last", async () => {
  const { id } = await personOn(["ilink", "service"]);
  await deliverNotice(deps(), await notice(id, "一"));
  await writes(id, "ilink");
  await deliverNotice(deps(), await notice(id, "二"));
  expect([service, ilink].map(({ arrived }) => arrived.length)).toEqual([1, 1]);
});

test("the last messages are kept for what matters; the rest waits for a word of theirs and then goes out", async () => {
  const { id } = await personOn(["ilink"]);
  for (let i = 0; i < 8; i++) await deliverNotice(deps(), await notice(id, `${i}`, mayWait));
  const waits = await notice(id, "不急", mayWait);
  await deliverNotice(deps(), waits);
  expect(ilink.arrived).toHaveLength(8);
  for (let i = 0; i < 2; i++) await deliverNotice(deps(), await notice(id, `要紧${i}`));
  expect(ilink.arrived).toHaveLength(10);
  expect(await findNotice(station.deps, waits)).toMatchObject({ status: "pending", why: "ilink: reserved" });
  await writes(id, "ilink");
  await deliverNotice(deps(), waits);
  expect(ilink.arrived.at(-1)?.text).toBe("不急");
});

test("what nobody wrote for in time goes to the call list with the reason", async () => {
  const { id } = await personOn(["ilink"], []);
  const waits = await notice(id, "不急", mayWait);
  await deliverNotice(deps(), waits);
  expect(await statusOf(waits)).toBe("pending");
  clock.set(addMinutes(clock.now(), 181));
  await deliverNotice(deps(), waits);
  expect(await findNotice(station.deps, waits)).toMatchObject({ status: "failed", why: "ilink: never" });
  expect((await phoneList(station.deps, "PL")).map(({ person, why }) => [person.id, why])).toContainEqual([id, ["never"]]);
});

test("what matters goes to another chat, then as a subscribe message, then to the call list", async () => {
  const { id } = await personOn(["ilink", "service"]);
  await noteIdentityUse(station.deps, "ilink", `ilink-${id}`, addMinutes(clock.now(), 1));
  ilink.failNext(new UnsentError("closed"));
  await deliverNotice(deps(), await notice(id, "一"));
  expect(service.arrived).toHaveLength(1);
  expect(await windowOf("ilink", id)).toMatchObject({ closedBecause: "closed", used: 0 });

  const request = await station.acceptedBy(station.newHelpers(1));
  const about = { kind: "resident.found", requestId: request.id, data: {} };
  service.failNext(new UnsentError("spent"));
  subscribed = { sent: "yes" };
  const second = await notice(id, "", about);
  expect(await deliverNotice(deps(), second)).toMatchObject([{ status: "sent", channel: "subscribe" }]);

  subscribed = { sent: "no", because: "not_agreed" };
  const third = await notice(id, "", about);
  await deliverNotice(deps(), third);
  expect(await findNotice(station.deps, third)).toMatchObject({ status: "failed", why: "ilink: closed, service: closed" });
  expect(ilink.tried.length + service.tried.length).toBe(3);
});

test("a message of which nobody can tell is sent again under its id, as it was, and counts once", async () => {
  const { id } = await personOn(["ilink"]);
  const [first, second] = [await notice(id, "一"), await notice(id, "二")];
  ilink.failNext(new UnsentError("unreachable", { wasSent: "perhaps" }), { isSentAllTheSame: true });
  await deliverNotice(deps(), first);
  expect(await statusOf(first)).toBe("pending");
  const later = await notice(id, "三");
  await deliverNotice(deps(), later);
  clock.set(addMinutes(clock.now(), 1));
  await deliverNotice(deps(), second);
  expect(ilink.tried).toEqual([first, later, first]);
  expect(ilink.arrived.map(({ text }) => text)).toEqual(["社工:一\n\n社工:二", "社工:三"]);
  expect(await Promise.all([first, second, later].map(statusOf))).toEqual(["sent", "sent", "sent"]);
  expect(await windowOf("ilink", id)).toMatchObject({ used: 2 });
});

test("after a crash between sending and settling, the same goes out under the same id and nothing else hides behind it", async () => {
  const { id } = await personOn(["ilink"]);
  const first = await notice(id, "一", { sending: { channel: "ilink", with: [], at: clock.now() } });
  clock.advance(10_000);
  ilink.arrived.push({ id: first, to: `ilink-${id}`, text: "社工:一" });
  const second = await notice(id, "二");
  await deliverNotice(deps(), second);
  expect(ilink.arrived.map(({ text }) => text)).toEqual(["社工:一", "社工:二"]);
  expect(await Promise.all([first, second].map(statusOf))).toEqual(["sent", "sent"]);
});

test("two processes that look at the same moment tell a person everything, once", async () => {
  const { id } = await personOn(["ilink"]);
  const [first, second] = [await notice(id, "一"), await notice(id, "二")];
  await Promise.all([first, second, first, second].map((one) => deliverNotice(deps(), one)));
  for (const one of [first, second]) await deliverNotice(deps(), one);
  expect(ilink.arrived.flatMap(({ text }) => text.split("\n\n")).sort()).toEqual(["社工:一", "社工:二"]);
  expect(await Promise.all([first, second].map(statusOf))).toEqual(["sent", "sent"]);
});

test("a channel that asks to slow down, or is away, is tried again later and costs nothing", async () => {
  const { id } = await personOn(["ilink"]);
  const waits = await notice(id, "一");
  for (const reason of ["rate", "unreachable"] as const) {
    ilink.failNext(new UnsentError(reason));
    await deliverNotice(deps(), waits);
    expect(await windowOf("ilink", id)).toMatchObject({ used: 0 });
    clock.set(addMinutes(clock.now(), 1));
  }
  await deliverNotice(deps(), waits);
  expect(await findNotice(station.deps, waits)).toMatchObject({ status: "sent", tries: 2 });
});

test("many at once for many people are each sent once", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => personOn(["ilink"])));
  const ids: string[] = [];
  for (const { id } of people) for (let i = 0; i < 5; i++) ids.push(await notice(id, `${i}`));
  await Promise.all(people.map((_, i) => deliverNotice(deps(), ids[i * 5] as string)));
  expect(ilink.arrived.flatMap(({ text }) => text.split("\n\n"))).toHaveLength(40);
});

test("where no channel has rooms each coordinator reads the card, but who is told of the same step in private", async () => {
  const request = await station.submitted();
  clock.advance(1_000);
  const createdAt = clock.now();
  const told = { stationId: "PL", requestId: request.id, createdAt, sendAt: createdAt };
  await storeNotices(station.deps, [
    { ...told, id: "room-1", kind: "room.new", to: "room:hall" },
    { ...told, id: "desk-1", kind: "desk.triage", to: coordinator.personId },
  ]);
  expect(await deliverNotice(deps(), "room-1")).toMatchObject([{ status: "sent", channel: "coordinators" }]);
  const cards = await station.deps.db.collection("notices").find({ kind: "room.new", requestId: request.id, to: /^PL/ }).toArray();
  expect(cards.length).toBeGreaterThan(0);
  expect(cards.map(({ to }) => to)).not.toContain(coordinator.personId);
});
