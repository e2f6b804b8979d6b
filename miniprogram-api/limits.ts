import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from "rate-limiter-flexible";
import { DomainError } from "../src/platform/index.ts";
import type { ApiDeps } from "./deps.ts";
import type { Pace } from "./route.ts";

/** Calls a minute of one session, or of one address for who is not signed in. */
const perMinute: Readonly<Record<Pace, number>> = { read: 300, write: 60, sign_in: 20, heavy: 10 };

export interface Allowance {
  readonly limit: number;
  readonly left: number;
  readonly resetSeconds: number;
}

/** Takes one call from somebody's allowance. @throws http.too-often with {retrySeconds} */
export type Limiter = (pace: Pace, who: string) => Promise<Allowance>;

/** Counted in Redis for all processes; while Redis is away each process counts by itself. */
export function openLimiter({ redis, key }: Pick<ApiDeps, "redis" | "key">, factor = 1): Limiter {
  const limiters = Object.fromEntries(
    Object.entries(perMinute).map(([pace, points]) => {
      const options = { points: points * factor, duration: 60 };
      const insuranceLimiter = new RateLimiterMemory(options);
      return [pace, new RateLimiterRedis({ ...options, storeClient: redis, keyPrefix: key("api", "pace", pace), insuranceLimiter })];
    }),
  ) as Record<Pace, RateLimiterRedis>;

  return async (pace, who) => {
    const limiter = limiters[pace];
    const taken = await limiter.consume(who).catch((refused: unknown) => {
      if (refused instanceof Error) throw refused;
      const { msBeforeNext } = refused as RateLimiterRes;
      throw new DomainError("http.too-often", { retrySeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
    });
    return { limit: limiter.points, left: taken.remainingPoints, resetSeconds: Math.ceil(taken.msBeforeNext / 1000) };
  };
}
