import { askBinding, type BindingDeps, linkBinding } from "../../src/channel/index.ts";
import type { Phone, WechatServer } from "../support/wechat-server/index.ts";

/**
 * A phone of the stand-in with a bot of its own that the station has the credentials of: what a scan ends in, without the scan. Whose chat it
 * is stays open.
 */
export async function bindChat(deps: BindingDeps, server: WechatServer, name: string): Promise<Phone> {
  const { ilink } = server.world;
  const phone = ilink.phone(name);
  const { botId, token } = ilink.accounts.bind(phone.userId);
  const { id } = await askBinding(deps, { stationId: "PL", by: "PL-S001" });
  await linkBinding(deps, id, { id: botId, userId: phone.userId, baseUrl: server.url, token });
  return phone;
}
