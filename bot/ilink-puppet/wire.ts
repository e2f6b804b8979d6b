import type { Fields } from "./ask-ilink.ts";

/** A message of somebody, as far as a channel carries it. */
export interface Heard {
  /** The same however often it is delivered. */
  readonly id: string;
  readonly from: string;
  readonly kind: "text" | "voice" | "image" | "file" | "video" | "other";
  /** What was written, or WeChat's transcript of what was said; empty where there is none. */
  readonly text: string;
  /** What of another message it answers to, where WeChat brings it along. */
  readonly quoted?: string;
  readonly at: Date;
  /** What has to be sent back with an answer. */
  readonly contextToken?: string;
  readonly media?: MediaReference;
  readonly fileName?: string;
}

/** Where encrypted bytes lie, and the key to them. */
export interface MediaReference {
  readonly parameter: string;
  readonly url?: string;
  readonly key: Buffer;
}

const ofPerson = 1;
const kinds = { 1: "text", 2: "image", 3: "voice", 4: "file", 5: "video" } as const;

/**
 * Reads one entry of `msgs`; null for what no person wrote to us: our own messages, rooms, what has no sender or no id.
 * @param now when it was written, should WeChat not say
 */
export function readMessage(given: unknown, now: Date): Heard | null {
  const message = fields(given);
  const from = text(message.from_user_id);
  const id = idText(message.message_id);
  if (from === "" || id === "" || text(message.group_id) !== "" || message.message_type !== ofPerson) return null;
  const items = list(message.item_list).map(fields);
  const item = items.find(({ type }) => typeof type === "number" && type in kinds) ?? {};
  const contextToken = text(message.context_token);
  const quoted = quotedIn(items);
  return {
    id: `${from}:${id}`,
    from,
    ...contentOf(item, items),
    ...(quoted !== "" && { quoted }),
    at: typeof message.create_time_ms === "number" && message.create_time_ms > 0 ? new Date(message.create_time_ms) : now,
    ...(contextToken !== "" && { contextToken }),
  };
}

function contentOf(item: Fields, items: readonly Fields[]): Pick<Heard, "kind" | "text" | "media" | "fileName"> {
  const kind = kindOf(item.type);
  if (kind === "text") {
    const texts = items.filter(({ type }) => type === 1).map((one) => text(fields(one.text_item).text));
    return { kind, text: texts.join("\n") };
  }
  if (kind === "other") return { kind, text: "" };
  const part = fields(item[`${kind}_item`]);
  const media = referenceIn(part);
  const fileName = text(part.file_name);
  return {
    kind,
    text: kind === "voice" ? text(part.text) : "",
    ...(media && { media }),
    ...(fileName !== "" && { fileName }),
  };
}

function kindOf(type: unknown): Heard["kind"] {
  return kinds[type as keyof typeof kinds] ?? "other";
}

function quotedIn(items: readonly Fields[]): string {
  const reference = items.map((item) => fields(item.ref_msg)).find((one) => Object.keys(one).length > 0);
  if (!reference) return "";
  return text(fields(fields(reference.message_item).text_item).text) || text(reference.title);
}

function referenceIn(part: Fields): MediaReference | undefined {
  const media = fields(part.media);
  const key = keyOf(text(part.aeskey), text(media.aes_key));
  const parameter = text(media.encrypt_query_param);
  const url = text(media.full_url);
  return key && (parameter !== "" || url !== "") ? { parameter, ...(url !== "" && { url }), key } : undefined;
}

/** An image brings its key in hexadecimal; others base64 of the 16 bytes, or of their 32 hexadecimal digits. */
function keyOf(hex: string, base64: string): Buffer | undefined {
  if (isHexKey(hex)) return Buffer.from(hex, "hex");
  const decoded = Buffer.from(base64, "base64");
  if (decoded.length === 16) return decoded;
  return isHexKey(decoded.toString("latin1")) ? Buffer.from(decoded.toString("latin1"), "hex") : undefined;
}

const isHexKey = (digits: string): boolean => /^[\da-f]{32}$/i.test(digits);
const idText = (value: unknown): string => (typeof value === "number" && Number.isSafeInteger(value) ? String(value) : text(value));

export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
