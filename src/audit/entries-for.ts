import type { AuditEntry } from "./entry.ts";
import { type AuditStoreDeps, auditEntriesCollection, entryFrom } from "./stored-entries.ts";

/** What somebody looks for in the trail of a station. */
export interface AuditFilter {
  readonly stationId: string;
  readonly actorId?: string;
  /** Without an id everything of the kind. */
  readonly subject?: { readonly kind: string; readonly id?: string };
  /** Any of these, all of one kind. */
  readonly anySubject?: readonly { readonly kind: string; readonly ids: readonly string[] }[];
  /** By anybody but this person. */
  readonly notBy?: string;
  readonly act?: string;
  /** At or after. */
  readonly from?: Date;
  /** Before. */
  readonly to?: Date;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Hand it in as `before` for the next page; absent on the last one. */
  readonly next?: number;
}

/** Entries of a station, the latest first, a page at a time. */
export async function entriesFor(
  deps: Pick<AuditStoreDeps, "db">,
  { stationId, actorId, subject, anySubject, notBy, act, from, to }: AuditFilter,
  { before, limit = 50 }: { readonly before?: number; readonly limit?: number } = {},
): Promise<AuditPage> {
  const found = await auditEntriesCollection(deps)
    .find({
      stationId,
      ...(actorId !== undefined && { actorId }),
      ...(subject && { "subject.kind": subject.kind, ...(subject.id !== undefined && { "subject.id": subject.id }) }),
      ...(anySubject && { $or: anySubject.map(({ kind, ids }) => ({ "subject.kind": kind, "subject.id": { $in: [...ids] } })) }),
      ...(notBy !== undefined && { actorId: { $ne: notBy } }),
      ...(act !== undefined && { act }),
      ...((from || to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
      ...(before !== undefined && { seq: { $lt: before } }),
    })
    .sort({ seq: -1 })
    .limit(limit + 1)
    .toArray();
  const entries = found.slice(0, limit).map(entryFrom);
  const last = entries.at(-1);
  return { entries, ...(found.length > limit && last && { next: last.seq }) };
}
