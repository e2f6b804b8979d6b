import Router from "@koa/router";
import { z } from "zod";
import type { Network, SimMessage } from "../../bot/local-puppet/network/index.ts";
import type { Catalog } from "../../src/catalog/index.ts";
import { DomainError, dayMs, type Platform } from "../../src/platform/index.ts";
import { findByCode } from "../../src/request/index.ts";
import { findStation } from "../../src/station/index.ts";
import { readInput } from "../read-input.ts";
import { readDuration } from "./duration.ts";
import type { Events } from "./events.ts";
import { listOpen } from "./find-requests.ts";
import type { Simulator } from "./simulator.ts";
import { viewPerson } from "./view-people.ts";
import { viewRequest, viewRequestLine } from "./view-request.ts";

export interface SimDeps extends Pick<Platform, "db" | "cipher" | "config" | "clock"> {
  readonly catalog: Catalog;
  readonly network: Network;
  readonly simulator: Simulator;
  readonly events: Events;
}

const longestText = 5_000;
const farthestMs = 400 * dayMs;

const newMessage = z.strictObject({
  from: z.string().min(1).max(100),
  room: z.string().min(1).max(100).optional(),
  text: z.string().trim().min(1).max(longestText),
  clientId: z.string().min(1).max(200).optional(),
});
const messagesQuery = z.strictObject({ person: z.string().min(1).max(100), after: z.coerce.number().int().min(0).default(0) });
const requestsQuery = z.strictObject({ code: z.string().max(10).optional() });
const clockStep = z.strictObject({
  advance: z.string().transform((text, context) => {
    const ms = readDuration(text);
    if (ms !== null && ms <= farthestMs) return ms;
    context.addIssue({ code: "custom", message: "must be an ISO 8601 duration such as PT1H, at most 400 days" });
    return z.NEVER;
  }),
});

/** The documented interface of the simulator (docs/simulator.md): a network for people, and a look at what became of it. */
export function simRoutes(deps: SimDeps): Router {
  const { network, simulator, events, catalog } = deps;
  const { stationId } = deps.config;
  const router = new Router({ prefix: "/sim" });
  /** The step time is taking; the next one waits for it. */
  let moving: Promise<void> = Promise.resolve();

  router.get("/people", async (ctx) => {
    readInput(z.strictObject({}), ctx.query);
    const [contacts, lastSeqs, station] = await Promise.all([
      network.listContacts(),
      network.lastSeqByPerson(),
      findStation(deps, stationId),
    ]);
    ctx.body = contacts.map((contact) => viewPerson(contact, station.communities, lastSeqs.get(contact.id) ?? 0));
  });

  router.get("/rooms", async (ctx) => {
    const [room, members] = await Promise.all([network.room(), network.roomMembers()]);
    ctx.body = [{ ...room, memberIds: members.map((member) => member.id) }];
  });

  router.post("/messages", async (ctx) => {
    const { room, clientId, ...message } = readInput(newMessage, ctx.request.body);
    const { id } = await network.sendAsPerson({
      ...message,
      ...(room !== undefined && { room }),
      ...(clientId !== undefined && { clientId }),
    });
    ctx.status = 202;
    ctx.body = { id };
  });

  router.get("/messages", async (ctx) => {
    const { person, after } = readInput(messagesQuery, ctx.query);
    ctx.body = (await network.messagesFor(person, after)).map(viewMessage);
  });

  router.get("/requests", async (ctx) => {
    const { code } = readInput(requestsQuery, ctx.query);
    if (code === undefined) {
      ctx.body = (await listOpen(deps, stationId)).map((request) => viewRequestLine(request, catalog));
      return;
    }
    const request = await findByCode(deps, stationId, code.trim().toUpperCase());
    if (!request) throw new DomainError("sim.unknown-request");
    ctx.body = viewRequest(request);
  });

  router.get("/clock", (ctx) => {
    ctx.body = { now: simulator.now() };
  });

  router.post("/clock", async (ctx) => {
    const { advance } = readInput(clockStep, ctx.request.body);
    moving = moving.catch(() => undefined).then(() => simulator.advance(advance));
    await moving;
    network.hint({ kind: "clock" });
    ctx.body = { now: simulator.now() };
  });

  router.get("/events", (ctx) => {
    ctx.respond = false;
    events.join(ctx.res);
  });

  return router;
}

function viewMessage({ seq, from, room, text, at }: SimMessage) {
  return { seq, from, ...(room !== undefined && { room }), text, at };
}
