import { miniprogram } from "../src/channel/index.ts";
import { DomainError, type TextScene } from "../src/platform/index.ts";
import { identitiesOf } from "../src/station/index.ts";
import type { ApiDeps } from "./deps.ts";

/**
 * Refuses words WeChat finds harmful, before others may read them. What WeChat did not check passes: a person of the station reads it. Words that
 * ask for help are never refused.
 * @throws wechat.text-refused
 */
export async function refuseRisky(
  deps: ApiDeps,
  who: { readonly personId: string } | { readonly openId: string },
  text: string | undefined,
  scene: TextScene,
): Promise<void> {
  if (!text || deps.config.wechat === undefined) return;
  const openId = "openId" in who ? who.openId : await openIdOf(deps, who.personId);
  const { verdict } = await deps.wechat.checkText(openId, text, scene);
  if (verdict === "risky") throw new DomainError("wechat.text-refused");
}

async function openIdOf(deps: ApiDeps, personId: string): Promise<string | undefined> {
  return (await identitiesOf(deps, [personId])).find(({ channel }) => channel === miniprogram)?.chatUserId;
}
