import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { controlRoutes } from "./control.ts";
import { ControlError, controlPrefix } from "./control-call.ts";
import { refuse } from "./errcodes.ts";
import { ilinkPrefix, ilinkRoutes, refuseIlink } from "./ilink/index.ts";
import { loginRoutes } from "./login.ts";
import { isPage, pageRoutes } from "./page/page-routes.ts";
import { writeJson } from "./raw-json.ts";
import { asRaw, type Exchange, type Handled, type Route } from "./route.ts";
import { customerRoutes, mediaRoutes, serviceControlRoutes, subscribeRoutes } from "./service/index.ts";
import { textCheckRoutes } from "./text-check.ts";
import { tokenRoutes } from "./token-routes.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

const serviceRoutes = [...customerRoutes, ...mediaRoutes, ...subscribeRoutes, ...serviceControlRoutes];
const routes: readonly Route[] = [
  ...loginRoutes,
  ...tokenRoutes,
  ...textCheckRoutes,
  ...serviceRoutes,
  ...ilinkRoutes,
  ...controlRoutes,
  ...pageRoutes,
];

/** As many as are worth looking at. */
const mostCalls = 1_000;

export interface WechatServer {
  /** What YIMI_WECHAT_BASE_URL is set to. */
  readonly url: string;
  readonly world: World;
  stop(): Promise<void>;
}

/** Starts a WeChat of one's own on the loopback; `port` 0 takes a free one. */
export async function startWechatServer({ port = 0, ...options }: WorldOptions & { readonly port?: number } = {}): Promise<WechatServer> {
  const world = openWorld(options);
  const server = createServer((request, response) => void serve(world, request, response));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world.ilink.standsAt(url);
  return {
    url,
    world,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://stand-in");
  const method = request.method ?? "GET";
  const caller = new AbortController();
  response.once("close", () => caller.abort());
  try {
    const body = await buffer(request);
    const origin = `http://${request.headers.host ?? "127.0.0.1"}`;
    const exchange = { query, headers: request.headers, body, text: body.toString(), origin, gone: caller.signal };
    if (path.startsWith(controlPrefix) || isPage(path)) send(response, await handle(world, method, path, exchange));
    else await serveCall(world, { method, path, exchange }, response);
  } catch (error) {
    if (error instanceof ControlError) sendJson(response, { error: error.message }, 400);
    else response.destroy(error as Error);
  }
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly exchange: Exchange;
}

/** A call with the trouble that was asked for. */
async function serveCall(world: World, { method, path, exchange }: Asked, response: ServerResponse): Promise<void> {
  const trouble = world.troubles.take(path) ?? {};
  const { delayMs = 0, errcode, status, text: words, does } = trouble;
  if (delayMs > 0) await wait(delayMs);
  const isDone = does === "lose" || [errcode, status, words, does].every((part) => part === undefined);
  const answer = isDone ? await handle(world, method, path, exchange) : errcode === undefined ? undefined : refuseOn(path, errcode);
  world.calls.push({ at: new Date(world.clock.now()).toISOString(), method, path, errcode: answer && errcodeOf(answer) });
  if (world.calls.length > mostCalls) world.calls.shift();
  if (does === "hang") return;
  if (does) response.destroy();
  else if (words !== undefined) response.end(words);
  else if (status !== undefined) sendPage(response, status);
  else send(response, answer);
}

/** Undefined when WeChat has no such call. */
async function handle(world: World, method: string, path: string, exchange: Exchange): Promise<Handled | undefined> {
  const named = routes.filter((route) => route.path === path);
  const route = named.find((one) => one.method === method);
  if (route) return route.handle(world, exchange);
  const [other] = named;
  return other && refuse(other.method === "POST" ? 43002 : 43001);
}

const refuseOn = (path: string, errcode: number): Handled => (path.startsWith(ilinkPrefix) ? refuseIlink(errcode) : refuse(errcode));

function errcodeOf(answer: Handled): number | undefined {
  if (asRaw(answer)) return undefined;
  const { errcode, ret } = answer as Readonly<Record<string, unknown>>;
  return typeof errcode === "number" ? errcode : typeof ret === "number" ? ret : 0;
}

function send(response: ServerResponse, answer: Handled | undefined): void {
  const raw = answer && asRaw(answer);
  if (!answer) sendPage(response, 404);
  else if (raw) response.writeHead(raw.status, raw.headers).end(raw.body);
  else sendJson(response, answer, 200);
}

function sendJson(response: ServerResponse, answer: object, status: number): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(writeJson(answer));
}

function sendPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/html" }).end(`<html><body><h1>${status}</h1></body></html>`);
}
