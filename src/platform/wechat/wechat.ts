import type { Clock } from "../clock.ts";
import type { Config, WechatApp } from "../config.ts";
import { DomainError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Redis } from "../redis.ts";
import { holdToken, type TokenHolder } from "./access-token.ts";
import { type Answer, type AskWechat, type Call, openAskWechat } from "./ask-wechat.ts";
import { checkTextOf, type TextScene, type TextVerdict, unchecked } from "./check-text.ts";
import { type CustomerMessage, sendCustomer, showTyping } from "./customer-message.ts";
import { exchangeCode, type WechatIdentity } from "./login-code.ts";
import { download, type Picture, upload } from "./media.ts";
import { isTokenRefused } from "./refusal.ts";
import { notSetUp, type SendOutcome } from "./send-call.ts";
import { openSharedToken } from "./shared-token.ts";
import { type SubscribeMessage, sendSubscribe } from "./subscribe-message.ts";

/** WeChat's server, as the station's mini-program may use it. */
export interface Wechat {
  /**
   * The token that opens WeChat's other calls: one for all processes, renewed before it expires.
   * @throws wechat.away wechat.refused wechat.too-often wechat.not-set-up
   */
  accessToken(): Promise<string>;
  /**
   * Who stands behind a code of `wx.login`. A code is good once and for five minutes.
   * @throws wechat.bad-code wechat.person-blocked wechat.too-often wechat.away wechat.refused wechat.not-set-up
   */
  exchangeLoginCode(code: string): Promise<WechatIdentity>;
  /**
   * Whether a text may be shown to others. Rejects for nothing WeChat does: what it does not check is `unchecked`, and a person reads it.
   * `openId` is undefined for who never used the mini-program.
   */
  checkText(openId: string | undefined, text: string, scene: TextScene): Promise<TextVerdict>;
  /**
   * Writes to somebody in the mini-program's customer-service session: five messages within 48 hours of each of theirs. Rejects for nothing
   * WeChat does. WeChat knows no id of ours: what is sent twice arrives twice.
   */
  sendCustomerMessage(openId: string, message: CustomerMessage): Promise<SendOutcome>;
  /** Shows in the session that an answer is being written. Rejects for nothing WeChat does. */
  showTyping(openId: string): Promise<void>;
  /** Sends a message of a template the person has agreed to. Rejects for nothing WeChat does. */
  sendSubscribeMessage(openId: string, message: SubscribeMessage): Promise<SendOutcome>;
  /**
   * Hands over a picture to be sent; its name is good for three days.
   * @throws wechat.away wechat.refused wechat.too-often wechat.not-set-up
   */
  uploadMedia(picture: Picture): Promise<string>;
  /**
   * A picture somebody sent, for three days.
   * @throws wechat.away wechat.refused wechat.too-often wechat.not-set-up
   */
  downloadMedia(mediaId: string): Promise<Picture>;
}

export interface WechatDeps {
  readonly config: Pick<Config, "wechat">;
  readonly redis: Redis;
  readonly key: (...parts: readonly string[]) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens nothing yet: the first call does. Without a mini-program in the settings the calls refuse, and texts are `unchecked`. */
export function openWechat(deps: WechatDeps): Wechat {
  const { wechat: app } = deps.config;
  return app ? connect(deps, app) : withoutMiniProgram;
}

function connect(deps: WechatDeps, app: WechatApp): Wechat {
  const { clock, log } = deps;
  const ask = openAskWechat(app, log);
  const tokens = holdToken({ app, ask, shared: openSharedToken(deps, app), clock, log });
  const askAsApp = (call: Call): Promise<Answer> => askWithToken(ask, tokens, call);
  const sending = { ask: askAsApp, prepare: () => tokens.current(), log };
  return {
    accessToken: () => tokens.current(),
    exchangeLoginCode: (code) => exchangeCode({ app, ask, log }, code),
    checkText: (openId, text, scene) => checkTextOf({ ask: askAsApp, log }, openId, text, scene),
    sendCustomerMessage: (openId, message) => sendCustomer(sending, openId, message),
    showTyping: (openId) => showTyping(sending, openId).catch(() => undefined),
    sendSubscribeMessage: (openId, message) => sendSubscribe(sending, openId, message),
    uploadMedia: (picture) => upload(askAsApp, picture),
    downloadMedia: (mediaId) => download(askAsApp, mediaId),
  };
}

/** A refused token is replaced and the call made once more: WeChat did nothing the first time. */
async function askWithToken(ask: AskWechat, tokens: TokenHolder, call: Call): Promise<Answer> {
  const asked = (token: string): Promise<Answer> => ask({ ...call, query: { ...call.query, access_token: token } });
  const token = await tokens.current();
  const answer = await asked(token);
  return isTokenRefused(answer) ? asked(await tokens.replace(token)) : answer;
}

const refuseWithout = (): never => {
  throw new DomainError("wechat.not-set-up");
};
const withoutMiniProgram: Wechat = {
  accessToken: async () => refuseWithout(),
  exchangeLoginCode: async () => refuseWithout(),
  checkText: async () => unchecked("not_set_up"),
  sendCustomerMessage: async () => notSetUp,
  showTyping: async () => undefined,
  sendSubscribeMessage: async () => notSetUp,
  uploadMedia: async () => refuseWithout(),
  downloadMedia: async () => refuseWithout(),
};
