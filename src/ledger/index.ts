/** Append-only minutes and points (台账): nothing is edited, every correction is another entry, a balance is a sum. */
export type { Balance, LedgerEntry, LedgerKind } from "./entry.ts";
export {
  balanceOf,
  ensureLedgerIndexes,
  entriesOf,
  findEntriesPage,
  freeze,
  type LedgerDeps,
  ledgerFields,
  minutesOn,
  type NewEntry,
  post,
  release,
  reverse,
} from "./ledger.ts";
export { expirePoints, type PointLot, pointLots, spendPoints } from "./points.ts";
export { certificateMinutes, creditMinutes, isSpringFestival, type LedgerSettings, pointsFor, type Stay, starLevel } from "./rules.ts";
