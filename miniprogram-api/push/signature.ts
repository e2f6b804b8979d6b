import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Whether WeChat signed this: the parts in alphabetical order, one after the other, under SHA-1. Source: developers.weixin.qq.com, message push
 * (`signature`: token, timestamp, nonce) and its encryption (`msg_signature`: the sealed message besides).
 */
export function isSigned(parts: readonly string[], signature: string): boolean {
  const expected = createHash("sha1")
    .update([...parts].sort().join(""))
    .digest("hex");
  return signature.length === expected.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}
