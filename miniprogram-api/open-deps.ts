import { openSessionKey, openTokens } from "../src/access/index.ts";
import { openSubscriptions, readSubscribeTemplates } from "../src/channel/index.ts";
import { openWechat } from "../src/platform/index.ts";
import type { ApiDeps, StartDeps } from "./deps.ts";

/** Opens what only HTTP needs: who signs in, WeChat's server, subscribe messages. */
export async function openDeps(started: StartDeps): Promise<ApiDeps> {
  const wechat = openWechat(started);
  const subscriptions = openSubscriptions({ ...started, wechat }, readSubscribeTemplates(started.config.subscribeTemplates));
  return { ...started, tokens: openTokens(await openSessionKey(started), started.clock), wechat, subscriptions };
}
