/**
 * The API of a whole station for a test file, over real HTTP:
 *
 *     const api = await testApi();
 *     const wang = await api.as("PL-R0001");
 *     const { status, body } = await wang.get("/v1/requests");
 */
import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { type AppDeps, openApp } from "../src/app.ts";
import { type Config, createLog, type Log } from "../src/platform/index.ts";
import type { Role } from "../src/station/index.ts";
import { testClock, testConfig } from "../test/support/stores.ts";
import { start } from "./index.ts";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  readonly body: any;
  readonly headers: Headers;
}

/** Somebody who calls. Creating calls carry a key of their own unless one is given. */
export interface TestCaller {
  readonly token: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface TestApi {
  readonly deps: AppDeps & { readonly clock: ReturnType<typeof testClock> };
  readonly url: string;
  as(personId: string, role?: Role): Promise<TestCaller>;
  readonly nobody: TestCaller;
}

/** Call at the top of a test file, or of a describe block. The demo station is in it; time stands still until it is moved. */
export async function testApi({
  config: changed = {},
  log = createLog("silent"),
  paceFactor = 1,
}: {
  config?: Partial<Config>;
  log?: Log;
  paceFactor?: number;
} = {}): Promise<TestApi> {
  const config = { ...(await testConfig()), hasDemo: true, ...changed };
  const clock = testClock();
  const app = await openApp(config, { clock, log });
  const running = await start({ ...app.deps, paceFactor });
  afterAll(async () => {
    await running.stop();
    await app.deps.db.dropDatabase();
    await app.stop();
  });
  const url = `http://127.0.0.1:${running.port}`;
  const nobody = callerWith(url, "");
  return {
    deps: { ...app.deps, clock },
    url,
    nobody,
    async as(personId, role) {
      const { status, body } = await nobody.post("/v1/session/development", { personId, ...(role && { role }) });
      if (status !== 201) throw new Error(`${personId} could not sign in: ${JSON.stringify(body)}`);
      return callerWith(url, body.accessToken);
    },
  };
}

function callerWith(url: string, token: string): TestCaller {
  const send: TestCaller["send"] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...(method === "POST" && { "Idempotency-Key": randomUUID() }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, body: isJson && text !== "" ? JSON.parse(text) : text, headers: response.headers };
  };
  return {
    token,
    send,
    get: (path, headers) => send("GET", path, undefined, headers),
    post: (path, body, headers) => send("POST", path, body ?? {}, headers),
  };
}
