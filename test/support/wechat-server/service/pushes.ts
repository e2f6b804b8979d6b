import { randomBytes, randomUUID } from "node:crypto";
import { writeJson } from "../raw-json.ts";
import type { WorldClock } from "../world-clock.ts";
import { type PushedFields, writeXml } from "./pushed-words.ts";
import { sealPush, signatureOf } from "./seal-push.ts";

/** What the console of the mini-program calls message push. */
export interface PushSettings {
  /** Where our server takes messages; undefined pushes nothing. */
  readonly url: string | undefined;
  readonly token: string;
  /** 43 characters; with it messages are sealed. */
  readonly aesKey: string | undefined;
  readonly format: "json" | "xml";
  /** WeChat waits five seconds. */
  readonly answerWithinMs: number;
}

/** One message on its way to our server. */
export interface Push {
  readonly id: string;
  readonly fields: PushedFields;
}

/** How one delivery ended; `answer` is undefined when none came in time. */
export interface Delivered {
  readonly push: Push;
  readonly tries: number;
  readonly isTaken: boolean;
  readonly ms: number;
}

export interface Pushes {
  set(changed: Partial<PushSettings>): void;
  settings(): PushSettings;
  /** Sends at once, or keeps it while pushes are held. */
  add(fields: PushedFields): Push;
  /** Keeps what comes from now on, so that a test can deliver it as it likes. */
  hold(): void;
  /** Delivers what was kept: more than once, out of order, as `arrange` says. Resolves when all of it has ended. */
  release(arrange?: (kept: readonly Push[]) => readonly Push[]): Promise<readonly Delivered[]>;
  /** One POST, signed and perhaps sealed as the settings say; `changed` forges it. */
  deliver(push: Push, changed?: Forged): Promise<Response>;
  /** The check WeChat makes when the address is entered: true when our server echoes. */
  check(changed?: Forged): Promise<boolean>;
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<readonly Delivered[]>;
}

/** What a forger changes of a push. */
export interface Forged {
  readonly token?: string;
  readonly timestamp?: number;
  readonly nonce?: string;
  readonly body?: string;
}

/** The first try and two more, at once. */
const mostTries = 3;

export function openPushes(clock: WorldClock, appId: string): Pushes {
  let settings: PushSettings = { url: undefined, token: "standInPushToken", aesKey: undefined, format: "json", answerWithinMs: 5_000 };
  let kept: Push[] | undefined;
  let delivered: Delivered[] = [];
  const running = new Set<Promise<unknown>>();

  function addressed({ token = settings.token, timestamp, nonce = randomBytes(5).toString("hex") }: Forged): URL {
    const at = String(timestamp ?? Math.floor(clock.now() / 1000));
    const url = new URL(settings.url ?? "");
    url.searchParams.set("signature", signatureOf([token, at, nonce]));
    url.searchParams.set("timestamp", at);
    url.searchParams.set("nonce", nonce);
    return url;
  }

  async function deliver(push: Push, forged: Forged = {}): Promise<Response> {
    const { token, aesKey, format, answerWithinMs } = settings;
    const write = format === "json" ? writeJson : writeXml;
    const url = addressed(forged);
    let body = forged.body ?? write(push.fields);
    if (aesKey !== undefined) {
      const sealed = sealPush(body, aesKey, appId);
      const [at, nonce] = [url.searchParams.get("timestamp") ?? "", url.searchParams.get("nonce") ?? ""];
      url.searchParams.set("encrypt_type", "aes");
      url.searchParams.set("msg_signature", signatureOf([forged.token ?? token, at, nonce, sealed]));
      body = write({ ToUserName: String(push.fields.ToUserName), Encrypt: sealed });
    }
    const headers = { "content-type": format === "json" ? "application/json" : "text/xml" };
    return fetch(url, { method: "POST", body, headers, redirect: "error", signal: AbortSignal.timeout(answerWithinMs) });
  }

  async function insist(push: Push): Promise<Delivered> {
    const beganAt = performance.now();
    let isTaken = false;
    let tries = 0;
    while (!isTaken && tries < mostTries) {
      tries += 1;
      isTaken = await deliver(push).then(isTakenBy, () => false);
    }
    const ended = { push, tries, isTaken, ms: performance.now() - beganAt };
    delivered.push(ended);
    return ended;
  }

  function begin(push: Push): Promise<Delivered> {
    const delivery = insist(push).finally(() => running.delete(delivery));
    running.add(delivery);
    return delivery;
  }

  return {
    set: (changed) => {
      settings = { ...settings, ...changed };
    },
    settings: () => settings,
    add: (fields) => {
      const push = { id: randomUUID(), fields };
      if (kept) kept.push(push);
      else if (settings.url !== undefined) void begin(push);
      return push;
    },
    hold: () => {
      kept ??= [];
    },
    release: async (arrange = (all) => all) => {
      const all = arrange(kept ?? []);
      kept = undefined;
      return Promise.all(all.map(begin));
    },
    deliver,
    check: async (forged = {}) => {
      const url = addressed(forged);
      const echo = randomUUID();
      url.searchParams.set("echostr", echo);
      const response = await fetch(url, { signal: AbortSignal.timeout(settings.answerWithinMs) });
      return response.status === 200 && (await response.text()) === echo;
    },
    settled: async () => {
      while (running.size > 0) await Promise.allSettled([...running]);
      const all = delivered;
      delivered = [];
      return all;
    },
  };
}

/** An empty answer counts too: WeChat then does nothing more. */
async function isTakenBy(response: Response): Promise<boolean> {
  const words = await response.text();
  return response.status === 200 && (words === "" || words === "success");
}
