import { expect, onTestFinished, test } from "vitest";
import { testFieldKey, testPlatform } from "../support/stores.ts";
import { startWechatServer, type WechatServer } from "../support/wechat-server/index.ts";
import { type RunningProgram, runProgram } from "./run-platform-process.ts";

const { config } = await testPlatform();

/** Two processes of one installation. `run` keeps what they share apart from other tests of this file. */
async function twoProcesses(server: WechatServer, run: string): Promise<readonly [RunningProgram, RunningProgram]> {
  const env = {
    YIMI_ENV: "test",
    MONGODB_URI: config.mongoUri ?? "",
    REDIS_URL: config.redisUrl ?? "",
    YIMI_DATABASE: config.database,
    YIMI_KEY_PREFIX: config.keyPrefix.replace("}", `-${run}}`),
    YIMI_FIELD_KEYS: testFieldKey,
    YIMI_WECHAT_BASE_URL: server.url,
    YIMI_WECHAT_APP_ID: server.world.app.appId,
    YIMI_WECHAT_APP_SECRET: server.world.app.secret,
  };
  const start = () => runProgram(new URL("./wechat-process.ts", import.meta.url), env);
  const both = [start(), start()] as const;
  await Promise.all(both.map((one) => one.hears(/^ready$/)));
  return both;
}

async function standIn(): Promise<WechatServer> {
  const server = await startWechatServer();
  onTestFinished(() => server.stop());
  return server;
}

const fetches = ({ world }: WechatServer): number => world.calls.filter(({ path }) => path === "/cgi-bin/stable_token").length;

test("fifty in each of two processes miss the token at the same moment: it is fetched once", async () => {
  const server = await standIn();
  const both = await twoProcesses(server, "miss");
  server.world.troubles.add({ path: "/cgi-bin/stable_token", delayMs: 300 });
  const heard = await Promise.all(both.map((one) => one.asks("tokens 50", /^tokens (\S+)$/)));
  expect(heard[0]?.[1]).toBe(heard[1]?.[1]);
  expect(fetches(server)).toBe(1);
});

test("fifty in each of two processes see their token refused: it is replaced once", async () => {
  const server = await standIn();
  const both = await twoProcesses(server, "refused");
  const { openid } = server.world.logins.begin();
  await Promise.all(both.map((one) => one.asks("tokens 1", /^tokens (\S+)$/)));
  server.world.tokens.voidAll({ stillIssued: false });
  const heard = await Promise.all(both.map((one) => one.asks(`checks 50,${openid}`, /^verdicts (.*)$/)));
  expect(heard.map((line) => line[1])).toEqual(["pass", "pass"]);
  expect(fetches(server)).toBe(2);
});
