import { EventEmitter, once } from "node:events";
import { Queue, Worker } from "bullmq";
import { describe, expect, test } from "vitest";
import { testConfig, testPlatform } from "../../test/support/stores.ts";
import { freeBytes } from "./disk.ts";
import { askStores } from "./health.ts";
import { openMovableClock } from "./movable-clock.ts";
import { openPlatform } from "./platform.ts";
import { answerProbe, startProbes } from "./probes.ts";

const platform = await testPlatform();

describe("a platform", () => {
  test("has a database, a redis and keys of its own", async () => {
    await platform.db.collection<{ _id: string }>("things").insertOne({ _id: "a" });
    await platform.redis.set(platform.key("test", "thing", "a"), "1");
    expect(await platform.db.collection("things").countDocuments()).toBe(1);
    expect(platform.key("test", "thing", "a")).toBe(`${platform.config.keyPrefix}:test:thing:a`);
    expect(platform.mongoose.db?.databaseName).toBe(platform.config.database);
  });

  test("carries BullMQ: a job added on the failing-fast connection is done on the waiting one", async () => {
    const prefix = platform.config.keyPrefix;
    const queue = new Queue<{ n: number }>("test.add", { connection: platform.redis, prefix });
    const events = new EventEmitter();
    const done = once(events, "done");
    const worker = new Worker<{ n: number }>("test.add", async (job) => events.emit("done", job.data.n), {
      connection: platform.redisForWorkers(),
      prefix,
    });
    await queue.add("test.add", { n: 7 });
    expect(await done).toEqual([7]);
    await worker.close();
    await queue.close();
  });

  test("refuses a store that is not there, and leaves nothing open", async () => {
    const config = { ...(await testConfig()), redisUrl: "redis://127.0.0.1:1" };
    await expect(openPlatform(config)).rejects.toThrow(/ECONNREFUSED|closed/);
  });
});

describe("readiness", () => {
  test("names each store", async () => {
    expect(await platform.readiness()).toMatchObject({ isReady: true, parts: { mongo: { isOk: true }, redis: { isOk: true } } });
  });

  test("is false when a store refuses or does not answer within a second", async () => {
    const never = new Promise(() => undefined);
    const askedAt = performance.now();
    const ready = await askStores({ mongo: () => never, redis: () => Promise.reject(new Error("away")) }, "/");
    expect(performance.now() - askedAt).toBeLessThan(1500);
    expect(ready).toMatchObject({ isReady: false, parts: { mongo: { isOk: false }, redis: { isOk: false }, disk: { isOk: true } } });
  });

  test("is served with health and numbers to a process without an HTTP interface of its own", async () => {
    const probes = await startProbes(platform, "127.0.0.1", 0);
    platform.metrics.counter("yimi_test_total", "counted in a test", ["kind"]).inc({ kind: "a" });
    const get = (path: string) => fetch(`http://127.0.0.1:${probes.port}${path}`);
    expect((await get("/healthz")).status).toBe(200);
    expect(await (await get("/readyz")).json()).toMatchObject({ isReady: true });
    expect(await (await get("/metrics")).text()).toContain('yimi_test_total{kind="a"} 1');
    expect((await get("/sim")).status).toBe(404);
    await probes.stop();
  });

  test("is 503 when a store is away", async () => {
    const answer = await answerProbe({ ...platform, readiness: async () => ({ isReady: false, parts: {} }) }, "/readyz");
    expect(answer?.status).toBe(503);
  });
});

test("instruments are made once per name", () => {
  const { histogram } = platform.metrics;
  expect(histogram("yimi_test_seconds", "x")).toBe(histogram("yimi_test_seconds", "x"));
});

test("free space is that of the nearest folder that exists", () => {
  expect(freeBytes("/tmp/there/is/no/such/folder")).toBeGreaterThan(0);
});

describe("the movable clock", () => {
  const base = { now: () => new Date("2026-11-23T01:00:00Z") };

  test("starts where it is told, and another process follows when it looks", async () => {
    const startAt = new Date("2026-11-24T01:00:00Z");
    const here = await openMovableClock(platform.db, platform.log, startAt, base);
    const there = await openMovableClock(platform.db, platform.log, undefined, base);
    expect(there.now()).toEqual(startAt);
    expect(await here.advance(3_600_000)).toEqual(new Date("2026-11-24T02:00:00Z"));
    expect(here.now()).toEqual(new Date("2026-11-24T02:00:00Z"));
    await there.refresh();
    expect(there.now()).toEqual(here.now());
    await expect(here.advance(-1)).rejects.toThrow(RangeError);
    here.stop();
    there.stop();
  });
});
