import { z } from "zod";
import { type Answer, bodyOf, type Exchange, type Handled, type Route } from "../route.ts";
import type { World } from "../world.ts";
import type { Binding } from "./bindings.ts";
import { badRequest, headerFault } from "./checked-call.ts";

export const bindingRoutes: readonly Route[] = [
  { method: "POST", path: "/ilink/bot/get_bot_qrcode", handle: getBotQrcode },
  { method: "GET", path: "/ilink/bot/get_qrcode_status", handle: getQrcodeStatus },
];

const asked = z.object({ local_token_list: z.array(z.string()).max(10).default([]) });

function getBotQrcode(world: World, exchange: Exchange): Handled {
  const fault = headerFault(exchange, "POST");
  if (fault !== undefined) return badRequest(fault);
  const parsed = asked.safeParse(bodyOf(exchange));
  if (!parsed.success) return badRequest("local_token_list is not a list of at most ten tokens");
  if (exchange.query.get("bot_type") !== "3") return badRequest("bot_type is not 3");
  const { qrcode } = world.ilink.bindings.issue(parsed.data.local_token_list);
  return { ret: 0, qrcode, qrcode_img_content: `${exchange.origin}/?${new URLSearchParams({ qrcode, bot_type: "3" })}` };
}

/** Waits until something has changed since this program asked last: a wait ends with a scan, a scan with a confirmation. */
async function getQrcodeStatus(world: World, exchange: Exchange): Promise<Handled> {
  const fault = headerFault(exchange, "GET");
  if (fault !== undefined) return badRequest(fault);
  const { bindings, settings } = world.ilink;
  const binding = bindings.find(exchange.query.get("qrcode") ?? "");
  if (!binding) return { status: "expired" };
  const code = exchange.query.get("verify_code");
  if (code !== null) bindings.tryCode(binding, code);
  const isWaiting = binding.state === "wait" || (binding.state === "scaned" && code === null && isHere(world, exchange));
  if (isWaiting && !bindings.isExpired(binding)) await bindings.wait(binding, settings.longPollMs, exchange.gone);
  return statusOf(world, binding, exchange);
}

function statusOf(world: World, binding: Binding, exchange: Exchange): Answer {
  const { bindings, settings } = world.ilink;
  const { state, account } = binding;
  if (state === "over" || (state !== "confirmed" && bindings.isExpired(binding))) return { status: "expired" };
  if (state !== "wait" && !isHere(world, exchange)) return { status: "scaned_but_redirect", redirect_host: settings.redirectsTo };
  if (state !== "confirmed" || !account) return { status: state };
  if (exchange.gone.aborted) return { status: "scaned" };
  binding.state = "over";
  const { token, botId, userId } = account;
  return { status: "confirmed", bot_token: token, ilink_bot_id: botId, ilink_user_id: userId, baseurl: exchange.origin };
}

const isHere = (world: World, { origin }: Exchange): boolean => {
  const { redirectsTo } = world.ilink.settings;
  return redirectsTo === undefined || new URL(origin).host === redirectsTo;
};
