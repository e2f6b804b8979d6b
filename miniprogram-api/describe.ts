import Router from "@koa/router";
import { docsPageOf, docsStyle } from "./docs-page.ts";
import { openApiOf } from "./openapi.ts";
import type { Route } from "./route.ts";

/** What the API says about itself. */
export function describeRoutes(routes: readonly Route[]): Router {
  const openApi = JSON.stringify(openApiOf(routes));
  const page = docsPageOf(routes);
  const router = new Router();
  router.get("/openapi.json", (ctx) => {
    ctx.type = "application/json";
    ctx.body = openApi;
  });
  router.get("/docs", (ctx) => {
    ctx.type = "html";
    ctx.body = page;
  });
  router.get("/docs.css", (ctx) => {
    ctx.type = "css";
    ctx.body = docsStyle;
  });
  return router;
}
