import { randomBytes } from "node:crypto";
import { parseLossless } from "../../src/platform/index.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface IlinkCall {
  readonly method?: "GET" | "POST";
  /** Begins with a slash; with its query. */
  readonly path: string;
  readonly body?: Fields;
  readonly token?: string;
  readonly timeoutMs?: number;
  /** Ends the call early: the process stops. */
  readonly signal?: AbortSignal;
}

/** WeChat said no. `-14`: the token is worth nothing any more; `-2`: not now, or no longer. Nothing was done. */
export class IlinkRefusal extends Error {
  readonly code: number;

  constructor(path: string, code: number) {
    super(`${path} was refused: ${code}`);
    this.name = "IlinkRefusal";
    this.code = code;
  }
}

/** No answer that can be read. */
export class IlinkAway extends Error {
  /** True when the call surely reached nobody. */
  readonly isUndone: boolean;

  constructor(path: string, reason: string, isUndone: boolean) {
    super(`${path} was not answered: ${reason}`);
    this.name = "IlinkAway";
    this.isUndone = isUndone;
  }
}

export const staleToken = -14;
export const notNow = -2;

const usualTimeoutMs = 15_000;
/** What Tencent's published client sends as its app; the version is ours, 0x00MMNNPP. */
const appId = "bot";
const channelVersion = "1.0.0";
const clientVersion = (1 << 16) | (0 << 8) | 0;
const baseInfo = { channel_version: channelVersion, bot_agent: `Yimi/${channelVersion}` };
/** Nothing was listening, so that nothing was done. */
const undone = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "ENETUNREACH", "EHOSTUNREACH"]);

/**
 * Calls WeChat's iLink server. Tokens travel in headers and bodies, codes in URLs: no URL, body or answer gets into a log or an error.
 * @throws IlinkRefusal, IlinkAway
 */
export async function askIlink(baseUrl: string, call: IlinkCall): Promise<Fields> {
  const { method = "POST", body, token, timeoutMs = usualTimeoutMs, signal } = call;
  const path = call.path.split("?")[0] ?? "";
  const ender = new AbortController();
  const end = (): void => ender.abort();
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    end();
  }, timeoutMs);
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted) end();
  try {
    const response = await fetch(new URL(call.path, baseUrl), {
      method,
      redirect: "error",
      signal: ender.signal,
      headers: headersOf(method, token),
      ...(method === "POST" && { body: JSON.stringify({ ...body, base_info: baseInfo }) }),
    });
    const text = await response.text();
    if (!response.ok) throw new IlinkAway(path, `http ${response.status}`, false);
    return readAnswer(path, text);
  } catch (error) {
    if (error instanceof IlinkRefusal || error instanceof IlinkAway) throw error;
    const reason = isLate ? "silent" : signal?.aborted ? "stopped" : codeOf(error);
    throw new IlinkAway(path, reason, undone.has(reason));
  } finally {
    clearTimeout(limit);
    signal?.removeEventListener("abort", end);
  }
}

function headersOf(method: string, token: string | undefined): Record<string, string> {
  const app = { "iLink-App-Id": appId, "iLink-App-ClientVersion": String(clientVersion) };
  if (method === "GET") return app;
  return {
    ...app,
    "Content-Type": "application/json",
    AuthorizationType: "ilink_bot_token",
    "X-WECHAT-UIN": Buffer.from(String(randomBytes(4).readUInt32BE(0))).toString("base64"),
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
  };
}

function readAnswer(path: string, text: string): Fields {
  let answer: unknown;
  try {
    answer = parseLossless(text);
  } catch {
    throw new IlinkAway(path, "unreadable", false); // the parser's own words quote the answer
  }
  if (typeof answer !== "object" || answer === null) throw new IlinkAway(path, "unreadable", false);
  const { ret, errcode } = answer as Fields;
  const code = [errcode, ret].find((one) => typeof one === "number" && one !== 0);
  if (typeof code === "number") throw new IlinkRefusal(path, code);
  return answer as Fields;
}

/** `ECONNREFUSED` and the like; never words that could hold a URL. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : "unreachable";
}
