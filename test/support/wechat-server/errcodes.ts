import { randomBytes } from "node:crypto";
import type { Answer } from "./route.ts";

/** What WeChat says to each code. docs/wechat-stand-in.md tells where each was read. */
export const messages = {
  [-1]: "system error",
  40001: "invalid credential, access_token is invalid or not latest",
  40002: "invalid grant_type",
  40003: "invalid openid",
  40004: "invalid media type",
  40005: "invalid file type",
  40007: "invalid media_id",
  40008: "invalid message type",
  40009: "invalid image size",
  40013: "invalid appid",
  40029: "invalid code",
  40037: "invalid template_id",
  40125: "invalid appsecret",
  40129: "invalid scene",
  40163: "code been used",
  40226: "code blocked",
  41001: "access_token missing",
  41002: "appid missing",
  41004: "appsecret missing",
  41005: "media data missing",
  41008: "missing code",
  41030: "invalid page",
  42001: "access_token expired",
  43001: "require GET method",
  43002: "require POST method",
  43101: "user refuse to accept the msg",
  44002: "empty post data",
  44004: "empty content",
  45002: "content size out of limit",
  45009: "reach max api daily quota limit",
  45011: "api minute-quota reach limit, must slower, retry next minute",
  45015: "response out of time limit or subscription is canceled",
  45047: "out of response count limit",
  45072: "invalid command",
  45080: "no interaction with the user in the last 30 seconds",
  45081: "already typing",
  47001: "data format error",
  47003: "argument invalid!",
  61010: "code is expired",
} as const;
export type Errcode = keyof typeof messages;

/** A refusal as WeChat words it, or with words of its own, and the id of the request that its support asks for. */
export function refuse(errcode: number, words?: string): Answer {
  const message = words ?? (messages as Readonly<Record<number, string>>)[errcode] ?? "refused";
  return { errcode, errmsg: `${message} rid: ${requestId()}` };
}

/** `6434ff5a-2fa14aea-3e124908`: the form of `rid` and `trace_id`. */
export function requestId(): string {
  return [4, 4, 4].map((bytes) => randomBytes(bytes).toString("hex")).join("-");
}
