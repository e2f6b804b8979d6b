import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { WechatApp } from "../config.ts";

const ivBytes = 12;
const tagBytes = 16;

export interface Seal {
  close(text: string): string;
  /** Undefined for what was not closed with this app's secret. */
  open(sealed: string): string | undefined;
}

/** AES-256-GCM under a key made from the app's secret: who reads Redis or its backup still cannot speak for the app. */
export function openSeal({ appId, secret }: WechatApp): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, appId, "yimi wechat access token", 32));
  return {
    close: (text) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const closed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), closed]).toString("base64url");
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
        decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
