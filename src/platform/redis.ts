import { Redis, type RedisOptions } from "ioredis";
import type { Log } from "./log.ts";

export type { Redis } from "ioredis";

/** For commands and queue producers: fails at once when Redis is away, so that a person gets an answer. Ready when it resolves. */
export async function connectRedis(url: string, log: Log): Promise<Redis> {
  const redis = create(url, log, { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 5000 });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  return redis;
}

/** For BullMQ workers: waits for Redis to come back, however long it takes. */
export function connectWorkerRedis(url: string, log: Log): Redis {
  return create(url, log, { maxRetriesPerRequest: null });
}

/** Says QUIT when the server listens, hangs up when it does not. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === "ready") await redis.quit().catch(() => redis.disconnect());
  else redis.disconnect();
}

function create(url: string, log: Log, options: Omit<RedisOptions, "replyMapping">): Redis {
  const redis = new Redis(url, {
    connectTimeout: 5000,
    retryStrategy: (times: number) => Math.min(100 * 2 ** Math.min(times, 5), 2000),
    ...options,
  });
  let isAway = false;
  redis.on("error", (error) => {
    if (!isAway) log.warn({ err: error }, "redis is away");
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) log.info("redis is back");
    isAway = false;
  });
  return redis;
}
