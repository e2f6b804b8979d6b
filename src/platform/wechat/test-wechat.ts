/** The client beside a WeChat of its own, for the tests of this folder. */
import { afterAll, beforeEach, expect } from "vitest";
import { type TestPlatform, testPlatform } from "../../../test/support/stores.ts";
import { startWechatServer, usualApp, type World } from "../../../test/support/wechat-server/index.ts";
import type { WechatApp } from "../config.ts";
import { createLog } from "../log.ts";
import { openWechat, type Wechat, type WechatDeps } from "./wechat.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

export interface TestWechat extends TestPlatform {
  readonly world: World;
  readonly app: WechatApp;
  /** A client that shares nothing with an earlier one, unless it is given the same `key`. */
  open(changed?: Partial<WechatDeps>): Wechat;
  keysOfOwn(): WechatDeps["key"];
  /** How often WeChat was asked this, by its own count. */
  calls(path: string): number;
  /** Every line that was logged. */
  readonly lines: readonly string[];
}

export const loginPath = "/sns/jscode2session";
export const tokenPath = "/cgi-bin/stable_token";
export const textPath = "/wxa/msg_sec_check";

/** Call at the top of a test file. Each test begins a day later, so that no token of the one before is left. */
export async function testWechat(): Promise<TestWechat> {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  const platform = await testPlatform({ log });
  const server = await startWechatServer({ clock: platform.clock });
  const { world } = server;
  const app = { ...usualApp, baseUrl: server.url };
  afterAll(() => server.stop());
  beforeEach(() => {
    world.troubles.clear();
    world.calls.length = 0;
    platform.clock.advance(24 * hourMs);
  });

  let given = 0;
  const keysOfOwn = (): WechatDeps["key"] => {
    const own = `own-${given++}`;
    return (...parts) => platform.key(own, ...parts);
  };
  return {
    ...platform,
    world,
    app,
    open: (changed = {}) => openWechat({ ...platform, config: { wechat: app }, key: keysOfOwn(), ...changed }),
    keysOfOwn,
    calls: (path) => world.calls.filter((call) => call.path === path).length,
    lines,
  };
}

export async function refuses(asked: Promise<unknown>, code: string): Promise<void> {
  await expect(asked).rejects.toMatchObject({ name: "DomainError", code });
}
