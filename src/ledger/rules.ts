import { Solar } from "lunar-typescript";
import { addMinutes, civil, minuteMs, minuteOfDay, startOfDay } from "../platform/index.ts";

/** The part of a station's settings the ledger needs; `StationSettings` has it. */
export interface LedgerSettings {
  readonly hours: {
    readonly minCreditMinutes: number;
    readonly roundDownToMinutes: number;
    readonly overPlannedMinutes: number;
    readonly maxPerDayMinutes: number;
    readonly certificateRoundMinutes: number;
  };
  readonly points: {
    readonly perHour: number;
    readonly nightFactor: number;
    readonly nightFrom: number;
    readonly nightTo: number;
    readonly expireMonths: number;
  };
  /** Hours at which each star begins, rising. */
  readonly starLevels: readonly number[];
}

export interface Stay {
  readonly inAt: Date;
  readonly outAt: Date;
  readonly plannedMinutes: number;
  /** Minutes already credited on that day (`minutesOn`). */
  readonly alreadyToday: number;
  /** A coordinator looked at it: a short stay counts, and so does one far beyond the plan. */
  readonly isApproved: boolean;
}

/**
 * Minutes to credit for a stay (R5): at most plan + 30 without approval, never more than 8 h in a day even with it,
 * rounded down to 0.1 h; a stay under 15 minutes is nothing without approval.
 */
export function creditMinutes(stay: Stay, { hours }: Pick<LedgerSettings, "hours">): number {
  const stayed = Math.floor((stay.outAt.getTime() - stay.inAt.getTime()) / minuteMs);
  if (!stay.isApproved && stayed < hours.minCreditMinutes) return 0;
  const allowed = stay.isApproved ? stayed : Math.min(stayed, stay.plannedMinutes + hours.overPlannedMinutes);
  const leftToday = hours.maxPerDayMinutes - stay.alreadyToday;
  return roundDown(Math.max(0, Math.min(allowed, leftToday)), hours.roundDownToMinutes);
}

/**
 * Points for credited minutes beginning at `startAt` (R6). Minutes at night or from 除夕 to 初三 count `nightFactor` times;
 * the sum is rounded down once, to whole points.
 */
export function pointsFor(minutes: number, startAt: Date, { points }: Pick<LedgerSettings, "points">): number {
  const weighted = minutes + (points.nightFactor - 1) * specialMinutes(minutes, startAt, points);
  const exact = (weighted * points.perHour) / 60;
  return Math.floor(exact + 1e-9); // 1e-9: a factor like 1.1 must not cost a point through binary fractions
}

/** Stars for credited minutes (R7): 0 to the number of levels. */
export function starLevel(creditedMinutes: number, { starLevels }: Pick<LedgerSettings, "starLevels">): number {
  return starLevels.filter((hours) => creditedMinutes >= hours * 60).length;
}

/** What a certificate says: credited minutes rounded down to half an hour (R5). */
export function certificateMinutes(creditedMinutes: number, { hours }: Pick<LedgerSettings, "hours">): number {
  return roundDown(Math.max(0, creditedMinutes), hours.certificateRoundMinutes);
}

/** True from 除夕 to 初三, by the lunar calendar. */
export function isSpringFestival(at: Date): boolean {
  const today = lunarDay(at);
  if (today.month === 1 && today.day <= 3) return true;
  const tomorrow = lunarDay(startOfDay(at, 1));
  return tomorrow.month === 1 && tomorrow.day === 1;
}

function specialMinutes(minutes: number, startAt: Date, points: LedgerSettings["points"]): number {
  let special = 0;
  for (let at = startAt, left = minutes; left > 0; ) {
    const from = minuteOfDay(at);
    const piece = Math.min(left, 24 * 60 - from);
    special += isSpringFestival(at) ? piece : nightMinutes(from, from + piece, points);
    left -= piece;
    at = addMinutes(at, piece);
  }
  return special;
}

/** Minutes of one day's `from`–`to` that lie in the night, which may run over midnight. */
function nightMinutes(from: number, to: number, { nightFrom, nightTo }: LedgerSettings["points"]): number {
  if (nightFrom <= nightTo) return overlap(from, to, nightFrom, nightTo);
  return overlap(from, to, 0, nightTo) + overlap(from, to, nightFrom, 24 * 60);
}

function overlap(from: number, to: number, start: number, end: number): number {
  return Math.max(0, Math.min(to, end) - Math.max(from, start));
}

function lunarDay(at: Date): { month: number; day: number } {
  const { year, month, day } = civil(at);
  const lunar = Solar.fromYmd(year, month, day).getLunar();
  return { month: lunar.getMonth(), day: lunar.getDay() };
}

function roundDown(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
