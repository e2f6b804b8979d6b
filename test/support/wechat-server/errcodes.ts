import { randomBytes } from "node:crypto";
import type { Answer } from "./route.ts";

/** What WeChat says to each code. docs/wechat-stand-in.md tells where each was read. */
export const messages = {
  [-1]: "system error",
  40001: "invalid credential, access_token is invalid or not latest",
  40002: "invalid grant_type",
  40003: "invalid openid",
  40013: "invalid appid",
  40029: "invalid code",
  40125: "invalid appsecret",
  40129: "invalid scene",
  40163: "code been used",
  40226: "code blocked",
  41001: "access_token missing",
  41002: "appid missing",
  41004: "appsecret missing",
  41008: "missing code",
  42001: "access_token expired",
  43001: "require GET method",
  43002: "require POST method",
  44002: "empty post data",
  45002: "content size out of limit",
  45009: "reach max api daily quota limit",
  45011: "api minute-quota reach limit, must slower, retry next minute",
  47001: "data format error",
  61010: "code is expired",
} as const;
export type Errcode = keyof typeof messages;

/** A refusal as WeChat words it, with the id of the request that its support asks for. */
export function refuse(errcode: number): Answer {
  const message = (messages as Readonly<Record<number, string>>)[errcode] ?? "refused";
  return { errcode, errmsg: `${message} rid: ${requestId()}` };
}

/** `6434ff5a-2fa14aea-3e124908`: the form of `rid` and `trace_id`. */
export function requestId(): string {
  return [4, 4, 4].map((bytes) => randomBytes(bytes).toString("hex")).join("-");
}
