import { askIlink, type Fields, IlinkAway } from "./ask-ilink.ts";
import { type Heard, list, readMessage, text } from "./wire.ts";

/** What a call needs of an account. */
export interface Credentials {
  readonly baseUrl: string;
  readonly token: string;
}

export interface Updates {
  readonly messages: readonly Heard[];
  readonly cursor: string;
  /** How long the next call may be held; undefined leaves it as it was. */
  readonly holdMs: number | undefined;
}

/** How long WeChat holds a call while nothing has happened, unless it says otherwise. */
export const usualHoldMs = 35_000;
const longestHoldMs = 120_000;
/** An answer on its way when the hold is over still arrives. */
const graceMs = 5_000;
const quickMs = 10_000;
/** Whoever sends waits no longer. */
const sendMs = 8_000;

/** Messages after the cursor; waits for them. An answer that never comes is none, and the same cursor is asked again. @throws IlinkRefusal, IlinkAway */
export async function getUpdates(
  account: Credentials,
  asked: { readonly cursor: string; readonly holdMs: number; readonly now: () => Date },
  signal: AbortSignal,
): Promise<Updates> {
  const { cursor, holdMs } = asked;
  const answer = await askIlink(account.baseUrl, {
    path: "/ilink/bot/getupdates",
    token: account.token,
    body: { get_updates_buf: cursor },
    timeoutMs: holdMs + graceMs,
    signal,
  });
  const hold = answer.longpolling_timeout_ms;
  const now = asked.now();
  return {
    messages: list(answer.msgs).flatMap((one) => readMessage(one, now) ?? []),
    cursor: text(answer.get_updates_buf) || cursor,
    holdMs: typeof hold === "number" && hold > 0 ? Math.min(hold, longestHoldMs) : undefined,
  };
}

/** One item of a message: text, picture or file. */
export type Item =
  | { readonly type: 1; readonly text_item: { readonly text: string } }
  | { readonly type: 2 | 4; readonly [part: string]: unknown };

/** Sends one message. The same `clientId` again is the same message. @throws IlinkRefusal, IlinkAway */
export async function sendMessage(
  account: Credentials,
  message: { readonly to: string; readonly clientId: string; readonly item: Item; readonly contextToken: string | undefined },
): Promise<string> {
  const { to, clientId, item, contextToken } = message;
  const answer = await askIlink(account.baseUrl, {
    path: "/ilink/bot/sendmessage",
    token: account.token,
    timeoutMs: sendMs,
    body: {
      msg: {
        from_user_id: "",
        to_user_id: to,
        client_id: clientId,
        message_type: 2,
        message_state: 2,
        item_list: [item],
        ...(contextToken !== undefined && { context_token: contextToken }),
      },
    },
  });
  return String(answer.message_id ?? clientId);
}

/** What shows somebody that an answer is being written; empty where WeChat gives none. @throws IlinkRefusal, IlinkAway */
export async function getTypingTicket(account: Credentials, userId: string, contextToken: string | undefined): Promise<string> {
  const answer = await askIlink(account.baseUrl, {
    path: "/ilink/bot/getconfig",
    token: account.token,
    timeoutMs: quickMs,
    body: { ilink_user_id: userId, ...(contextToken !== undefined && { context_token: contextToken }) },
  });
  return text(answer.typing_ticket);
}

/** @throws IlinkRefusal, IlinkAway */
export async function sendTyping(account: Credentials, userId: string, ticket: string, isTyping: boolean): Promise<void> {
  const body = { ilink_user_id: userId, typing_ticket: ticket, status: isTyping ? 1 : 2 };
  await askIlink(account.baseUrl, { path: "/ilink/bot/sendtyping", token: account.token, timeoutMs: quickMs, body });
}

/** Tells WeChat that somebody listens from now on, or no longer does. @throws IlinkRefusal, IlinkAway */
export async function notify(account: Credentials, what: "start" | "stop", timeoutMs = quickMs): Promise<void> {
  await askIlink(account.baseUrl, { path: `/ilink/bot/msg/notify${what}`, token: account.token, timeoutMs });
}

/** A fresh code to be scanned. `knownTokens` (at most ten): who has one of these chats already gets no second one. @throws IlinkRefusal, IlinkAway */
export async function getBotQrcode(
  baseUrl: string,
  knownTokens: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly key: string; readonly link: string }> {
  const path = "/ilink/bot/get_bot_qrcode?bot_type=3";
  const answer = await askIlink(baseUrl, { path, body: { local_token_list: knownTokens.slice(0, 10) }, signal });
  const [key, link] = [text(answer.qrcode), text(answer.qrcode_img_content)];
  if (key === "" || link === "") throw new IlinkAway("/ilink/bot/get_bot_qrcode", "unreadable", false);
  return { key, link };
}

/** What has become of a code; `status` is WeChat's own word. */
export interface QrStatus {
  readonly status: string;
  readonly redirectHost: string;
  readonly token: string;
  readonly botId: string;
  readonly userId: string;
  readonly baseUrl: string;
}

/** Waits until something has become of a code. @throws IlinkRefusal, IlinkAway */
export async function getQrcodeStatus(baseUrl: string, key: string, number: string | undefined, signal: AbortSignal): Promise<QrStatus> {
  const query = new URLSearchParams({ qrcode: key, ...(number !== undefined && { verify_code: number }) });
  const path = `/ilink/bot/get_qrcode_status?${query}`;
  const answer: Fields = await askIlink(baseUrl, { method: "GET", path, timeoutMs: usualHoldMs + graceMs, signal });
  return {
    status: text(answer.status),
    redirectHost: text(answer.redirect_host),
    token: text(answer.bot_token),
    botId: text(answer.ilink_bot_id),
    userId: text(answer.ilink_user_id),
    baseUrl: text(answer.baseurl),
  };
}

/** Where the bytes of a picture or file may be put. @throws IlinkRefusal, IlinkAway */
export async function getUploadUrl(
  account: Credentials,
  file: {
    readonly filekey: string;
    readonly mediaType: 1 | 3;
    readonly to: string;
    readonly rawSize: number;
    readonly rawMd5: string;
    readonly size: number;
    readonly keyHex: string;
  },
): Promise<{ readonly url: string; readonly parameter: string }> {
  const answer = await askIlink(account.baseUrl, {
    path: "/ilink/bot/getuploadurl",
    token: account.token,
    body: {
      filekey: file.filekey,
      media_type: file.mediaType,
      to_user_id: file.to,
      rawsize: file.rawSize,
      rawfilemd5: file.rawMd5,
      filesize: file.size,
      no_need_thumb: true,
      aeskey: file.keyHex,
    },
  });
  return { url: text(answer.upload_full_url).trim(), parameter: text(answer.upload_param) };
}
