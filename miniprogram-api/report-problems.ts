import type { Middleware } from "koa";
import { DomainError, type Log } from "../src/platform/index.ts";
import { problemOf } from "./errors.ts";

/** Answers every error and every unknown path with a problem document; logs what is our fault. */
export function reportProblems(log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.respond !== false && ctx.body === undefined && ctx.status === 404) throw new DomainError("http.not-found");
      if (ctx.respond !== false && ctx.body === undefined && ctx.status === 405) throw new DomainError("http.method-not-allowed");
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status >= 500) log.error({ err: error, requestId: ctx.state.requestId }, "a request failed");
      ctx.status = problem.status;
      ctx.body = problem;
      ctx.type = "application/problem+json";
      if (problem.status === 503) ctx.set("Retry-After", "1");
    }
  };
}
