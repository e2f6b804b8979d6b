import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";

export const keyBytes = 32;

/** A secret of the installation and the name its ciphertexts carry. A `KeyObject` shows nothing when it is printed. */
export interface FieldKey {
  readonly id: string;
  readonly secret: KeyObject;
}

const idPattern = /^[a-z0-9][a-z0-9_-]{0,15}$/;

/** Reads `id:base64,id:base64`, the first of which seals; null when a name or a length is wrong, or a name comes twice. */
export function readFieldKeys(text: string): readonly FieldKey[] | null {
  const keys = text.split(",").map((one) => readKey(one.trim()));
  if (keys.some((key) => key === null)) return null;
  const read = keys as FieldKey[];
  return new Set(read.map(({ id }) => id)).size === read.length ? read : null;
}

function readKey(text: string): FieldKey | null {
  const [, id = "", secret = ""] = /^([^:]*):([A-Za-z0-9+/]{43}=)$/.exec(text) ?? [];
  const bytes = Buffer.from(secret, "base64");
  return idPattern.test(id) && bytes.length === keyBytes ? { id, secret: createSecretKey(bytes) } : null;
}

/** A new key, as it is written into the setting. */
export function makeFieldKey(): string {
  return `k${randomBytes(4).toString("hex")}:${randomBytes(keyBytes).toString("base64")}`;
}

/** What one use of a key works with, so that no use learns of another's. */
export function deriveKey({ secret }: FieldKey, use: "seal" | "blind index"): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", secret, "", `yimi field ${use}`, keyBytes)));
}
