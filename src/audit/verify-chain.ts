import { type ChainPoint, genesisOf, hashOf } from "./entry.ts";
import { readHead } from "./head.ts";
import { type AuditStoreDeps, auditEntriesCollection, entryFrom } from "./stored-entries.ts";

/**
 * Why a chain is broken. `missing` a number is not there · `changed` an entry is not what it was · `unlinked` it does not follow the one
 * before, one of the two was exchanged · `rewritten` the chain fits in itself and not the sealed head · `cut_off` entries at the end are
 * gone · `head_missing`, `head_forged` the head itself · `not_as_noted` another hash than the one that was noted
 */
export type BreakReason = "missing" | "changed" | "unlinked" | "rewritten" | "cut_off" | "head_missing" | "head_forged" | "not_as_noted";

export type Verdict =
  | { readonly isIntact: true; readonly tip: ChainPoint }
  | { readonly isIntact: false; readonly brokenAt: number; readonly why: BreakReason; readonly entryId?: string };

/** Entries looked at before others have a turn: a long trail must not keep everybody waiting. */
const turnSize = 200;

/**
 * Goes through the whole chain of a station and names the first entry that is not as it was written.
 * @param noted a place somebody wrote down elsewhere: finds also a database that was put back to an older state
 */
export async function verifyChain(deps: AuditStoreDeps, stationId: string, noted?: ChainPoint): Promise<Verdict> {
  const head = await readHead(deps, stationId);
  let tip = genesisOf(stationId);
  const entries = auditEntriesCollection(deps).find({ stationId }).sort({ seq: 1 }).batchSize(turnSize);
  for await (const stored of entries) {
    const entry = entryFrom(stored);
    const broken = (why: BreakReason): Verdict => ({ isIntact: false, brokenAt: entry.seq, why, entryId: entry.id });
    if (entry.seq !== tip.seq + 1) return { isIntact: false, brokenAt: tip.seq + 1, why: "missing" };
    if (hashOf(entry) !== entry.hash) return broken("changed");
    if (entry.prevHash !== tip.hash) return broken("unlinked");
    if (typeof head === "object" && head?.seq === entry.seq && head.hash !== entry.hash) return broken("rewritten");
    if (noted?.seq === entry.seq && noted.hash !== entry.hash) return broken("not_as_noted");
    tip = { seq: entry.seq, hash: entry.hash };
  }
  if (head === "missing" || head === "forged") return { isIntact: false, brokenAt: tip.seq, why: `head_${head}` };
  const last = Math.max(head?.seq ?? 0, noted?.seq ?? 0);
  if (last > tip.seq) return { isIntact: false, brokenAt: tip.seq + 1, why: "cut_off" };
  return { isIntact: true, tip };
}

/** The stations that have a chain. */
export async function auditedStations(deps: Pick<AuditStoreDeps, "db">): Promise<string[]> {
  const [entries, heads] = await Promise.all([
    auditEntriesCollection(deps).distinct("stationId"),
    deps.db.collection<{ _id: string }>("auditHeads").distinct("_id"),
  ]);
  return [...new Set([...entries, ...heads])].sort();
}
