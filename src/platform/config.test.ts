import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, loadConfig, settings } from "./config.ts";
import { readEnvironment } from "./environment.ts";

const fieldKey = `k1:${Buffer.alloc(32, 7).toString("base64")}`;

function problemsOf(env: Record<string, string>, argv: string[] = []): readonly string[] {
  try {
    loadConfig(env, argv);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("settings", () => {
  test("an empty environment is a development station with everything on this machine", () => {
    expect(loadConfig({ HOME: "/home/a" })).toMatchObject({
      env: "development",
      host: "127.0.0.1",
      port: 3000,
      roles: ["bot", "api", "jobs"],
      mongoUri: undefined,
      keyPrefix: "{yimi}",
      cacheDir: "/home/a/.cache/yimi",
      stationId: "PL",
      hasDemo: true,
      channels: ["local"],
      ilinkBaseUrl: "https://ilinkai.weixin.qq.com",
    });
  });

  test("all that is wrong is said at once", () => {
    const problems = problemsOf({ YIMI_PORT: "70000", YIMI_DEMO: "yes", MONGODB_URI: "localhost", YIMI_PROT: "3" }, ["--rolls=bot"]);
    expect(problems).toEqual([
      "--rolls=bot is not an argument: the only one is --roles=bot,api,jobs",
      "YIMI_PROT is not a setting; the nearest is YIMI_PORT",
      "YIMI_PORT must be a whole number from 0 to 65535",
      "MONGODB_URI must begin with mongodb:// or mongodb+srv://",
      "YIMI_DEMO must be true or false",
    ]);
  });

  test("a refused value is not repeated, it may be a password", () => {
    expect(problemsOf({ MONGODB_URI: "mongo://u:canary@host" }).join()).not.toContain("canary");
  });

  test("an empty variable counts as unset", () => {
    expect(loadConfig({ YIMI_PORT: "", REDIS_URL: " " })).toMatchObject({ port: 3000, redisUrl: undefined });
  });

  test("roles given as an argument go before the variable", () => {
    expect(loadConfig({ YIMI_ROLES: "bot" }, ["--roles=api,jobs"]).roles).toEqual(["api", "jobs"]);
    expect(problemsOf({}, ["--roles=api,chat"])).toEqual(["YIMI_ROLES must be a list of bot, api, jobs"]);
    expect(problemsOf({}, ["--roles="])).toHaveLength(1);
  });

  test("production wants a puppet named when it runs the bot, has no demo people and no moved clock", () => {
    const production = { YIMI_ENV: "production", YIMI_FIELD_KEYS: fieldKey };
    expect(problemsOf(production)).toEqual([expect.stringMatching(/^YIMI_PUPPET must be set in production/)]);
    expect(loadConfig({ NODE_ENV: "production", YIMI_FIELD_KEYS: fieldKey }, ["--roles=api"])).toMatchObject({
      env: "production",
      hasDemo: false,
      logLevel: "info",
    });
    expect(loadConfig({ ...production, YIMI_PUPPET: "wechaty-puppet-service" }).channels).toEqual(["wechaty-puppet-service"]);
    expect(problemsOf({ ...production, YIMI_START_AT: "2026-11-23T09:30:00+08:00", YIMI_ROLES: "api" })).toHaveLength(1);
  });

  test("production wants its field keys set, and none is repeated where it is wrong", () => {
    expect(problemsOf({ YIMI_ENV: "production", YIMI_ROLES: "api" })).toEqual([
      expect.stringMatching(/^YIMI_FIELD_KEYS must be set in production/),
    ]);
    expect(loadConfig({ YIMI_FIELD_KEYS: `${fieldKey},old:${fieldKey.slice(3)}` }).fieldKeys?.map(({ id }) => id)).toEqual(["k1", "old"]);
    for (const wrong of ["k1:canary", "canary", `${fieldKey},${fieldKey}`, `K1:${fieldKey.slice(3)}`, `${fieldKey},`]) {
      const problems = problemsOf({ YIMI_FIELD_KEYS: wrong });
      expect(problems, wrong).toEqual([expect.stringMatching(/^YIMI_FIELD_KEYS must be id:key/)]);
      expect(problems.join()).not.toContain("canary");
    }
  });

  test("a mini-program is its id and its secret together, and its secret leaves this machine only over TLS", () => {
    const app = { YIMI_WECHAT_APP_ID: "wx0123456789abcdef", YIMI_WECHAT_APP_SECRET: "s3cret" };
    expect(loadConfig({}).wechat).toBeUndefined();
    expect(loadConfig(app).wechat).toEqual({ baseUrl: "https://api.weixin.qq.com", appId: app.YIMI_WECHAT_APP_ID, secret: "s3cret" });
    expect(loadConfig({ ...app, YIMI_WECHAT_BASE_URL: "http://127.0.0.1:4010/" }).wechat?.baseUrl).toBe("http://127.0.0.1:4010");
    expect(problemsOf({ YIMI_WECHAT_APP_ID: app.YIMI_WECHAT_APP_ID })).toEqual([
      expect.stringMatching(/^YIMI_WECHAT_APP_SECRET must be set/),
    ]);
    expect(problemsOf({ YIMI_WECHAT_APP_SECRET: "canary" })).toEqual([expect.stringMatching(/^YIMI_WECHAT_APP_ID must be set/)]);
    for (const address of ["http://api.weixin.qq.com", "ftp://127.0.0.1", "https://u:p@api.weixin.qq.com", "http://127.0.0.1.example.com"])
      expect(problemsOf({ YIMI_WECHAT_BASE_URL: address }), address).toHaveLength(1);
  });

  test("channels are a list, each once, and the one of the mini-program wants its app and its push token", () => {
    const push = { YIMI_WECHAT_APP_ID: "wx0123456789abcdef", YIMI_WECHAT_APP_SECRET: "s3cret", YIMI_WECHAT_PUSH_TOKEN: "t0ken" };
    expect(loadConfig({ ...push, YIMI_PUPPET: "ilink, service" })).toMatchObject({
      channels: ["ilink", "service"],
      wechatPush: { token: "t0ken", aesKey: undefined },
    });
    expect(problemsOf({ YIMI_PUPPET: "ilink,ilink" })).toEqual(["YIMI_PUPPET must name each channel once"]);
    expect(problemsOf({ YIMI_PUPPET: "ilink," })).toEqual([expect.stringMatching(/^YIMI_PUPPET must be a list of channels/)]);
    expect(problemsOf({ YIMI_PUPPET: "service" })).toEqual([
      "YIMI_WECHAT_APP_ID must be set for the channel service",
      "YIMI_WECHAT_PUSH_TOKEN must be set for the channel service",
    ]);
    expect(problemsOf({ YIMI_WECHAT_PUSH_AES_KEY: "x".repeat(43) })).toHaveLength(1);
  });

  test("the start of the simulator's clock is a moment with its zone", () => {
    expect(loadConfig({ YIMI_START_AT: "2026-11-23T09:30:00+08:00" }).startAt).toEqual(new Date("2026-11-23T01:30:00Z"));
    expect(problemsOf({ YIMI_START_AT: "tomorrow" })).toHaveLength(1);
  });
});

describe(".env.example", () => {
  const lines = readFileSync(new URL("../../.env.example", import.meta.url), "utf8").split("\n");

  test("has one line for each setting, in the order of the schema", () => {
    const named = lines.flatMap((line) => /^#([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(named).toEqual(Object.keys(settings.shape));
  });

  test("copied as it stands it changes nothing, and with every line switched on it is accepted", () => {
    const values = lines.flatMap((line) => {
      const [, name, value] = /^#([A-Z_]+)=(\S*)/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value ?? ""] as const];
    });
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
    expect(problemsOf(Object.fromEntries(values))).toEqual([]);
  });
});

test("a .env file fills what the environment leaves open, and may be missing", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-env-"));
  writeFileSync(path.join(folder, ".env"), "PATH=/of/the/file\nYIMI_PORT=4000 # a comment\n");
  expect(readEnvironment(folder)).toMatchObject({ PATH: process.env.PATH, YIMI_PORT: "4000" });
  rmSync(folder, { recursive: true });
  expect(readEnvironment(folder).YIMI_PORT).toBeUndefined();
});
