import { type Answer, bodyOf, type Exchange, type Raw, raw } from "../route.ts";
import type { World } from "../world.ts";
import type { Account } from "./accounts.ts";
import { refuseIlink, stale } from "./answers.ts";

const uint32 = 2 ** 32;

/** What is wrong with the headers of a call, in words for who writes a client; undefined when nothing is. */
export function headerFault({ headers, body }: Exchange, method: "GET" | "POST"): string | undefined {
  if (!headers["ilink-app-id"]) return "iLink-App-Id is missing";
  const version = String(headers["ilink-app-clientversion"] ?? "");
  if (!/^\d+$/.test(version) || Number(version) > 0x00ff_ffff) return "iLink-App-ClientVersion is not 0x00MMNNPP as a decimal number";
  if (method === "GET") return undefined;
  if (headers.authorizationtype !== "ilink_bot_token") return "AuthorizationType is not ilink_bot_token";
  const uin = Buffer.from(String(headers["x-wechat-uin"] ?? ""), "base64").toString("latin1");
  if (!/^\d{1,10}$/.test(uin) || Number(uin) >= uint32) return "X-WECHAT-UIN is not base64 of a uint32 written as a decimal number";
  if (Number(headers["content-length"]) !== body.length) return "Content-Length is not that of the body";
  return String(headers["content-type"]).startsWith("application/json") ? undefined : "Content-Type is not application/json";
}

export const badRequest = (fault: string): Raw => raw(JSON.stringify({ errmsg: fault }), "application/json", { status: 400 });

export interface Checked {
  readonly account: Account;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Whose call this is and what it says, or the refusal. */
export function check(world: World, exchange: Exchange): Checked | { readonly refusal: Answer | Raw } {
  const fault = headerFault(exchange, "POST");
  if (fault !== undefined) return { refusal: badRequest(fault) };
  const body = bodyOf(exchange);
  if (!body) return { refusal: badRequest("the body is not a JSON object") };
  const { channel_version } = (body.base_info ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof channel_version !== "string") return { refusal: badRequest("base_info.channel_version is missing") };
  const token = /^Bearer (\S+)$/.exec(exchange.headers.authorization ?? "")?.[1];
  const account = token === undefined ? undefined : world.ilink.accounts.byToken(token);
  return account && !account.isStale ? { account, body } : { refusal: refuseIlink(stale) };
}
