import type { Answer } from "../route.ts";

export const ilinkPrefix = "/ilink/";

/** The bot's token is worth nothing any more. */
export const stale = -14;
/** Not sent: the window is shut, the ten are used up, or it was too fast; only the words tell which. */
export const unsent = -2;
/** The stand-in's own: the call cannot be understood. */
export const misshapen = -1;

export const done: Answer = { ret: 0, errmsg: "" };

/** A refusal as iLink words it: `ret` for what concerns a message, `errcode` alone for a token. */
export function refuseIlink(code: number, errmsg?: string): Answer {
  if (code === stale) return { errcode: stale, errmsg: errmsg ?? "session timeout" };
  return { ret: code, errmsg: errmsg ?? "" };
}
