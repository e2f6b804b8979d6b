import { setTimeout as pause } from "node:timers/promises";
import type { WechatApp } from "../config.ts";
import { DomainError } from "../errors.ts";
import type { Log } from "../log.ts";

/** For one call, its repetitions included: the person who waits for it has a phone in the hand. */
const answerWithinMs = 5_000;
/** Before the second and the third try of a call that WeChat was too busy for. */
const pausesMs = [100, 300];
const busy = -1;

export interface Call {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Sent as a form, for files. */
  readonly form?: FormData;
}

/** What WeChat's server said: `errcode` 0 is success, also where it sends none. */
export interface Answer {
  readonly errcode: number;
  /** The id WeChat's support asks for. */
  readonly rid: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  /** A picture instead of JSON. */
  readonly picture?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string };
}

export type AskWechat = (call: Call) => Promise<Answer>;

/**
 * Calls WeChat's server. Secrets travel in its URLs, so no URL and no answer is ever logged or put into an error.
 * A busy server (errcode -1: nothing was done) is asked three times; what may have been done is never asked twice.
 * @throws wechat.away when no answer that can be read comes within 5 s
 */
export function openAskWechat(app: WechatApp, log: Log): AskWechat {
  return async (call) => {
    const limit = AbortSignal.timeout(answerWithinMs);
    try {
      for (const pauseMs of [...pausesMs, undefined]) {
        const answer = await askOnce(app, call, limit);
        if (answer.errcode !== busy) return answer;
        if (pauseMs !== undefined) await pause(pauseMs, undefined, { signal: limit });
      }
      throw new Away("busy");
    } catch (error) {
      const reason = limit.aborted ? "silent" : reasonOf(error);
      log.warn({ path: call.path, reason }, "wechat is away");
      throw new DomainError("wechat.away", { reason });
    }
  };
}

/** No answer that can be read. */
class Away extends Error {}

async function askOnce({ baseUrl }: WechatApp, { method, path, query = {}, body, form }: Call, signal: AbortSignal): Promise<Answer> {
  const url = new URL(path, baseUrl);
  url.search = String(new URLSearchParams(query));
  const response = await fetch(url, {
    method,
    redirect: "error",
    signal,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    ...(form && { body: form }),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Away(`http ${response.status}`);
  }
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("image/")) return readAnswer(await response.text());
  return { errcode: 0, rid: undefined, fields: {}, picture: { bytes: new Uint8Array(await response.arrayBuffer()), type } };
}

function readAnswer(text: string): Answer {
  const fields = readObject(text);
  const { errcode = 0, errmsg } = fields;
  if (typeof errcode !== "number") throw new Away("unreadable");
  const rid = typeof errmsg === "string" ? /\brid: ?([\w-]{1,60})/.exec(errmsg)?.[1] : undefined;
  return { errcode, rid, fields };
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // The words of the parser quote the answer.
  }
  throw new Away("unreadable");
}

/** `ECONNREFUSED` and the like; never words that could hold a URL. */
function reasonOf(error: unknown): string {
  if (error instanceof Away) return error.message;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : "unreachable";
}
