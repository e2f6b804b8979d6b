import type { Middleware } from "koa";
import { DomainError, isDomainError, type Log } from "../src/platform/index.ts";
import { type Language, problemOf, whoOf } from "./errors.ts";

/** How people with these ids are called, in their order. */
export type CallName = (personIds: readonly string[]) => Promise<readonly string[]>;

/** Answers every error and every unknown path with a problem document; logs what is our fault. */
export function reportProblems(log: Log, callName: CallName): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.respond !== false && ctx.body === undefined && ctx.status === 404) throw new DomainError("http.not-found");
      if (ctx.respond !== false && ctx.body === undefined && ctx.status === 405) throw new DomainError("http.method-not-allowed");
    } catch (error) {
      const problem = problemOf(error, languageOf(ctx.acceptsLanguages("zh", "en")));
      if (problem.status >= 500) log.error({ err: error, requestId: ctx.state.requestId }, "a request failed");
      const who = whoOf(error);
      const by = who.length > 0 && problem.status < 500 ? await callName(who).catch(() => []) : [];
      ctx.status = problem.status;
      ctx.body = { ...problem, requestId: ctx.state.requestId, ...(by.length > 0 && { by }) };
      ctx.type = "application/problem+json";
      if (problem.status === 503) ctx.set("Retry-After", "1");
      if (problem.status === 401) ctx.set("WWW-Authenticate", "Bearer");
      if (isDomainError(error, "http.too-often")) ctx.set("Retry-After", String(error.details.retrySeconds ?? 60));
    }
  };
}

function languageOf(accepted: string | false): Language {
  return accepted === "zh" ? "zh" : "en";
}
