import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** What lies on the CDN: AES-128-ECB with PKCS#7, found by an opaque parameter. */
export interface StoredMedia {
  readonly parameter: string;
  readonly key: Buffer;
  readonly ciphertext: Buffer;
  /** Of the plain bytes, hexadecimal. */
  readonly md5: string;
}

/** An upload that was announced by getuploadurl. */
export interface Announced {
  readonly filekey: string;
  readonly rawsize: number;
  readonly rawfilemd5: string;
  readonly filesize: number;
  /** Hexadecimal. */
  readonly aeskey: string;
}

export interface Media {
  /** Puts plain bytes there, as a phone does. */
  put(plain: Buffer): StoredMedia;
  find(parameter: string): StoredMedia | undefined;
  /** Answers the parameter of the upload. */
  announce(upload: Announced): string;
  /** Takes the bytes of an announced upload; a string says what is wrong with them. */
  take(parameter: string, filekey: string, ciphertext: Buffer): StoredMedia | string;
}

const newParameter = (): string => randomBytes(36).toString("base64");
const md5Of = (bytes: Buffer): string => createHash("md5").update(bytes).digest("hex");

export function openMedia(): Media {
  const stored = new Map<string, StoredMedia>();
  const announced = new Map<string, Announced>();
  const keep = (one: StoredMedia): StoredMedia => {
    stored.set(one.parameter, one);
    return one;
  };
  return {
    put: (plain) => {
      const key = randomBytes(16);
      const cipher = createCipheriv("aes-128-ecb", key, null);
      const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
      return keep({ parameter: newParameter(), key, ciphertext, md5: md5Of(plain) });
    },
    find: (parameter) => stored.get(parameter),
    announce: (upload) => {
      const parameter = newParameter();
      announced.set(parameter, upload);
      return parameter;
    },
    take: (parameter, filekey, ciphertext) => {
      const upload = announced.get(parameter);
      if (!upload || upload.filekey !== filekey) return "unknown upload";
      if (ciphertext.length !== upload.filesize) return `filesize is ${upload.filesize}, these are ${ciphertext.length} bytes`;
      const key = Buffer.from(upload.aeskey, "hex");
      const plain = decrypt(ciphertext, key);
      if (!plain) return "not AES-128-ECB of the announced key";
      if (plain.length !== upload.rawsize) return `rawsize is ${upload.rawsize}, decrypted these are ${plain.length} bytes`;
      if (md5Of(plain) !== upload.rawfilemd5.toLowerCase()) return "rawfilemd5 does not match";
      return keep({ parameter: newParameter(), key, ciphertext, md5: md5Of(plain) });
    },
  };
}

/** Undefined when the key does not open it. */
export function decrypt(ciphertext: Buffer, key: Buffer): Buffer | undefined {
  try {
    const decipher = createDecipheriv("aes-128-ecb", key, null);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The key of a media reference: base64 of its 16 bytes or of its 32 hexadecimal digits. */
export function keyOf(aesKey: string): Buffer | undefined {
  const decoded = Buffer.from(aesKey, "base64");
  if (decoded.length === 16) return decoded;
  return /^[\da-f]{32}$/i.test(decoded.toString("latin1")) ? Buffer.from(decoded.toString("latin1"), "hex") : undefined;
}
