import { createCipheriv, createHash, randomBytes } from "node:crypto";

/** PKCS#7 with blocks of 32 bytes, which WeChat uses although AES has 16. */
const blockBytes = 32;

/** What stands in `signature` and `msg_signature`: the parts in their alphabetical order, hashed. */
export function signatureOf(parts: readonly string[]): string {
  return createHash("sha1")
    .update([...parts].sort().join(""))
    .digest("hex");
}

/** `Encrypt` of a pushed message: AES-256-CBC over 16 random bytes, the length, the message and the app id. */
export function sealPush(message: string, encodingAesKey: string, appId: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, "base64");
  const text = Buffer.from(message, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(appId, "utf8")]);
  const missing = blockBytes - (plain.length % blockBytes);
  const padded = Buffer.concat([plain, Buffer.alloc(missing, missing)]);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString("base64");
}
