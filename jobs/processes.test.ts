import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { openQueues } from "../src/outbox/index.ts";
import { addMinutes, dayMs, hourMs, openPlatform } from "../src/platform/index.ts";
import { findRequest } from "../src/request/index.ts";
import { start, tick } from "./index.ts";
import { testApp } from "./test-app.ts";
import { accepted, collecting, offered, queued } from "./test-requests.ts";

const { deps, clock, noticesOf } = await testApp();
/** A second process: connections of its own to the same stores. */
const otherPlatform = await openPlatform(deps.config, { clock, log: deps.log });
const otherQueues = openQueues(otherPlatform.redis, deps.config.keyPrefix, deps.log);
const other = { ...deps, ...otherPlatform, queues: otherQueues };
const jobs = [await start(deps), await start(other)];
afterAll(async () => {
  for (const running of jobs) await running.stop();
  await otherQueues.close();
  await otherPlatform.stop();
});

let days = 0;
/** Each test begins at 9:30 of another day, with the demands of R2 behind it. */
beforeEach(() => {
  days += 7;
  clock.set(new Date(new Date("2026-11-23T01:30:00Z").getTime() + days * dayMs));
});

const soon = { timeout: 10_000, interval: 20 };

test("a queued request is matched at once, by whoever is there", async () => {
  const { id } = await queued(deps);
  await vi.waitFor(async () => expect((await findRequest(deps, id)).status).toBe("proposed"), soon);
  expect((await findRequest(deps, id)).history.filter(({ event }) => event === "propose")).toHaveLength(1);
});

test("two job processes that tick at the same moment remind once", async () => {
  const request = await accepted(deps);
  clock.set(new Date((request.wish.startAt ?? clock.now()).getTime() - 2 * hourMs));
  await Promise.all([
    tick(deps, "same", { isQueued: true }),
    tick(other, "same", { isQueued: true }),
    tick(other, "own", { isQueued: false }),
  ]);
  await vi.waitFor(async () => expect(await noticesOf(request.id)).toContain("helper.two_hours"), soon);
  const reminded = (await findRequest(deps, request.id)).history.filter(({ reason }) => reason === "accepted.two_hours");
  expect(reminded).toHaveLength(1);
  expect((await noticesOf(request.id)).filter((kind) => kind === "helper.two_hours")).toHaveLength(1);
});

test("with Redis emptied the tick adds what was lost", async () => {
  const request = await offered(deps);
  clock.set(addMinutes(request.offers[0]?.expiresAt ?? clock.now(), 1));
  for await (const keys of deps.redis.scanStream({ match: `${deps.config.keyPrefix}*`, count: 1000 }))
    if (keys.length > 0) await deps.redis.unlink(...keys);
  await tick(deps, "after-loss", { isQueued: true });
  await vi.waitFor(async () => expect((await findRequest(deps, request.id)).offers[0]?.status).toBe("expired"), soon);
});

test("without Redis the tick does the work itself", async () => {
  const request = await collecting(deps);
  clock.set(addMinutes(clock.now(), 10));
  const deaf = { ...deps, queues: { add: async () => false, close: async () => undefined } };
  await tick(deaf, "deaf", { isQueued: true });
  expect(await noticesOf(request.id)).toContain("resident.nudge");
});

test("notices a process left in a request's outbox are passed on", async () => {
  const request = await collecting(deps);
  const message = { id: `${request.id}.lost`, kind: "resident.nudge", to: request.requesterId, at: clock.now() };
  await deps.db.collection("serviceRequests").updateOne({ _id: request.id as never }, { $push: { outbox: message as never } });
  await tick(deps, "early", { isQueued: true });
  expect(await deps.db.collection("notices").countDocuments({ requestId: request.id })).toBe(0);
  clock.set(new Date(clock.now().getTime() + 6_000));
  await Promise.all([tick(deps, "late", { isQueued: true }), tick(other, "late", { isQueued: true })]);
  expect(await deps.db.collection("notices").countDocuments({ requestId: request.id })).toBe(1);
});

test("a notice whose time has come is hinted again", async () => {
  const request = await collecting(deps);
  clock.set(addMinutes(clock.now(), 10));
  await tick(deps, "notice", { isQueued: false });
  await noticesOf(request.id);
  const hinted: string[] = [];
  const listening = {
    ...deps,
    queues: {
      add: async (_queue: string, _id: string, data: Readonly<Record<string, unknown>>) => hinted.push(String(data.noticeId)) > 0,
      close: async () => undefined,
    },
  };
  await tick(listening, "again", { isQueued: false });
  const [stored] = await deps.db.collection("notices").find({ requestId: request.id }).toArray();
  expect(hinted).toContain(stored?._id);
});
