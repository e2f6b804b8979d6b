import { mkdirSync, realpathSync } from "node:fs";
import type { Config } from "../config.ts";
import type { Log } from "../log.ts";
import { findEngineBinary } from "./engine-binary.ts";
import type { Keeper } from "./keeper.ts";
import { startMongo } from "./mongo-child.ts";
import { lockFolder, type OwnerLock } from "./owner-lock.ts";
import { startRedis } from "./redis-child.ts";
import { findRedisProgram } from "./redis-program.ts";
import { openRunFolder } from "./run-folder.ts";

export type StoresConfig = Pick<Config, "mongoUri" | "redisUrl" | "dataDir" | "cacheDir" | "redisServer" | "searchPath">;

/** Where the stores are, whoever runs them. */
export interface Stores {
  readonly mongoUri: string;
  readonly redisUrl: string;
  /** What is known of each embedded store, by name; empty when the stores are servers of their own. */
  readonly keepers: readonly Keeper[];
  /** Ends the embedded ones, redis first. */
  stop(): Promise<void>;
}

/**
 * Starts the stores no setting names a server for, in the data folder, and keeps them alive. MongoDB first.
 * @throws Error in one sentence when another process has the folder or something is missing
 */
export async function openStores(config: StoresConfig, log: Log, progress: (line: string) => void): Promise<Stores> {
  const { mongoUri, redisUrl } = config;
  if (mongoUri !== undefined && redisUrl !== undefined) return { mongoUri, redisUrl, keepers: [], stop: async () => undefined };

  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(config.dataDir);
  const runFolder = openRunFolder(dataDir);
  const lock: OwnerLock = await lockFolder(dataDir, runFolder);
  const keepers: Keeper[] = [];
  const stop = async (): Promise<void> => {
    for (const keeper of keepers.toReversed()) await keeper.stop();
    await lock.release();
  };
  try {
    const stores = { mongoUri, redisUrl };
    if (stores.mongoUri === undefined) {
      progress("starting MongoDB (embedded engine)");
      const mongo = await startMongo({ dataDir, runFolder, binary: findEngineBinary(config.cacheDir), searchPath: config.searchPath }, log);
      keepers.push(mongo.keeper);
      stores.mongoUri = mongo.uri;
    }
    if (stores.redisUrl === undefined) {
      const program = await findRedisProgram(
        { chosen: config.redisServer, searchPath: config.searchPath, cacheDir: config.cacheDir },
        progress,
      );
      progress("starting Redis");
      const redis = await startRedis({ dataDir, runFolder, program }, log);
      keepers.push(redis.keeper);
      stores.redisUrl = redis.socket;
    }
    return { mongoUri: stores.mongoUri, redisUrl: stores.redisUrl, keepers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
