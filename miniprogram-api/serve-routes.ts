import Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import { isSteppedUp } from "../src/access/index.ts";
import { type AuditAct, record } from "../src/audit/index.ts";
import { DomainError } from "../src/platform/index.ts";
import { mayDo } from "../src/station/index.ts";
import { type Caller, openCallers, type ReadCaller } from "./caller.ts";
import { cleanInput } from "./clean-input.ts";
import type { ApiDeps } from "./deps.ts";
import { noteKey } from "./idempotency.ts";
import type { Limiter } from "./limits.ts";
import { readInput } from "./read-input.ts";
import { FileAnswer, type Guarded, type Route } from "./route.ts";
import { isSameVersion, seenVersion, versionTag } from "./version-tag.ts";

const nothing = z.strictObject({});

/** Puts declared routes behind what they have in common: who calls, how often, what they may, what they send, what they get. */
export function serveRoutes(deps: ApiDeps, routes: readonly Route[], limit: Limiter): Router {
  const router = new Router();
  const common: Common = { limit, readCaller: openCallers(deps) };
  for (const route of routes) router[route.method](route.path, (ctx) => answer(deps, route, common, ctx));
  return router;
}

interface Common {
  readonly limit: Limiter;
  readonly readCaller: ReadCaller;
}

async function answer(deps: ApiDeps, route: Route, { limit, readCaller }: Common, ctx: Context & { params: unknown }): Promise<void> {
  ctx.set("Cache-Control", "no-store");
  const pace = route.pace ?? (route.method === "get" ? "read" : "write");
  if (route.act === "anybody") {
    await countCall(limit, pace, ctx.ip, ctx);
    const given = await route.handle(deps, { ...readCall(route, ctx), requestId: ctx.state.requestId });
    return give(route, ctx, given);
  }
  const caller = await readCaller(ctx.get("authorization") || undefined);
  await countCall(limit, pace, caller.session.id, ctx);
  if (!mayDo({ roles: [caller.role] }, route.act)) throw new DomainError("http.not-allowed");
  if (route.needsStepUp && !isSteppedUp(caller.session, deps.clock.now())) throw new DomainError("access.step-up-needed");
  const call = { ...readCall(route, ctx), caller, requestId: ctx.state.requestId };
  const key = route.creates ? await noteKey(deps, caller, route.id, ctx.get("idempotency-key"), call.body) : "";
  const given = await route.handle(seenVersion(deps, ctx.get("if-match")), { ...call, key });
  if (route.method !== "get" || route.shows) await record(deps, actOf(route, call));
  give(route, ctx, given);
}

type Told = Readonly<Record<string, unknown>>;

/** What stands in the audit: every write, and every look at what is sensitive, with the reason where one was given. */
function actOf(
  route: Guarded,
  { caller, params, query, body, requestId }: Record<"params" | "query" | "body", Told> & { caller: Caller; requestId: string },
): AuditAct {
  const why = [query.reason, body.reason, body.purpose].find((words) => typeof words === "string");
  const [name, id] = Object.entries(params)[0] ?? ["sessionId", caller.session.id];
  return {
    stationId: caller.person.stationId,
    actorId: caller.person.id,
    activeRole: caller.role,
    act: route.act,
    subject: { kind: name.replace(/Id$/, ""), id: String(id) },
    ...(route.shows && { fields: route.shows }),
    ...(typeof why === "string" && { reason: why }),
    requestId,
    via: "api",
  };
}

async function countCall(limit: Limiter, pace: Parameters<Limiter>[0], who: string, ctx: Context): Promise<void> {
  const { limit: most, left, resetSeconds } = await limit(pace, who);
  ctx.set({ "RateLimit-Limit": String(most), "RateLimit-Remaining": String(left), "RateLimit-Reset": String(resetSeconds) });
}

function readCall(route: Route, ctx: Context & { params: unknown }) {
  if (route.body && ctx.request.length && !ctx.is("json")) throw new DomainError("http.not-json");
  return {
    params: readInput(route.params ?? nothing, cleanInput(ctx.params)),
    query: readInput(route.query ?? nothing, cleanInput({ ...ctx.query })),
    body: readInput(route.body ?? nothing, cleanInput(ctx.request.body ?? {})),
  };
}

/** Answers pass their schema on the way out: a field nobody declared leaves with nobody. */
function give(route: Route, ctx: Context, given: unknown): void {
  ctx.status = route.status ?? (route.answer === "nothing" ? 204 : 200);
  if (route.answer === "nothing") return;
  if (given instanceof FileAnswer) {
    ctx.set("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(given.name)}`);
    ctx.type = given.type;
    ctx.body = typeof given.bytes === "string" ? given.bytes : Buffer.from(given.bytes);
    return;
  }
  if (route.answer === "file") throw new Error(`${route.id} gave no file`);
  const body: unknown = route.answer.parse(given);
  const tag = versionTag(body);
  if (tag) ctx.set("ETag", tag);
  if (tag && route.method === "get" && isSameVersion(ctx.get("if-none-match"), tag)) {
    ctx.status = 304;
    return;
  }
  // As text: koa and the middleware that compresses would each write an object out anew to learn its length.
  ctx.type = "json";
  ctx.body = JSON.stringify(body);
}
