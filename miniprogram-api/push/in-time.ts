import { DomainError } from "../../src/platform/index.ts";

/**
 * The work's result, or a refusal when it is not done in time: WeChat hangs up after five seconds and comes again, and what was stored meanwhile
 * is known then.
 * @throws http.store-away
 */
export async function inTime<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError("http.store-away")), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
