import { isDomainError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Answer, Call } from "./ask-wechat.ts";

/**
 * Why WeChat did not send. `closed`: the person has to write first; `spent`: nothing is left until they do; `not_agreed`: no subscribe message
 * was agreed to, or it is used up; `unknown_person`: not somebody of this mini-program; `bad_content`: too long, or a value, a page, a template
 * or a picture WeChat does not take; `too_often`: later it may go; `away`: no answer; `refused`: a matter of settings; `not_set_up`.
 */
export type Unsent = "closed" | "spent" | "not_agreed" | "unknown_person" | "bad_content" | "too_often" | "away" | "refused" | "not_set_up";

/** What became of a message. `perhaps`: it was handed over and no answer came; WeChat knows no id by which it could be asked. */
export type SendOutcome =
  | { readonly sent: "yes" }
  | { readonly sent: "no" | "perhaps"; readonly because: Unsent; readonly errcode?: number };

export interface SendDeps {
  /** Asks with the app's access token. */
  readonly ask: (call: Call) => Promise<Answer>;
  /** Gets the token ready: what fails here was surely not sent. */
  readonly prepare: () => Promise<unknown>;
  readonly log: Log;
}

const because: Readonly<Record<number, Unsent>> = {
  40003: "unknown_person",
  40007: "bad_content", // the picture is gone
  40037: "bad_content", // template
  41030: "bad_content", // page
  43101: "not_agreed",
  44004: "bad_content", // empty
  45002: "bad_content", // too long
  45009: "too_often",
  45011: "too_often",
  45015: "closed",
  45047: "spent",
  47003: "bad_content", // a value; its name is in the words
};
/** Expected in a day's work; anything else wants somebody to look. */
const usual: readonly Unsent[] = ["closed", "spent", "not_agreed"];

/** Makes one call that sends something, once. Never rejects for what WeChat does or leaves undone. */
export async function sendCall({ ask, prepare, log }: SendDeps, call: Call): Promise<SendOutcome> {
  try {
    await prepare();
  } catch (error) {
    return { sent: "no", because: whyAway(error) };
  }
  try {
    const answer = await ask(call);
    return answer.errcode === 0 ? { sent: "yes" } : refusedBy(answer, call, log);
  } catch (error) {
    return { sent: wasHandedOver(error) ? "perhaps" : "no", because: whyAway(error) };
  }
}

export const notSetUp: SendOutcome = { sent: "no", because: "not_set_up" };

function refusedBy({ errcode, rid, fields }: Answer, { path }: Call, log: Log): SendOutcome {
  const reason = because[errcode] ?? "refused";
  if (!usual.includes(reason)) log.error({ path, errcode, rid, field: fieldIn(fields) }, "wechat does not send a message");
  return { sent: "no", because: reason, errcode };
}

/** `thing1` of `argument invalid! data.thing1.value invalid`; the words themselves may hold what was sent. */
function fieldIn({ errmsg }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof errmsg === "string" ? /\bdata\.([a-z_]+\d+)\.value\b/.exec(errmsg)?.[1] : undefined;
}

function whyAway(error: unknown): Unsent {
  if (isDomainError(error, "wechat.away")) return "away";
  if (isDomainError(error, "wechat.too-often")) return "too_often";
  if (isDomainError(error, "wechat.refused")) return "refused";
  throw error;
}

/** What never reached WeChat, or was too busy a WeChat's to be done. */
const neverArrived = ["busy", "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"];

function wasHandedOver(error: unknown): boolean {
  return isDomainError(error, "wechat.away") && !neverArrived.includes(String(error.details.reason));
}
