import Router from "@koa/router";
import type { Platform } from "../src/platform/index.ts";

/** `/healthz`: the process answers. `/readyz`: each store as it is now, 503 when one does not answer. `/metrics`: Prometheus text. */
export function probes({ readiness, metrics }: Pick<Platform, "readiness" | "metrics">): Router {
  const router = new Router();
  router.get("/healthz", (ctx) => {
    ctx.body = { isOk: true };
  });
  router.get("/readyz", async (ctx) => {
    const answer = await readiness();
    ctx.status = answer.isReady ? 200 : 503;
    ctx.body = answer;
  });
  router.get("/metrics", async (ctx) => {
    ctx.type = metrics.contentType;
    ctx.body = await metrics.text();
  });
  return router;
}
