import { createDecipheriv } from "node:crypto";

const headBytes = 16;
const lengthBytes = 4;
/** WeChat fills up to blocks of 32 bytes, where AES has 16. */
const mostPadding = 32;

/**
 * Opens a message of the safe mode: AES-256-CBC over 16 random bytes, the length, the message and the app id. Source: developers.weixin.qq.com,
 * technical plan of message encryption.
 * @returns undefined for what was not sealed with this key for this app
 */
export function unseal(sealed: string, encodingAesKey: string, appId: string): string | undefined {
  try {
    const key = Buffer.from(`${encodingAesKey}=`, "base64");
    const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(sealed, "base64"), decipher.final()]);
    const padding = padded.at(-1) ?? 0;
    if (padding < 1 || padding > mostPadding || padding > padded.length) return undefined;
    const plain = padded.subarray(0, padded.length - padding);
    const end = headBytes + lengthBytes + plain.readUInt32BE(headBytes);
    return plain.subarray(end).toString("utf8") === appId ? plain.subarray(headBytes + lengthBytes, end).toString("utf8") : undefined;
  } catch {
    return undefined;
  }
}
