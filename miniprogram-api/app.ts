import { bodyParser } from "@koa/bodyparser";
import type Router from "@koa/router";
import Koa, { type Middleware } from "koa";
import compress from "koa-compress";
import helmet from "koa-helmet";
import { DomainError, type Platform } from "../src/platform/index.ts";
import { accessLog } from "./access-log.ts";
import { type CallName, reportProblems } from "./report-problems.ts";

const ownOnly = ["'self'"];

export interface AppParts {
  readonly page?: Middleware | undefined;
  readonly callName?: CallName;
  /** Routers that read bodies as they came. */
  readonly readsItself?: readonly Router[];
}

/** The HTTP application: what is common to all routes, then the routes. */
export function createApp(
  { log, metrics }: Pick<Platform, "log" | "metrics">,
  routers: readonly Router[],
  { page, callName = async () => [], readsItself = [] }: AppParts = {},
): Koa {
  const app = new Koa();
  app.silent = true;
  app.on("error", (error) => log.warn({ err: error }, "a connection ended badly"));
  app.use(accessLog(log, metrics));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ownOnly,
          imgSrc: ["'self'", "data:"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ownOnly,
        },
      },
      strictTransportSecurity: false, // set by whoever ends TLS in front
    }),
  );
  app.use(compress({ threshold: 1024, br: false }));
  app.use(reportProblems(log, callName));
  for (const router of readsItself) app.use(router.routes());
  app.use(
    bodyParser({
      enableTypes: ["json"],
      jsonLimit: "64kb",
      onError: (error) => {
        const isTooLarge = "status" in error && error.status === 413;
        throw new DomainError(isTooLarge ? "http.too-large" : "http.invalid", isTooLarge ? {} : { detail: "body: must be JSON" });
      },
    }),
  );
  for (const router of routers) app.use(router.routes()).use(router.allowedMethods());
  if (page) app.use(page);
  return app;
}
