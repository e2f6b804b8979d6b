import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Db, Platform } from "../platform/index.ts";

interface StoredSecret {
  readonly _id: string;
  readonly sealed: string;
}

const place = { collection: "secrets", id: "session", field: "sealed" };

/**
 * The key access tokens are signed with: made at the first start, sealed in the database, the same for all processes. One that can no longer be
 * opened is replaced; whoever is signed in then refreshes once.
 */
export async function openSessionKey({ db, cipher }: Pick<Platform, "db" | "cipher">): Promise<KeyObject> {
  const fresh = cipher.seal(randomBytes(32).toString("base64"), place);
  const kept = await secretsOf(db).findOneAndUpdate(
    { _id: place.id },
    { $setOnInsert: { sealed: fresh } },
    { upsert: true, returnDocument: "after", writeConcern: { j: true } },
  );
  const secret = kept && opened(cipher, kept.sealed);
  if (secret) return createSecretKey(Buffer.from(secret, "base64"));
  await secretsOf(db).updateOne({ _id: place.id, sealed: kept?.sealed ?? "" }, { $set: { sealed: fresh } });
  return openSessionKey({ db, cipher });
}

function opened(cipher: Platform["cipher"], sealed: string): string | undefined {
  try {
    return cipher.open(sealed, place);
  } catch {
    return undefined;
  }
}

function secretsOf(db: Db) {
  return db.collection<StoredSecret>("secrets");
}
