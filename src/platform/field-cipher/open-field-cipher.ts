import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Collection, Db } from "../mongo.ts";
import { createFieldCipher, type FieldCipher } from "./field-cipher.ts";
import { type FieldKey, makeFieldKey, readFieldKeys } from "./field-keys.ts";

interface KeyCheck {
  readonly _id: string;
  readonly check: string;
}

export interface KeySource {
  /** Those of the setting. */
  readonly keys: readonly FieldKey[] | undefined;
  /** Where a key is kept that nobody has set; production sets its own. */
  readonly folder: string;
}

/**
 * The cipher of this installation. Without a key in the settings one is made at the first start and kept in the data folder.
 * @throws Error in one sentence when the database holds texts these keys do not open
 */
export async function openFieldCipher(db: Db, { keys, folder }: KeySource): Promise<FieldCipher> {
  const known = await checksOf(db).find().toArray();
  const cipher = createFieldCipher(keys ?? keptKeys(folder, known));
  for (const stored of known) refuseWrongKey(cipher, stored);
  const _id = cipher.activeKeyId;
  await checksOf(db).updateOne({ _id }, { $setOnInsert: { check: cipher.seal(_id, placeOf(_id)) } }, { upsert: true });
  const own = await checksOf(db).findOne({ _id });
  if (own) refuseWrongKey(cipher, own);
  return cipher;
}

/** Says that nothing is sealed with other keys than the active one any more: they may be taken out of the settings. */
export async function forgetOtherKeys(db: Db, cipher: FieldCipher): Promise<string[]> {
  const others = await checksOf(db)
    .find({ _id: { $ne: cipher.activeKeyId } })
    .toArray();
  await checksOf(db).deleteMany({ _id: { $in: others.map(({ _id }) => _id) } });
  return others.map(({ _id }) => _id);
}

const checksOf = (db: Db): Collection<KeyCheck> => db.collection<KeyCheck>("fieldKeys");
const placeOf = (id: string) => ({ collection: "fieldKeys", id, field: "check" });

function refuseWrongKey(cipher: FieldCipher, { _id, check }: KeyCheck): void {
  if (!cipher.keyIds.includes(_id)) throw new Error(missing(_id));
  try {
    if (cipher.open(check, placeOf(_id)) === _id) return;
  } catch {
    // another key under the same name
  }
  throw new Error(`The field key ${_id} in YIMI_FIELD_KEYS is not the one the database was sealed with: give the right one back.`);
}

function missing(keyId: string): string {
  return `The database holds texts sealed with the field key ${keyId}, which is missing: name it in YIMI_FIELD_KEYS, or give the file field-keys back to the data folder that made it.`;
}

function keptKeys(folder: string, known: readonly KeyCheck[]): readonly FieldKey[] {
  const file = path.join(folder, "field-keys");
  const [first] = known;
  const text = readIfThere(file) ?? (first ? undefined : keepNewKey(folder, file));
  if (text === undefined) throw new Error(missing(first?._id ?? ""));
  const keys = readFieldKeys(text.trim());
  if (keys === null) throw new Error(`${file} holds no keys: it reads id:base64, as YIMI_FIELD_KEYS does.`);
  return keys;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Written whole before it has its name, so that of two processes that start at once both read the same. */
function keepNewKey(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${makeFieldKey()}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, "utf8");
}
