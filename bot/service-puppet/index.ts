import { openPushedMessages, openSentOnce, type PushedDeps } from "../../src/channel/index.ts";
import { type Config, type Log, openWechat } from "../../src/platform/index.ts";
import { ServicePuppet } from "./puppet.ts";

export { ServicePuppet, type ServicePuppetDeps } from "./puppet.ts";

/** The puppet over the station's mini-program, as the settings name it. */
export function openServicePuppet(deps: PushedDeps & { readonly config: Config; readonly log: Log }): ServicePuppet {
  const { clock, log } = deps;
  return new ServicePuppet({ pushed: openPushedMessages(deps), sentOnce: openSentOnce(deps), wechat: openWechat(deps), clock, log });
}
