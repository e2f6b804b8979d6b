/**
 * Real stores for a test file. At the top of the file:
 *
 *     const platform = await testPlatform();          // a Platform on a database and key prefix of its own, removed after the file
 *     platform.clock.advance(60_000);                 // time stands still at Monday 2026-11-23 09:30 station time until it is moved
 *
 * One MongoDB and one Redis serve the whole run (see stores-server.ts). Give BullMQ `prefix: platform.config.keyPrefix`, other keys
 * `platform.key(…)`. Tests of one file share the database: let each use ids of its own.
 */
import { randomBytes } from "node:crypto";
import net from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, inject } from "vitest";
import {
  type Clock,
  type Config,
  createLog,
  type Log,
  loadConfig,
  makeFieldKey,
  openPlatform,
  type Platform,
} from "../../src/platform/index.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The unix socket that tells where the stores are, as JSON. */
    storesSocket: string;
  }
}

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  advance(ms: number): void;
  set(at: Date): void;
}

export interface TestPlatform extends Platform {
  readonly clock: TestClock;
}

/** The key of every database of a test file. */
export const testFieldKey = makeFieldKey();

export interface TestPlatformOptions {
  readonly config?: Partial<Config>;
  readonly startAt?: Date;
  readonly log?: Log;
}

/** Call at the top level of a test file, or of a describe block. */
export async function testPlatform({
  config: changed,
  startAt,
  log = createLog("silent"),
}: TestPlatformOptions = {}): Promise<TestPlatform> {
  const config = { ...(await testConfig()), ...changed };
  const clock = testClock(startAt);
  const platform = await openPlatform(config, { clock, log });
  afterAll(async () => {
    await platform.db.dropDatabase();
    await dropKeys(platform);
    await platform.stop();
  });
  return { ...platform, clock };
}

/** Settings that name the shared stores, a random database and a random key prefix. */
export async function testConfig(): Promise<Config> {
  const { mongoUri, redisUrl } = await findStores();
  const name = `t_${randomBytes(6).toString("hex")}`;
  return loadConfig({
    YIMI_ENV: "test",
    YIMI_PORT: "0",
    MONGODB_URI: mongoUri,
    REDIS_URL: redisUrl,
    YIMI_DATABASE: name,
    YIMI_KEY_PREFIX: `{${name}}`,
    YIMI_FIELD_KEYS: testFieldKey,
    YIMI_LOG_LEVEL: "silent",
  });
}

export function testClock(startAt = new Date("2026-11-23T01:30:00Z")): TestClock {
  let now = startAt.getTime();
  return {
    now: () => new Date(now),
    advance: (ms) => {
      now += ms;
    },
    set: (at) => {
      now = at.getTime();
    },
  };
}

async function findStores(): Promise<{ mongoUri: string; redisUrl: string }> {
  const answer = JSON.parse(await text(net.connect(inject("storesSocket"))));
  if (answer.failure) throw new Error(`the stores of the test run did not start: ${answer.failure}`);
  return answer;
}

async function dropKeys({ redis, config }: Platform): Promise<void> {
  const pattern = `${config.keyPrefix}*`;
  for await (const keys of redis.scanStream({ match: pattern, count: 1000 })) if (keys.length > 0) await redis.unlink(...keys);
}
