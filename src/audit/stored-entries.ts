import type { Clock, Collection, Db, FieldCipher } from "../platform/index.ts";
import type { AuditEntry } from "./entry.ts";

export interface AuditStoreDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

export type StoredAuditEntry = Omit<AuditEntry, "id"> & { readonly _id: string };

export function auditEntriesCollection({ db }: Pick<AuditStoreDeps, "db">): Collection<StoredAuditEntry> {
  return db.collection<StoredAuditEntry>("auditEntries");
}

/** Makes the indexes of the audit trail; safe to repeat. The first one is what keeps two writers from the same number. */
export async function ensureAuditIndexes(deps: Pick<AuditStoreDeps, "db">): Promise<void> {
  await auditEntriesCollection(deps).createIndexes([
    { key: { stationId: 1, seq: 1 }, name: "chain", unique: true },
    { key: { stationId: 1, actorId: 1, seq: 1 }, name: "actor" },
    { key: { stationId: 1, "subject.kind": 1, "subject.id": 1, seq: 1 }, name: "subject" },
    { key: { stationId: 1, at: 1 }, name: "time" },
  ]);
}

export function entryFrom({ _id, ...entry }: StoredAuditEntry): AuditEntry {
  return { id: _id, ...entry };
}

export function storedFrom({ id, ...entry }: AuditEntry): StoredAuditEntry {
  return { _id: id, ...entry };
}
