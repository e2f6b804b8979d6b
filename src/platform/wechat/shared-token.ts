import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { WechatApp } from "../config.ts";
import type { Redis } from "../redis.ts";
import { openSeal } from "./seal.ts";

const tokenSchema = z.strictObject({ value: z.string(), renewAt: z.number(), expiresAt: z.number() });

/** An access token with its moments in milliseconds since 1970. */
export interface Token {
  readonly value: string;
  /** From when on a new one is fetched; this one is good until then and until `expiresAt`. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

/** Longer than a holder needs for both calls it may make; a holder that died lets go after this. */
export const lockMs = 12_000;
/** WeChat voids a good token at most 20 times a day. */
const forceEveryMs = 75 * 60_000;
const redisWithinMs = 500;

/** The token all processes share. While Redis is away each process does without: nothing here rejects. */
export interface SharedToken {
  read(): Promise<Token | undefined>;
  write(token: Token): Promise<void>;
  /** Who holds the lock fetches; `release` lets it go. */
  lock(): Promise<{ readonly state: "own" | "taken" | "away"; release(): Promise<void> }>;
  /** True once in 75 minutes, for all processes together. */
  mayForce(): Promise<boolean>;
}

export interface SharedTokenDeps {
  readonly redis: Redis;
  readonly key: (...parts: readonly string[]) => string;
  readonly clock: Clock;
}

const releaseOwn = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

export function openSharedToken({ redis, key, clock }: SharedTokenDeps, app: WechatApp): SharedToken {
  const seal = openSeal(app);
  const named = (thing: string): string => key("wechat", thing, app.appId);
  return {
    read: async () => {
      const sealed = await withoutRedis(redis.get(named("access-token")));
      const opened = sealed ? seal.open(sealed) : undefined;
      return opened === undefined ? undefined : tokenSchema.safeParse(JSON.parse(opened)).data;
    },
    write: async (token) => {
      const lifeMs = Math.max(1, token.expiresAt - clock.now().getTime());
      await withoutRedis(redis.set(named("access-token"), seal.close(JSON.stringify(token)), "PX", lifeMs));
    },
    lock: async () => {
      const own = randomUUID();
      const lockKey = named("access-token-lock");
      const set = await withoutRedis(redis.set(lockKey, own, "PX", lockMs, "NX"));
      const state = set === undefined ? "away" : set === "OK" ? "own" : "taken";
      const release = async (): Promise<void> => void (state === "own" && (await withoutRedis(redis.eval(releaseOwn, 1, lockKey, own))));
      return { state, release };
    },
    mayForce: async () => (await withoutRedis(redis.set(named("access-token-forced"), "1", "PX", forceEveryMs, "NX"))) !== null,
  };
}

/** The answer, or undefined when Redis refuses or is silent. */
async function withoutRedis<T>(asked: Promise<T>): Promise<T | undefined> {
  const answered = new AbortController();
  const silence = wait(redisWithinMs, undefined, { signal: answered.signal }).catch(() => undefined);
  const answer = await Promise.race([asked.catch(() => undefined), silence]);
  answered.abort();
  return answer;
}
