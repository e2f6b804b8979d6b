import { createHash } from "node:crypto";
import { DomainError } from "../src/platform/index.ts";
import type { Caller } from "./caller.ts";
import type { ApiDeps } from "./deps.ts";

interface StoredKey {
  readonly _id: string;
  readonly bodyHash: string;
  readonly at: Date;
  readonly createdId?: string;
}

const form = /^[\x21-\x7e]{8,100}$/;

/**
 * The key under which a thing is created: the same key and content again make the same thing.
 * @throws http.key-missing without an `Idempotency-Key` of 8 to 100 visible characters
 * @throws http.key-reused when the key came with other content before
 */
export async function noteKey(deps: ApiDeps, caller: Caller, routeId: string, key: string, body: unknown): Promise<string> {
  if (!form.test(key)) throw new DomainError("http.key-missing");
  const _id = hash(`${caller.person.id}/${routeId}/${key}`);
  const bodyHash = hash(JSON.stringify(body));
  const keys = deps.db.collection<StoredKey>("apiKeys");
  const stored = await keys.findOneAndUpdate(
    { _id },
    { $setOnInsert: { bodyHash, at: deps.clock.now() } },
    { upsert: true, returnDocument: "after" },
  );
  if (stored?.bodyHash !== bodyHash) throw new DomainError("http.key-reused");
  return `api/${_id}`;
}

/** The id of what is created under `key`, chosen once: a repeated call finds it, also when the first one broke off. */
export async function createdIdOf({ db }: Pick<ApiDeps, "db">, key: string, chooseId: () => Promise<string>): Promise<string> {
  const keys = db.collection<StoredKey>("apiKeys");
  const _id = key.slice("api/".length);
  const known = (await keys.findOne({ _id }))?.createdId;
  if (known !== undefined) return known;
  await keys.updateOne({ _id, createdId: { $exists: false } }, { $set: { createdId: await chooseId() } });
  const stored = await keys.findOne({ _id });
  if (stored?.createdId === undefined) throw new Error("a creating call has noted its key");
  return stored.createdId;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
