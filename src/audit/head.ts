import { type Collection, isDuplicateKey, type SealedFields, sealedFields } from "../platform/index.ts";
import { type ChainPoint, genesisOf } from "./entry.ts";
import { type AuditStoreDeps, auditEntriesCollection } from "./stored-entries.ts";

interface StoredHead {
  readonly _id: string;
  readonly seq: number;
  /** `seq:hash`, sealed. */
  readonly head: string;
}

/**
 * How far the chain has come, sealed with a key that is not in the database. Whoever can write the database only may compute a whole new
 * chain, but not a head that fits it.
 */
export const headFields: SealedFields = sealedFields("auditHeads", ["head"]);

/** The head of a station's chain, why there is none one can trust, or nothing before its first entry. */
export type Head = ChainPoint | "missing" | "forged" | null;

function headsCollection({ db }: Pick<AuditStoreDeps, "db">): Collection<StoredHead> {
  return db.collection<StoredHead>("auditHeads");
}

export async function readHead(deps: AuditStoreDeps, stationId: string): Promise<Head> {
  const stored = await headsCollection(deps).findOne({ _id: stationId });
  if (!stored) return (await auditEntriesCollection(deps).findOne({ stationId })) ? "missing" : null;
  try {
    const [, seq, hash = ""] = /^(\d+):(\w+)$/.exec(headFields.open(deps.cipher, stationId, stored).head) ?? [];
    return stored.head.startsWith("sealed:") && Number(seq) === stored.seq ? { seq: stored.seq, hash } : "forged";
  } catch {
    return "forged";
  }
}

/** A head stands before the first entry does, so that one without entries before it was taken away. */
export async function beginHead(deps: AuditStoreDeps, stationId: string): Promise<void> {
  try {
    await headsCollection(deps).insertOne(headOf(deps, stationId, genesisOf(stationId)));
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

// A head lost with the machine stands where it stood before: the chain is checked up to there, and by its links from there on.
const quick = { writeConcern: { w: 1, j: false } } as const;

/** Forward only: of two writers the one further on stays. */
export async function moveHead(deps: AuditStoreDeps, stationId: string, point: ChainPoint): Promise<void> {
  const { _id, ...$set } = headOf(deps, stationId, point);
  await headsCollection(deps).updateOne({ _id, seq: { $lt: point.seq } }, { $set }, quick);
}

function headOf({ cipher }: AuditStoreDeps, stationId: string, { seq, hash }: ChainPoint): StoredHead {
  return headFields.seal(cipher, stationId, { _id: stationId, seq, head: `${seq}:${hash}` });
}
