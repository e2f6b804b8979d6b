import { z } from "zod";
import type { WechatApp } from "../config.ts";
import { DomainError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { AskWechat } from "./ask-wechat.ts";
import { refusalOf } from "./refusal.ts";

/** Somebody as WeChat knows them. */
export interface WechatIdentity {
  /** The person in this mini-program. */
  readonly openId: string;
  /** The person in all apps of the same owner, where the owner has several. */
  readonly unionId?: string;
}

/** The session's key stays in WeChat's answer: nothing of ours needs it, so nothing can lose it. */
const session = z.object({ openid: z.string().min(1), unionid: z.string().min(1).optional() });

export async function exchangeCode(deps: { app: WechatApp; ask: AskWechat; log: Log }, code: string): Promise<WechatIdentity> {
  const { app, ask, log } = deps;
  const query = { appid: app.appId, secret: app.secret, js_code: code, grant_type: "authorization_code" };
  const answer = await ask({ method: "GET", path: "/sns/jscode2session", query });
  if (answer.errcode !== 0) {
    const refusal = refusalOf(answer);
    const level = refusal.code === "wechat.refused" ? "error" : "info";
    log[level]({ errcode: answer.errcode, rid: answer.rid }, "wechat refuses a login");
    throw refusal;
  }
  const parsed = session.safeParse(answer.fields);
  if (!parsed.success) throw new DomainError("wechat.away", { reason: "unreadable" });
  const { openid, unionid } = parsed.data;
  return { openId: openid, ...(unionid !== undefined && { unionId: unionid }) };
}
