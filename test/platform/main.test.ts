import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type RunningProgram, runProgram } from "./run-platform-process.ts";

vi.setConfig({ testTimeout: 60_000 });
const main = new URL("../../src/main.ts", import.meta.url);

function runMain(env: Record<string, string>, ...args: string[]): RunningProgram {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-main-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return runProgram(main, { YIMI_DATA: folder, YIMI_PORT: "0", ...env }, ...args);
}

test("wrong settings are said all at once and end the process with 2", async () => {
  const app = runMain({ YIMI_PORT: "x", YIMI_PORTS: "1" }, "--roles=chat");
  expect(await app.ended).toBe(2);
  expect(app.lines).toEqual([
    "These settings need correcting:",
    "  YIMI_PORTS is not a setting; the nearest is YIMI_PORT",
    "  YIMI_PORT must be a whole number from 0 to 65535",
    "  YIMI_ROLES must be a list of bot, api, jobs",
  ]);
});

test("production without a channel is refused before anything starts", async () => {
  const app = runMain({ NODE_ENV: "production" });
  expect(await app.ended).toBe(2);
  expect(app.lines.join()).toContain("YIMI_PUPPET must be set in production");
});

test("a store that cannot be reached ends the start with 1 and its reason", async () => {
  const app = runMain({ MONGODB_URI: "mongodb://127.0.0.1:1/", REDIS_URL: "redis://127.0.0.1:1" }, "--roles=api");
  expect(await app.ended).toBe(1);
  expect(app.lines.join()).toContain("ECONNREFUSED 127.0.0.1:1");
});

test("the start shows what it does, says where to look and what to type, and Ctrl-C ends it with 0", async () => {
  const app = runMain({}, "--roles=api");
  const [, address] = await app.hears(/Open (http:\S+)\/sim/, 40_000);
  await app.hears(/明天上午九点能派人陪我去区医院看病吗/);
  expect(app.lines.join("\n")).toMatch(
    /s {2}starting MongoDB[\s\S]*s {2}starting Redis[\s\S]*s {2}starting role api[\s\S]*s {2}ready: api/,
  );
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  app.kill("SIGINT");
  expect(await app.ended).toBe(0);
});

test("roles run apart: a second process works on the stores of the first, and each stops by itself", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-apart-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const chat = runMain({ YIMI_DATA: folder }, "--roles=bot,api");
  await chat.hears(/ready: bot, api/, 40_000);
  const stores = {
    MONGODB_URI: `mongodb://${encodeURIComponent(path.join(folder, "run/mongo.sock"))}/?directConnection=true`,
    REDIS_URL: path.join(folder, "run/redis.sock"),
  };
  const jobs = runMain({ YIMI_DATA: folder, ...stores }, "--roles=jobs");
  await jobs.hears(/ready: jobs/, 40_000);
  jobs.kill("SIGTERM");
  expect(await jobs.ended).toBe(0);
  chat.kill("SIGTERM");
  expect(await chat.ended).toBe(0);
});
