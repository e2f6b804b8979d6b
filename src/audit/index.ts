/** Who did what, and who looked at what: append-only, each entry bound to the one before. */
export { type AuditFilter, type AuditPage, entriesFor } from "./entries-for.ts";
export type { AuditAct, AuditEntry, ChainPoint } from "./entry.ts";
export { headFields as auditHeadFields } from "./head.ts";
export { ensureAuditIndexes } from "./stored-entries.ts";
export { type AuditDeps, type AuditTrail, openAuditTrail, record } from "./trail.ts";
export { auditedStations, type BreakReason, type Verdict, verifyChain } from "./verify-chain.ts";
