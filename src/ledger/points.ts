import { civil, civilDate, DomainError, instant } from "../platform/index.ts";
import type { LedgerEntry } from "./entry.ts";
import { append, entriesOf, type LedgerDeps } from "./ledger.ts";
import type { LedgerSettings } from "./rules.ts";

/** Points earned together and not yet used; they go at `expiresAt` (R6). */
export interface PointLot {
  readonly points: number;
  readonly expiresAt: Date;
}

/**
 * Spends points on something (兑换); hours stay as they are (R6). The same `key` spends once.
 * @throws ledger.too-few-points with `points`, what there is
 */
export async function spendPoints(
  deps: LedgerDeps,
  spend: { stationId: string; personId: string; points: number; key: string; reason: string; by: string },
): Promise<LedgerEntry> {
  return take(deps, spend.personId, spend.key, (entries): Taking => {
    const available = entries.reduce((sum, { points }) => sum + points, 0);
    if (!Number.isInteger(spend.points) || spend.points <= 0 || spend.points > available) {
      throw new DomainError("ledger.too-few-points", { points: available });
    }
    return { ...spend, kind: "spend", points: -spend.points };
  });
}

/** Takes the points whose time is over; null when there are none. Safe to repeat. */
export async function expirePoints(
  deps: LedgerDeps,
  owner: { stationId: string; personId: string },
  settings: Pick<LedgerSettings, "points">,
): Promise<LedgerEntry | null> {
  const now = deps.clock.now();
  return take(deps, owner.personId, `expiry/${civilDate(now)}`, (entries): Taking | null => {
    const over = pointLots(entries, settings).filter(({ expiresAt }) => expiresAt <= now);
    const points = over.reduce((sum, lot) => sum + lot.points, 0);
    return points === 0 ? null : { ...owner, kind: "expiry", points: -points, by: "timer", reason: "points.expired" };
  });
}

/** What is left of the points earned, oldest first, after what was spent or has expired was taken from the oldest. */
export function pointLots(entries: readonly LedgerEntry[], { points: { expireMonths } }: Pick<LedgerSettings, "points">): PointLot[] {
  const earned = new Map<string, { points: number; earnedAt: Date }>();
  let used = 0;
  for (const entry of entries) {
    const isTaken = entry.points < 0 && entry.follows === undefined;
    if (isTaken) {
      used -= entry.points;
    } else {
      const id = entry.follows ?? entry.id;
      earned.set(id, { points: (earned.get(id)?.points ?? 0) + entry.points, earnedAt: entry.earnedAt });
    }
  }
  const lots: PointLot[] = [];
  for (const { points, earnedAt } of [...earned.values()].sort((a, b) => a.earnedAt.getTime() - b.earnedAt.getTime())) {
    const taken = Math.min(points, used);
    used -= taken;
    if (points > taken) lots.push({ points: points - taken, expiresAt: monthsLater(earnedAt, expireMonths) });
  }
  return lots;
}

type Taking = Pick<LedgerEntry, "stationId" | "personId" | "points" | "by" | "reason"> & { readonly kind: "spend" | "expiry" };

/** What takes points is numbered by person: two takings at the same moment cannot both count on the same points. */
async function take<Result extends Taking | null>(
  deps: LedgerDeps,
  personId: string,
  key: string,
  decide: (entries: LedgerEntry[]) => Result,
): Promise<LedgerEntry | (Result & null)> {
  for (;;) {
    const entries = await entriesOf(deps, personId);
    const takings = entries.filter(({ kind }) => kind === "spend" || kind === "expiry");
    const done = takings.find((entry) => entry.key === key);
    if (done !== undefined) return done;
    const taking = decide(entries);
    if (taking === null) return taking as Result & null;
    const now = deps.clock.now();
    const entry: LedgerEntry = {
      id: `${personId}/points#${takings.length + 1}`,
      stationId: taking.stationId,
      personId,
      kind: taking.kind,
      minutes: 0,
      points: taking.points,
      frozenMinutes: 0,
      frozenPoints: 0,
      day: civilDate(now),
      earnedAt: now,
      key,
      by: taking.by,
      ...(taking.reason !== undefined && { reason: taking.reason }),
      postedAt: now,
    };
    if (await append(deps, entry)) return entry;
  }
}

function monthsLater(at: Date, months: number): Date {
  const { year, month, day, hour, minute } = civil(at);
  const lastDay = civil(instant(year, month + months + 1, 0)).day;
  return instant(year, month + months, Math.min(day, lastDay), hour, minute);
}
