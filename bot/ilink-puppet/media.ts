import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { IlinkAway } from "./ask-ilink.ts";
import { type Credentials, getUploadUrl, type Item } from "./client.ts";
import { trustedBase } from "./hosts.ts";
import type { MediaReference } from "./wire.ts";

const usualCdn = "https://novac2c.cdn.weixin.qq.com/c2c";
const timeoutMs = 30_000;
/** What a person may send us at most: WeChat itself takes pictures of this size. */
const largest = 25 * 1024 * 1024;

/** Fetches what somebody has sent, and decrypts it (AES-128-ECB). @throws IlinkAway */
export async function download(configured: string, { parameter, url, key }: MediaReference): Promise<Buffer> {
  const given = url ?? `${cdnOf(configured)}/download?encrypted_query_param=${encodeURIComponent(parameter)}`;
  const response = await fetchMedia(given, configured, {});
  const bytes = await readAll(response);
  try {
    const decipher = createDecipheriv("aes-128-ecb", key, null);
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch {
    throw new IlinkAway("download", "its key does not open it", false);
  }
}

/** Puts a picture or a file where WeChat hands it out, encrypted with a key of its own; answers what a message holds of it. @throws IlinkRefusal, IlinkAway */
export async function upload(
  account: Credentials,
  configured: string,
  file: { readonly to: string; readonly name: string; readonly bytes: Buffer; readonly isImage: boolean },
): Promise<Item> {
  const key = randomBytes(16);
  const filekey = randomBytes(16).toString("hex");
  const cipher = createCipheriv("aes-128-ecb", key, null);
  const sealed = Buffer.concat([cipher.update(file.bytes), cipher.final()]);
  const place = await getUploadUrl(account, {
    filekey,
    mediaType: file.isImage ? 1 : 3,
    to: file.to,
    rawSize: file.bytes.length,
    rawMd5: createHash("md5").update(file.bytes).digest("hex"),
    size: sealed.length,
    keyHex: key.toString("hex"),
  });
  const query = new URLSearchParams({ encrypted_query_param: place.parameter, filekey });
  const response = await fetchMedia(place.url || `${cdnOf(configured)}/upload?${query}`, configured, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: new Uint8Array(sealed),
  });
  await response.body?.cancel();
  const parameter = response.headers.get("x-encrypted-param");
  if (!parameter) throw new IlinkAway("upload", "no reference came back", false);
  // Tencent's client writes the key as base64 of its hexadecimal digits.
  const media = { encrypt_query_param: parameter, aes_key: Buffer.from(key.toString("hex")).toString("base64"), encrypt_type: 1 };
  if (file.isImage) return { type: 2, image_item: { media, mid_size: sealed.length } };
  return { type: 4, file_item: { media, file_name: file.name, len: String(file.bytes.length) } };
}

/** The stand-in hands its media out itself. */
function cdnOf(configured: string): string {
  return configured.startsWith("http://") ? `${configured}/c2c` : usualCdn;
}

async function fetchMedia(url: string, configured: string, options: RequestInit): Promise<Response> {
  if (trustedBase(url, configured) === undefined) throw new IlinkAway("media", "no address of WeChat", true);
  const response = await fetch(url, { ...options, redirect: "error", signal: AbortSignal.timeout(timeoutMs) }).catch(() => {
    throw new IlinkAway("media", "unreachable", false); // the cause names the address, which opens the file
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw new IlinkAway("media", `http ${response.status}`, false);
}

async function readAll(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > largest) throw new IlinkAway("media", "larger than 25 MB", false);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
