import { createCipheriv, createDecipheriv, createHmac, type KeyObject, randomBytes } from "node:crypto";
import { createRecent } from "../recent.ts";
import { deriveKey, type FieldKey } from "./field-keys.ts";

/** Where a sealed text stands. It opens nowhere else: copied to another person or field it is refused. */
export interface SealedAt {
  /** A collection, or a kind of Redis key. */
  readonly collection: string;
  readonly id: string;
  readonly field: string;
}

/** Keeps what people tell us unreadable for whoever has the database, Redis or a backup, but not the keys. */
export interface FieldCipher {
  /** The key new texts are sealed with. */
  readonly activeKeyId: string;
  readonly keyIds: readonly string[];
  /** AES-256-GCM with a nonce of its own each time. */
  seal(text: string, at: SealedAt): string;
  /**
   * The text as it was.
   * @throws UnopenedError when it is not sealed, its key is not among ours, it was changed, or it stands somewhere else
   */
  open(stored: string, at: SealedAt): string;
  /** What equal texts of a scope have in common under the active key: 16 bits, so that some others share it and the reader compares what it opens. */
  blindIndex(text: string, scope: string): string;
  /** The same under every key, for a search while keys are being changed. */
  blindIndexes(text: string, scope: string): string[];
}

/** A sealed text that our keys do not open here. */
export class UnopenedError extends Error {}

const mark = "sealed";
const nonceBytes = 12;
const tagBytes = 16;
/** A request is read several times for every message about it. Whoever can read the memory of the process finds the keys there too. */
const recentSize = 2_000;
const longestRecent = 512;
const sealedPattern = /^sealed:([a-z0-9_-]{1,16}):[A-Za-z0-9+/]{38,}={0,2}$/;

interface Subkeys {
  readonly seal: KeyObject;
  readonly index: KeyObject;
}

/** @param keys the first seals, all of them open */
export function createFieldCipher(keys: readonly FieldKey[]): FieldCipher {
  const subkeys = new Map(
    keys.map((key): [string, Subkeys] => [key.id, { seal: deriveKey(key, "seal"), index: deriveKey(key, "blind index") }]),
  );
  const [active] = subkeys;
  if (!active) throw new Error("a field cipher needs a key");
  const [activeKeyId, activeKeys] = active;
  const newNonce = drawNonces();
  const recent = createRecent<string>(recentSize);
  return {
    activeKeyId,
    keyIds: [...subkeys.keys()],
    seal: (text, at) => `${mark}:${activeKeyId}:${seal(text, activeKeys.seal, placeOf(at), newNonce())}`,
    open(stored, at) {
      const keyId = sealedWith(stored);
      if (keyId === undefined) throw new UnopenedError(`${at.collection}.${at.field} of ${at.id} is not sealed`);
      const own = subkeys.get(keyId);
      if (!own)
        throw new UnopenedError(`${at.collection}.${at.field} is sealed with the field key ${keyId}, which YIMI_FIELD_KEYS does not name`);
      const known = `${at.collection}\u0000${at.id}\u0000${at.field}\u0000${stored}`;
      const text = recent.get(known);
      if (text !== undefined) return text;
      const opened = open(stored.slice(mark.length + 2 + keyId.length), own.seal, at);
      if (stored.length <= longestRecent) recent.set(known, opened);
      return opened;
    },
    blindIndex: (text, scope) => blindIndex(activeKeyId, activeKeys, text, scope),
    blindIndexes: (text, scope) => [...subkeys].map(([keyId, own]) => blindIndex(keyId, own, text, scope)),
  };
}

/** The key a stored text is sealed with; undefined for a plain one. */
export function sealedWith(stored: string): string | undefined {
  return stored.startsWith(mark) ? sealedPattern.exec(stored)?.[1] : undefined;
}

/** Chance is drawn for many nonces at once: asking the system for each costs as much as the encryption. */
function drawNonces(): () => Buffer {
  let drawn = Buffer.alloc(0);
  return () => {
    if (drawn.length === 0) drawn = randomBytes(nonceBytes * 512);
    const nonce = drawn.subarray(0, nonceBytes);
    drawn = drawn.subarray(nonceBytes);
    return nonce;
  };
}

function placeOf({ collection, id, field }: SealedAt): Buffer {
  return Buffer.from(`${collection}\u0000${id}\u0000${field}`);
}

function seal(text: string, key: KeyObject, place: Buffer, nonce: Buffer): string {
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(place);
  const body = cipher.update(text, "utf8");
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64");
}

function open(sealed: string, key: KeyObject, at: SealedAt): string {
  const bytes = Buffer.from(sealed, "base64");
  const tagFrom = bytes.length - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(placeOf(at))
    .setAuthTag(bytes.subarray(tagFrom));
  const text = decipher.update(bytes.subarray(nonceBytes, tagFrom));
  try {
    decipher.final();
  } catch {
    throw new UnopenedError(
      `${at.collection}.${at.field} of ${at.id} cannot be opened: it was changed, moved from elsewhere, or its key is another`,
    );
  }
  return text.toString("utf8");
}

function blindIndex(keyId: string, { index }: Subkeys, text: string, scope: string): string {
  return `${keyId}.${createHmac("sha256", index).update(`${scope}\u0000${text}`).digest("hex").slice(0, 4)}`;
}
