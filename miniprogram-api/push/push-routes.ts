import Router from "@koa/router";
import type { Context } from "koa";
import { openPushedMessages, type PushedMessage } from "../../src/channel/index.ts";
import { DomainError, minuteMs } from "../../src/platform/index.ts";
import type { ApiDeps } from "../deps.ts";
import { inTime } from "./in-time.ts";
import { readBody } from "./read-body.ts";
import { readFields } from "./read-fields.ts";
import { isSigned } from "./signature.ts";
import { understandPush } from "./understand-push.ts";
import { unseal } from "./unseal.ts";

/** How old or how early a push may be by our clock. */
const windowMs = 5 * minuteMs;
/** Of the five seconds that WeChat waits. */
const answerWithinMs = 4_000;

/**
 * `/wechat/push`: where WeChat hands over what people write in the customer-service session and what they decide about subscribe messages.
 * `success` means stored, journaled. Redis has no part in it. What is refused or not stored WeChat sends again.
 */
export function pushRoutes(deps: ApiDeps): Router {
  const router = new Router();
  const pushed = openPushedMessages(deps);
  const counted = deps.metrics.counter("yimi_pushes_total", "Messages WeChat pushed, by what became of them", ["outcome"]);

  router.get("/wechat/push", (ctx) => {
    readSigned(deps, ctx);
    const echo = asked(ctx, "echostr");
    if (!/^[\w+/=-]{1,128}$/.test(echo)) throw new DomainError("http.invalid", { detail: "echostr" });
    ctx.type = "text";
    ctx.body = echo;
  });

  router.post("/wechat/push", async (ctx) => {
    const { nonce, timestamp } = readSigned(deps, ctx);
    const outcome = await inTime(answerWithinMs, take(await readBody(ctx.req), ctx, `${timestamp}:${nonce}`));
    counted.inc({ outcome });
    if (outcome === "replayed") throw new DomainError("http.not-allowed");
    ctx.type = "text";
    ctx.body = "success";
  });

  async function take(body: string, ctx: Context, nonce: string): Promise<string> {
    const fields = readFields(messageIn(deps, ctx, body));
    const understood = fields && understandPush(fields);
    if (!understood) throw new DomainError("http.invalid", { detail: "body: is no message of WeChat" });
    if (understood.kind === "message") return pushed.store(timed(deps, understood.message), nonce);
    const outcome = await pushed.note(understood.event, nonce);
    // What is known may not have been told yet: being told twice changes nothing.
    if (outcome !== "replayed" && understood.kind === "subscribe") await deps.subscriptions.happened(understood.event);
    return outcome;
  }

  return router;
}

/** The signed part of the address. @throws http.not-found without a token in the settings, http.not-allowed for what WeChat did not sign now */
function readSigned({ config, clock }: ApiDeps, ctx: Context): { readonly timestamp: string; readonly nonce: string } {
  if (!config.wechatPush) throw new DomainError("http.not-found");
  const [signature, timestamp, nonce] = [asked(ctx, "signature"), asked(ctx, "timestamp"), asked(ctx, "nonce")];
  const isOurs =
    /^\d{10}$/.test(timestamp) && /^[\w-]{1,64}$/.test(nonce) && isSigned([config.wechatPush.token, timestamp, nonce], signature);
  const isNow = isSimulated(config) || Math.abs(clock.now().getTime() - Number(timestamp) * 1000) <= windowMs;
  if (!isOurs || !isNow) throw new DomainError("http.not-allowed");
  return { timestamp, nonce };
}

/** What the push says; in the safe mode nothing but what was sealed counts. */
function messageIn({ config }: ApiDeps, ctx: Context, body: string): string {
  const { token, aesKey } = config.wechatPush ?? { token: "" };
  if (aesKey === undefined) return body;
  const { Encrypt: sealed } = readFields(body) ?? {};
  const signed =
    typeof sealed === "string" && isSigned([token, asked(ctx, "timestamp"), asked(ctx, "nonce"), sealed], asked(ctx, "msg_signature"));
  const opened = signed ? unseal(sealed, aesKey, config.wechat?.appId ?? "") : undefined;
  if (opened === undefined) throw new DomainError("http.not-allowed");
  return opened;
}

/** In development the simulator moves the clock, and WeChat's is another. */
const isSimulated = ({ env }: ApiDeps["config"]): boolean => env === "development";

/** A message from the future would keep its window open too long. */
function timed({ config, clock }: ApiDeps, message: PushedMessage): PushedMessage {
  const now = clock.now();
  return isSimulated(config) || message.at > now ? { ...message, at: now } : message;
}

function asked(ctx: Context, name: string): string {
  const value = ctx.query[name];
  return typeof value === "string" ? value : "";
}
