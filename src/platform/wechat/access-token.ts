import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { WechatApp } from "../config.ts";
import { DomainError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { AskWechat } from "./ask-wechat.ts";
import { refusalOf } from "./refusal.ts";
import { lockMs, type SharedToken, type Token } from "./shared-token.ts";

/** In its last five minutes WeChat hands out a new token beside the old one; asked a little later, it surely does. */
const renewBeforeMs = 4 * 60_000;
/** How long a token that should be renewed serves on when somebody else fetches, or WeChat is away. */
const meanwhileMs = 5_000;
const lookEveryMs = 50;

const issued = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export interface TokenHolder {
  /** A token that is good as far as anybody knows. */
  current(): Promise<string>;
  /** A token other than this one, which WeChat refused. */
  replace(refused: string): Promise<string>;
}

export interface TokenHolderDeps {
  readonly app: WechatApp;
  readonly ask: AskWechat;
  readonly shared: SharedToken;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Keeps the one access token of the app: in memory, then in Redis for all processes, fetched by whoever gets the lock.
 * It is the stable token: fetched twice, as may happen while Redis is away, it is the same one and voids nothing.
 */
export function holdToken({ app, ask, shared, clock, log }: TokenHolderDeps): TokenHolder {
  let held: Token | undefined;
  let renewing: Promise<Token> | undefined;
  const now = (): number => clock.now().getTime();

  /** All who miss at the same moment wait for the same one. */
  const renew = (refused?: string): Promise<Token> => {
    renewing ??= obtain(refused)
      .then((token) => {
        held = token;
        return token;
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };

  const obtain = async (refused?: string): Promise<Token> => {
    const giveUpAt = performance.now() + lockMs;
    for (;;) {
      const { state, release } = await shared.lock();
      try {
        const stored = await shared.read();
        if (stored && stored.value !== refused && now() < stored.renewAt) return stored;
        const old = [held, stored].find((token) => token && token.value !== refused && now() < token.expiresAt);
        if (state !== "taken") return await fetchAndShare(refused, old);
        if (old) return { ...old, renewAt: now() + meanwhileMs };
      } finally {
        await release();
      }
      if (performance.now() > giveUpAt) throw new DomainError("wechat.away", { reason: "locked" });
      await wait(lookEveryMs);
    }
  };

  const fetchAndShare = async (refused: string | undefined, old: Token | undefined): Promise<Token> => {
    try {
      const token = await fetchOther(refused);
      await shared.write(token);
      return token;
    } catch (error) {
      if (!old) throw error;
      log.warn({ err: error }, "the wechat token could not be renewed; the old one serves on");
      return { ...old, renewAt: now() + meanwhileMs };
    }
  };

  /** Where WeChat hands out the very token it refuses, only force helps. */
  const fetchOther = async (refused: string | undefined): Promise<Token> => {
    const token = await fetchToken(false);
    if (token.value !== refused) return token;
    if (!(await shared.mayForce())) throw new DomainError("wechat.refused", { reason: "the token is refused again" });
    log.warn("wechat refuses the token it hands out; a new one is forced");
    return fetchToken(true);
  };

  const fetchToken = async (isForced: boolean): Promise<Token> => {
    const askedAt = now();
    const body = { grant_type: "client_credential", appid: app.appId, secret: app.secret, force_refresh: isForced };
    const answer = await ask({ method: "POST", path: "/cgi-bin/stable_token", body });
    if (answer.errcode !== 0) {
      log.error({ errcode: answer.errcode, rid: answer.rid }, "wechat gives no token: look at the settings of the mini-program");
      throw refusalOf(answer);
    }
    const parsed = issued.safeParse(answer.fields);
    if (!parsed.success) throw new DomainError("wechat.away", { reason: "unreadable" });
    const expiresAt = askedAt + parsed.data.expires_in * 1000;
    return { value: parsed.data.access_token, renewAt: expiresAt - renewBeforeMs, expiresAt };
  };

  return {
    current: async () => (held && now() < held.renewAt ? held : await renew()).value,
    replace: async (refused) => {
      const known = renewing === undefined ? held : await renew();
      const isGood = known !== undefined && known.value !== refused && now() < known.renewAt;
      return (isGood ? known : await renew(refused)).value;
    },
  };
}
