import type { Collection, Db } from "../platform/index.ts";
import type { AccessDeps } from "./open-session.ts";

interface StoredKey {
  readonly _id: string;
  readonly bodyHash: string;
  readonly at: Date;
  readonly createdId?: string;
}

export function callKeysOf({ db }: { readonly db: Db }): Collection<StoredKey> {
  return db.collection<StoredKey>("apiKeys");
}

/** Notes a call that creates something. False when its key came with another body before. */
export async function noteCall(deps: AccessDeps, key: string, bodyHash: string): Promise<boolean> {
  const stored = await callKeysOf(deps).findOneAndUpdate(
    { _id: key },
    { $setOnInsert: { bodyHash, at: deps.clock.now() } },
    { upsert: true, returnDocument: "after" },
  );
  return stored?.bodyHash === bodyHash;
}

/** The id of what is created under a noted key, chosen once: a repeated call finds it, also when the first one broke off. */
export async function createdIdOf(deps: { readonly db: Db }, key: string, chooseId: () => Promise<string>): Promise<string> {
  const keys = callKeysOf(deps);
  const known = (await keys.findOne({ _id: key }))?.createdId;
  if (known !== undefined) return known;
  await keys.updateOne({ _id: key, createdId: { $exists: false } }, { $set: { createdId: await chooseId() } });
  const stored = await keys.findOne({ _id: key });
  if (stored?.createdId === undefined) throw new Error("a creating call has noted its key");
  return stored.createdId;
}
