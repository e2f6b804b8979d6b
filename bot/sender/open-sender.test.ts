import { expect, onTestFinished, test } from "vitest";
import { findNotice, storeNotices } from "../../src/outbox/index.ts";
import { addMinutes } from "../../src/platform/index.ts";
import { demoStation } from "../../test/support/demo-station.ts";
import { channelsOf } from "../channels.ts";
import type { Chat } from "../chat.ts";
import { openPace, openSender } from "./index.ts";

const { deps } = await demoStation();
const subscriptions = { send: async () => ({ sent: "no", because: "no_template" }) as const };

function openChat(): { chat: Chat; said: string[] } {
  const said: string[] = [];
  const chat: Chat = {
    channel: "local",
    onMessage: () => undefined,
    say: async (_to, text) => {
      said.push(text);
    },
    sayInRoom: async (_room, text) => {
      said.push(text);
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  return { chat, said };
}

test("a notice nobody can put into words ends on the call list and holds up no other", async () => {
  const { chat, said } = openChat();
  const createdAt = deps.clock.now();
  const common = { stationId: "PL", to: "room:hall", createdAt, sendAt: createdAt };
  await storeNotices(deps, [
    { ...common, id: "wordless", kind: "room.new", requestId: "r-of-nobody" },
    {
      ...common,
      id: "other",
      to: "PL-S002",
      kind: "desk.expiring",
      data: { people: [{ name: "张姐", what: "陪诊培训", until: "12月1日" }] },
    },
  ]);
  const sender = openSender({ ...deps, channels: channelsOf([chat]), pace: openPace(deps.clock), subscriptions });
  sender.start();
  onTestFinished(() => sender.stop());
  await expect.poll(async () => (await findNotice(deps, "other"))?.status).toBe("sent");
  for (let tries = 1; tries <= 6; tries++) {
    await expect.poll(async () => (await findNotice(deps, "wordless"))?.tries ?? 0).toBeGreaterThanOrEqual(Math.min(tries, 5));
    deps.clock.set(addMinutes(deps.clock.now(), 60));
    await deps.queues.add("notices", `wordless-${tries}`, { noticeId: "wordless" });
  }
  await expect.poll(async () => (await findNotice(deps, "wordless"))?.status).toBe("failed");
  expect(said).toHaveLength(1);
});
