import type { Collection, Db } from "../mongo.ts";
import { type FieldCipher, sealedWith, UnopenedError } from "./field-cipher.ts";
import { openText, type SealedFields } from "./sealed-fields.ts";

type Fields = Readonly<Record<string, unknown>>;
type Stored = Fields & { readonly _id: string };

/** A collection that is sealed anew. */
export interface Resealable {
  readonly fields: SealedFields;
  /** A field that follows from a sealed one, such as what a phone is found by. */
  readonly follows?: { readonly from: string; readonly field: string; readonly make: (cipher: FieldCipher, opened: Stored) => string };
}

export interface Resealed {
  readonly seen: number;
  readonly resealed: number;
  /** Ids of documents that no key opens. */
  readonly unreadable: readonly string[];
}

interface Change {
  readonly id: string;
  readonly was: Fields;
  readonly becomes: Fields;
}

const pageSize = 500;
const maxTries = 50;

/**
 * Seals every text of a collection under the active key: plain ones of before, and those of other keys. Each document is written only if its
 * texts still are what was read, else it is read again, so the product may be at work meanwhile. Ended half-way it is run again: what is
 * done is passed over.
 */
export async function reseal(db: Db, cipher: FieldCipher, resealable: Resealable): Promise<Resealed> {
  const collection = db.collection<Stored>(resealable.fields.collection);
  const unreadable: string[] = [];
  let seen = 0;
  let resealed = 0;
  for (let page = await pageAfter(collection, undefined); page.length > 0; page = await pageAfter(collection, page.at(-1)?._id)) {
    seen += page.length;
    const changesOf = (documents: readonly Stored[]) =>
      documents.flatMap((stored) => changeOf(cipher, resealable, stored, unreadable) ?? []);
    resealed += await writeAll(collection, changesOf(page), changesOf);
  }
  return { seen, resealed, unreadable: [...new Set(unreadable)] };
}

function pageAfter(collection: Collection<Stored>, lastId: string | undefined): Promise<Stored[]> {
  return collection
    .find(lastId === undefined ? {} : { _id: { $gt: lastId } })
    .sort({ _id: 1 })
    .limit(pageSize)
    .toArray();
}

/** Until none of them is left to be changed; answers how many were. */
async function writeAll(
  collection: Collection<Stored>,
  changes: readonly Change[],
  changesOf: (documents: readonly Stored[]) => readonly Change[],
): Promise<number> {
  let left = changes;
  for (let tries = 0; left.length > 0; tries++) {
    if (tries > maxTries) throw new Error(`${collection.collectionName} is written all the time: run the command again`);
    const writes = left.map(({ id, was, becomes }) => ({ updateOne: { filter: { ...was, _id: id }, update: { $set: becomes } } }));
    const { matchedCount } = await collection.bulkWrite(writes, { ordered: false });
    if (matchedCount === left.length) break;
    left = changesOf(await collection.find({ _id: { $in: left.map(({ id }) => id) } }).toArray());
  }
  return changes.length;
}

/** What is to be written of a document, and what must still be there for it; null when there is nothing. */
function changeOf(cipher: FieldCipher, { fields, follows }: Resealable, stored: Stored, unreadable: string[]): Change | null {
  const was: Record<string, unknown> = {};
  const becomes: Record<string, unknown> = {};
  try {
    for (const { path, field, text } of fields.texts(stored)) {
      if (sealedWith(text) === cipher.activeKeyId) continue;
      const at = { collection: fields.collection, id: stored._id, field };
      was[path] = text;
      becomes[path] = cipher.seal(openText(cipher, text, at), at);
    }
    const made = follows?.make(cipher, fields.open(cipher, stored._id, stored));
    if (follows && made !== (stored[follows.field] ?? "")) {
      was[follows.from] = stored[follows.from];
      becomes[follows.field] = made;
    }
  } catch (error) {
    if (!(error instanceof UnopenedError)) throw error;
    unreadable.push(stored._id);
    return null;
  }
  return Object.keys(becomes).length === 0 ? null : { id: stored._id, was, becomes };
}
