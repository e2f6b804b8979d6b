import { afterAll, describe, expect, test } from "vitest";
import { addTestPeople } from "../bot/local-puppet/network/test-network.ts";
import { openAuditTrail } from "../src/audit/index.ts";
import { catalogOf } from "../src/catalog/index.ts";
import { openQueues } from "../src/outbox/index.ts";
import { createLog } from "../src/platform/index.ts";
import { settingsOf, shippedStation } from "../src/station/index.ts";
import { type TestPlatform, testPlatform } from "../test/support/stores.ts";
import { type StartDeps, start } from "./index.ts";

/** A station without people, as far as pages and probes need one. */
function domainOf(platform: TestPlatform): StartDeps {
  const queues = openQueues(platform.redis, platform.config.keyPrefix, platform.log);
  afterAll(() => queues.close());
  return {
    ...platform,
    audit: openAuditTrail(platform),
    catalog: catalogOf(),
    queues,
    settings: () => settingsOf({}),
    station: { ...shippedStation, teams: [], roomId: "", settings: settingsOf({}) },
  };
}

describe("in development", async () => {
  const lines: string[] = [];
  const platform = await testPlatform({ log: createLog("info", { write: (line) => void lines.push(line) }) });
  let isReady = true;
  let fault: Error | undefined;
  const readiness = async () => {
    if (fault) throw fault;
    return { isReady, parts: { mongo: { isOk: isReady }, redis: { isOk: true } } };
  };
  const api = await start({ ...domainOf(platform), readiness });
  afterAll(() => api.stop());
  const get = (path: string) => fetch(`http://127.0.0.1:${api.port}${path}`);

  test("the process says that it lives and what it measures", async () => {
    expect((await get("/healthz")).status).toBe(200);
    const metrics = await get("/metrics");
    expect(metrics.headers.get("content-type")).toContain("text/plain");
    expect(await metrics.text()).toContain("yimi_http_request_seconds");
  });

  test("it is ready only while every store answers", async () => {
    expect((await get("/readyz")).status).toBe(200);
    isReady = false;
    const answer = await get("/readyz");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ parts: { mongo: { isOk: false } } });
    isReady = true;
  });

  test("an unknown path and an unknown method answer with a problem document", async () => {
    const unknown = await get("/nowhere");
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get("content-type")).toContain("application/problem+json");
    expect(await unknown.json()).toMatchObject({ code: "http.not-found", status: 404 });
    const wrong = await fetch(`http://127.0.0.1:${api.port}/sim/people`, { method: "DELETE" });
    expect(wrong.status).toBe(405);
  });

  test("a fault says nothing about the inside", async () => {
    fault = new Error("secret");
    const answer = await get("/readyz");
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      type: "urn:yimi:error:http.fault",
      title: "是我们的问题",
      status: 500,
      code: "http.fault",
      requestId: answer.headers.get("x-request-id"),
    });
    fault = undefined;
  });

  test("answers carry a request id and the rules of a safe page", async () => {
    const { headers } = await get("/healthz");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("the access log has no texts and no persons", async () => {
    await addTestPeople(platform);
    lines.length = 0;
    await get("/sim/messages?person=PL-R0001&after=0");
    const line = lines.find((each) => each.includes("/sim/messages"));
    expect(line).toBeDefined();
    expect(line).not.toContain("PL-R0001");
  });
});

describe("in production", async () => {
  const platform = await testPlatform();
  const api = await start({ ...domainOf(platform), config: { ...platform.config, env: "production" } });
  afterAll(() => api.stop());

  test.each([
    "/sim",
    "/sim/",
    "/sim/people",
    "/sim/messages?person=x",
    "/sim/requests",
    "/sim/clock",
    "/sim/events",
    "/sim/rooms",
  ])("%s is not there", async (path) => {
    const answer = await fetch(`http://127.0.0.1:${api.port}${path}`, { redirect: "manual" });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "http.not-found" });
  });

  test("nothing can be sent either", async () => {
    const body = JSON.stringify({ from: "PL-R0001", text: "在吗" });
    const answer = await fetch(`http://127.0.0.1:${api.port}/sim/messages`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
    expect(answer.status).toBe(404);
  });
});
