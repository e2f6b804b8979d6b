import type { Connection } from "mongoose";
import { type Clock, systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { FieldCipher } from "./field-cipher/field-cipher.ts";
import { openFieldCipher } from "./field-cipher/open-field-cipher.ts";
import { askStores, isLow, type Readiness } from "./health.ts";
import { createLog, type Log } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { connectMongo, type Db, nativeDb } from "./mongo.ts";
import { type MovableClock, openMovableClock } from "./movable-clock.ts";
import { closeRedis, connectRedis, connectWorkerRedis, type Redis } from "./redis.ts";
import { openStores } from "./stores/open-stores.ts";

/** The machine under one process: what every module's `deps` are made from. */
export interface Platform {
  readonly config: Config;
  readonly clock: Clock;
  /** The same clock where it can be set forward: in development and tests, unless a clock was given. */
  readonly movableClock: MovableClock | undefined;
  readonly log: Log;
  /** The native database, for hot paths and compare-and-set. */
  readonly db: Db;
  /** Seals what must not be read in a stolen database; see `sealedFields`. */
  readonly cipher: FieldCipher;
  readonly mongoose: Connection;
  /** For commands and queue producers: fails fast. Never has a key prefix; see `key`. */
  readonly redis: Redis;
  /** One connection for BullMQ workers, made when first asked for: waits for Redis instead of failing. */
  redisForWorkers(): Redis;
  /** A Redis key of this installation: `key("bot", "dialog", personId)` → `{yimi}:bot:dialog:…`. */
  key(...parts: readonly string[]): string;
  readonly metrics: Metrics;
  /** The truth about each store, asked now, within a second. */
  readiness(): Promise<Readiness>;
  /** True when embedded stores have too little disk left: refuse new requests politely. */
  isDiskLow(): boolean;
  /** Closes connections, then ends embedded stores. */
  stop(): Promise<void>;
}

export interface PlatformOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  /** Told each step of the start, in words. */
  readonly progress?: (line: string) => void;
}

/**
 * Opens everything a process stands on, starting embedded stores where no server is named.
 * @throws Error in one sentence when a store cannot be reached or started; nothing is left running
 */
export async function openPlatform(config: Config, options: PlatformOptions = {}): Promise<Platform> {
  const log = options.log ?? createLog(config.logLevel);
  const metrics = createMetrics(config.env !== "test");
  const closers: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    const stores = await openStores(config, log, options.progress ?? (() => undefined));
    closers.push(() => stores.stop());
    const mongoose = await connectMongo(stores.mongoUri, config.database);
    closers.push(() => mongoose.close());
    const redis = await connectRedis(stores.redisUrl, log);
    closers.push(() => closeRedis(redis));
    const db = nativeDb(mongoose);
    const cipher = await openFieldCipher(db, { keys: config.fieldKeys, folder: config.dataDir });

    const isMovable = options.clock === undefined && config.env !== "production";
    const movableClock = isMovable ? await openMovableClock(db, log, config.startAt) : undefined;
    if (movableClock) closers.push(() => movableClock.stop());

    let workers: Redis | undefined;
    const redisForWorkers = (): Redis => {
      if (workers) return workers;
      const opened = connectWorkerRedis(stores.redisUrl, log);
      closers.push(() => closeRedis(opened));
      workers = opened;
      return opened;
    };
    const keptState = (name: string) => stores.keepers.find((keeper) => keeper.name === name)?.state();
    const diskFolder = stores.keepers.length > 0 ? config.dataDir : undefined;
    return {
      config,
      clock: options.clock ?? movableClock ?? systemClock,
      movableClock,
      log,
      db,
      cipher,
      mongoose,
      redis,
      redisForWorkers,
      key: (...parts) => [config.keyPrefix, ...parts].join(":"),
      metrics,
      readiness: () => askStores({ mongo: () => db.command({ ping: 1 }), redis: () => redis.ping() }, diskFolder, keptState),
      isDiskLow: () => diskFolder !== undefined && isLow(diskFolder),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
