import type { Media, StoredMedia } from "./media.ts";

/** What a person can put into a message. */
export type Said =
  | { readonly text: string; readonly quotes?: string | undefined; readonly quotesInFull?: boolean | undefined }
  | { readonly voice: { readonly transcript?: string | undefined; readonly seconds?: number | undefined } }
  | { readonly image: Buffer }
  | { readonly video: Buffer }
  | { readonly file: Buffer; readonly name: string };

/** One bubble of a chat. */
export interface Bubble {
  /** Decimal digits of the message id. */
  readonly id: string;
  readonly from: "person" | "bot";
  readonly kind: "text" | "voice" | "image" | "file" | "video" | "other";
  /** What was written, the transcript, or the name of the file. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of an image, a file or a video: what was sent, decrypted. */
  readonly bytes?: Buffer;
  /** The text of the message it answers to. */
  readonly quoted?: string;
  readonly clientId?: string;
}

/** A WeixinMessage; numbers over 2^53 are bigints. */
export type WireMessage = Readonly<Record<string, unknown>>;

const silk = 6;

/** The entry of `item_list` for what was said. Media lie encrypted on the CDN, each with its own key. */
export function itemOf(said: Said, { media, origin, quoted }: { media: Media; origin: string; quoted?: Bubble | undefined }): WireMessage {
  if ("text" in said) return { type: 1, text_item: { text: said.text }, ...(quoted && { ref_msg: quoteOf(quoted, said) }) };
  if ("voice" in said) {
    const { transcript, seconds = 3 } = said.voice;
    const reference = referenceOf(media.put(Buffer.from(`#!SILK_V3 ${seconds}s`)), origin, "hex");
    const text = transcript === undefined ? {} : { text: transcript };
    return {
      type: 3,
      voice_item: { media: reference, encode_type: silk, bits_per_sample: 16, sample_rate: 24_000, playtime: seconds * 1000, ...text },
    };
  }
  if ("image" in said) {
    const stored = media.put(said.image);
    const sizes = { mid_size: stored.ciphertext.length, hd_size: stored.ciphertext.length };
    return { type: 2, image_item: { media: referenceOf(stored, origin, "raw"), aeskey: stored.key.toString("hex"), ...sizes } };
  }
  if ("video" in said) {
    const stored = media.put(said.video);
    return { type: 5, video_item: { media: referenceOf(stored, origin, "hex"), video_size: stored.ciphertext.length, play_length: 5 } };
  }
  const stored = media.put(said.file);
  return {
    type: 4,
    file_item: { media: referenceOf(stored, origin, "hex"), file_name: said.name, md5: stored.md5, len: String(said.file.length) },
  };
}

/** Newer WeChat names only the message quoted, older ones bring it along. */
function quoteOf(quoted: Bubble, { quotesInFull = false }: { readonly quotesInFull?: boolean | undefined }): WireMessage {
  const svr_id = BigInt(quoted.id);
  return quotesInFull ? { svr_id, title: quoted.text, message_item: { type: 1, text_item: { text: quoted.text } } } : { svr_id };
}

/** An image's key is base64 of its bytes, any other's base64 of its hexadecimal digits. */
function referenceOf({ parameter, key }: StoredMedia, origin: string, keyAs: "raw" | "hex"): WireMessage {
  return {
    encrypt_query_param: parameter,
    aes_key: (keyAs === "raw" ? key : Buffer.from(key.toString("hex"))).toString("base64"),
    encrypt_type: 1,
    full_url: `${origin}/c2c/download?encrypted_query_param=${encodeURIComponent(parameter)}`,
  };
}

export const bubbleOf = (said: Said): Pick<Bubble, "kind" | "text" | "bytes"> => {
  if ("text" in said) return { kind: "text", text: said.text };
  if ("voice" in said) return { kind: "voice", text: said.voice.transcript ?? "" };
  if ("image" in said) return { kind: "image", text: "", bytes: said.image };
  if ("video" in said) return { kind: "video", text: "", bytes: said.video };
  return { kind: "file", text: said.name, bytes: said.file };
};
