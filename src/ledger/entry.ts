/**
 * What an entry is for.
 * `service` credits a visit, `adjustment` anything a person decided; `freeze`, `release` and `reversal` follow an earlier entry;
 * `spend` and `expiry` take points and never minutes (R6).
 */
export type LedgerKind = "service" | "adjustment" | "freeze" | "release" | "reversal" | "spend" | "expiry";

/** The four columns of the ledger: what an entry changes, and what a person has. */
export interface LedgerColumns {
  readonly minutes: number;
  readonly points: number;
  /** Held back while a dispute is open; neither credited nor lost. */
  readonly frozenMinutes: number;
  readonly frozenPoints: number;
}

/** One line of the ledger (台账). Never changed once written: a correction is another line. */
export interface LedgerEntry extends LedgerColumns {
  readonly id: string;
  readonly stationId: string;
  readonly personId: string;
  readonly kind: LedgerKind;
  readonly requestId?: string;
  /** Civil day of the service, `YYYY-MM-DD`; a follow-up keeps the day of what it follows. */
  readonly day: string;
  /** When the service began, or when the decision was made. */
  readonly earnedAt: Date;
  /** For `freeze`, `release`, `reversal`: the entry they follow. */
  readonly follows?: string;
  /** For `spend` and `expiry`: what the caller calls it, so that asking twice takes once. */
  readonly key?: string;
  /** Who wrote it: a person's id or `timer`. */
  readonly by: string;
  readonly reason?: string;
  readonly postedAt: Date;
}

/** A helper's account. `creditedMinutes` make the stars, `points` can be spent. */
export interface Balance {
  readonly creditedMinutes: number;
  readonly points: number;
  readonly frozenMinutes: number;
  readonly frozenPoints: number;
}

/** Adds the columns of entries up; the order does not matter. */
export function sumColumns(entries: Iterable<LedgerColumns>): LedgerColumns {
  const sum = { minutes: 0, points: 0, frozenMinutes: 0, frozenPoints: 0 };
  for (const entry of entries) {
    sum.minutes += entry.minutes;
    sum.points += entry.points;
    sum.frozenMinutes += entry.frozenMinutes;
    sum.frozenPoints += entry.frozenPoints;
  }
  return sum;
}
