import { expect, test } from "vitest";
import { findWindows } from "../../src/channel/index.ts";
import { findNotice, storeNotices } from "../../src/outbox/index.ts";
import { addMinutes, instant } from "../../src/platform/index.ts";
import { bindIdentity, findPerson, listByRole, unbindIdentity } from "../../src/station/index.ts";
import { demoStation } from "../../test/support/demo-station.ts";
import { channelsOf } from "../channels.ts";
import { deliverNotice } from "./deliver-notice.ts";
import { noteHeard, renewedTurn } from "./note-heard.ts";
import { openPace } from "./pace.ts";
import { testChat } from "./test-chat.ts";

const station = await demoStation();
const { clock } = station.deps;
const monday = clock.now();
const chat = testChat("ilink");
const deps = {
  ...station.deps,
  channels: channelsOf([chat]),
  pace: openPace(clock, async () => undefined),
  subscriptions: { send: async () => ({ sent: "no", because: "no_template" }) as const },
};
let made = 0;

/** A resident on iLink for whom somebody comes at `startAt`; they wrote now. */
async function awaited(startAt: Date) {
  const resident = station.newResident();
  await bindIdentity(deps, { channel: "ilink", chatUserId: resident.id, personId: resident.id });
  await station.acceptedBy(station.newHelpers(1), { resident, wish: { startAt } });
  await deps.db.collection("notices").deleteMany({ to: resident.id });
  await writes(resident.id, "在吗");
  return resident;
}

async function writes(personId: string, text: string) {
  clock.advance(1_000);
  const message = { id: "m", channel: "ilink", personChatId: personId, text, kind: "text", at: clock.now() } as const;
  const person = await findPerson(deps, personId);
  await noteHeard(deps, message, person);
  return renewedTurn(deps, message, person, null);
}

async function told(to: string, text: string) {
  const id = `r${made++}`;
  const now = clock.now();
  await storeNotices(deps, [{ id, stationId: "PL", kind: "chat.answer", to, data: { text }, createdAt: now, sendAt: now }]);
  await deliverNotice(deps, id);
  return chat.arrived.findLast((one) => one.id === id)?.text;
}

test("the last everyday message of a window ends with a question when something is due later, and is asked once", async () => {
  clock.set(monday);
  const { id } = await awaited(instant(2026, 11, 24, 10));
  for (let i = 1; i < 8; i++) expect(await told(id, `${i}`)).toBe(`${i}`);
  expect(await told(id, "八")).toMatch(/^八\n今天晚上7点我再提醒您一次,收到请回「好」。$/);
});

test("a chat that closes before the reminder is kept open by the question, and the answer is kind and one message", async () => {
  clock.set(monday);
  const { id } = await awaited(instant(2026, 11, 25, 10));
  clock.set(addMinutes(monday, 12 * 60));
  expect(await told(id, "一")).toMatch(/^一\n明天晚上7点我再提醒您一次/);
  expect(await told(id, "二")).toBe("二");
  expect(await writes(id, "好")).toEqual({ say: ["好,明天晚上7点我提醒您。"] });
  expect(await writes(id, "好")).toBeNull();
});

test("the desk is asked when its last everyday message goes out, whatever is due", async () => {
  clock.set(monday);
  const [coordinator] = await listByRole(deps, "PL", "coordinator");
  const id = coordinator?.id ?? "";
  await bindIdentity(deps, { channel: "ilink", chatUserId: id, personId: id });
  await unbindIdentity(deps, "local", id);
  await deps.db.collection("notices").deleteMany({ to: id });
  await writes(id, "在吗");
  for (let i = 1; i < 8; i++) await told(id, `${i}`);
  const now = clock.now();
  const data = { people: [{ name: "张姐", what: "陪诊培训", until: "12月1日" }] };
  await storeNotices(deps, [{ id: "desk-8", stationId: "PL", kind: "desk.expiring", to: id, data, createdAt: now, sendAt: now }]);
  await deliverNotice(deps, "desk-8");
  expect(chat.arrived.at(-1)?.text).toMatch(/回「好」我接着发。$/);
});

test("without a message to end with it, the question goes out by itself before the chat closes", async () => {
  clock.set(monday);
  const { id } = await awaited(instant(2026, 11, 25, 10));
  const openedAt = clock.now();
  expect(await told(id, "一")).toBe("一");
  const noticeId = `renew.ilink.${id}.${openedAt.getTime()}`;
  const planned = await findNotice(deps, noticeId);
  expect(planned?.sendAt).toEqual(addMinutes(openedAt, 22.5 * 60));
  clock.set(planned?.sendAt ?? monday);
  await deliverNotice(deps, noticeId);
  expect(chat.arrived.at(-1)?.text).toBe("今天晚上7点我再提醒您一次,收到请回「好」。");
  expect(await writes(id, "收到")).toEqual({ say: ["好,今天晚上7点我提醒您。"] });
  expect(await findWindows(deps, [{ channel: "ilink", chatUserId: id }])).toMatchObject([{ isRenewal: true, used: 0 }]);
});

test("nobody is asked who has written since, or has nothing to wait for", async () => {
  clock.set(monday);
  const { id } = await awaited(instant(2026, 11, 25, 10));
  const openedAt = clock.now();
  await told(id, "一");
  clock.set(addMinutes(monday, 60));
  await writes(id, "谢谢");
  clock.set(addMinutes(openedAt, 22.5 * 60));
  const before = chat.arrived.length;
  const noticeId = `renew.ilink.${id}.${openedAt.getTime()}`;
  await deliverNotice(deps, noticeId);
  expect(await findNotice(deps, noticeId)).toMatchObject({ status: "dropped" });
  const idle = station.newResident();
  await bindIdentity(deps, { channel: "ilink", chatUserId: idle.id, personId: idle.id });
  await writes(idle.id, "在吗");
  for (let i = 0; i < 8; i++) expect(await told(idle.id, "话")).toBe("话");
  expect(chat.arrived.length).toBe(before + 8);
});
