import { z } from "zod";
import { control } from "./control-call.ts";
import { documentedLimits, type Limit } from "./limits.ts";
import type { Route } from "./route.ts";

const openid = z.string().min(1).max(64);
const counts = z.partialRecord(z.enum(Object.keys(documentedLimits) as [Limit, ...Limit[]]), z.number().int().min(0));
const minded = z.strictObject({ word: z.string().min(1), suggest: z.enum(["review", "risky"]), label: z.number().int() });
const trouble = z.strictObject({
  path: z.string().startsWith("/").optional(),
  times: z.number().int().min(1).optional(),
  delayMs: z.number().int().min(0).max(60_000).optional(),
  errcode: z.number().int().optional(),
  status: z.number().int().min(400).max(599).optional(),
  text: z.string().optional(),
  does: z.enum(["drop", "hang", "lose"]).optional(),
});

/** What no real WeChat has: how a developer or a test of another process moves the stand-in's world. */
export const controlRoutes: readonly Route[] = [
  control("POST", "/logins", z.strictObject({ openid: openid.optional() }), (world, body) => world.logins.begin(body.openid)),
  control(
    "POST",
    "/people",
    z.strictObject({ openid: openid.optional(), unionid: openid.optional(), isBlocked: z.boolean().optional() }),
    (world, body) => {
      const person = world.people.add(body);
      return { openid: person.openid, unionid: person.unionid };
    },
  ),
  control("POST", "/visits", z.strictObject({ openid }), (world, body) => ({ openid: world.people.visit(body.openid).openid })),
  control("POST", "/clock", z.strictObject({ advanceSeconds: z.number().min(0) }), (world, { advanceSeconds }) => {
    world.clock.advance(advanceSeconds * 1000);
    return { now: new Date(world.clock.now()).toISOString() };
  }),
  control("POST", "/tokens/void", z.strictObject({ stillIssued: z.boolean().default(false) }), (world, body) => {
    world.tokens.voidAll(body);
    return {};
  }),
  control("POST", "/limits", counts, (world, body) => {
    world.limits.set(body);
    return {};
  }),
  control("POST", "/words", z.strictObject({ words: z.array(minded) }), (world, body) => {
    world.words.set(body.words);
    return {};
  }),
  control("POST", "/troubles", trouble, (world, body) => {
    world.troubles.add(body);
    return {};
  }),
  control("DELETE", "/troubles", z.strictObject({}), (world) => {
    world.troubles.clear();
    return {};
  }),
  control("GET", "/calls", z.strictObject({}), (world) => ({ calls: world.calls })),
  control("DELETE", "/calls", z.strictObject({}), (world) => {
    world.calls.length = 0;
    return {};
  }),
];
