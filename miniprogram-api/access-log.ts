import { randomUUID } from "node:crypto";
import type { Middleware } from "koa";
import type { Log, Metrics } from "../src/platform/index.ts";

/** Gives each request an id, and one log line and one measurement without query, body or person; a path that is a secret says so. */
export function accessLog(log: Log, metrics: Metrics): Middleware {
  const seconds = metrics.histogram("yimi_http_request_seconds", "Time to answer an HTTP request", ["method", "route", "status"]);
  return async (ctx, next) => {
    const startedAt = performance.now();
    ctx.state.requestId = randomUUID();
    ctx.set("X-Request-Id", ctx.state.requestId);
    await next();
    const ms = performance.now() - startedAt;
    const route = typeof ctx._matchedRoute === "string" ? ctx._matchedRoute : "other";
    seconds.observe({ method: ctx.method, route, status: String(ctx.status) }, ms / 1000);
    log.info(
      { requestId: ctx.state.requestId, method: ctx.method, path: ctx.state.shownPath ?? ctx.path, status: ctx.status, ms: Math.round(ms) },
      "request",
    );
  };
}
