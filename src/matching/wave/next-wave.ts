import { addMinutes, minuteMs, startOfDay } from "../../platform/index.ts";
import { isQuiet, nextLoudTime, type StationSettings } from "../../station/index.ts";
import type { Need } from "../need.ts";
import type { StationAnswers } from "./answer-odds.ts";

/** Where the search for helpers of one request stands. */
export interface WaveHistory {
  readonly now: Date;
  /** When the search began. */
  readonly queuedAt: Date;
  /** When the first of this search were asked; absent while nobody was. */
  readonly firstAskedAt?: Date;
  readonly seatsLeft: number;
  /** Questions nobody has answered yet and that have not expired. */
  readonly open: readonly { readonly offeredAt: Date }[];
  /** How likely each of those not yet asked says yes, in the order in which they would be asked. */
  readonly odds: readonly number[];
}

export type WaveMove =
  /** Ask the next `count`; `isBroadcast` when these are as many as can be of use, because the time runs out. */
  | { readonly kind: "ask"; readonly count: number; readonly ttlMinutes: number; readonly isBroadcast: boolean }
  /** Nothing to do until then, or until somebody says no. */
  | { readonly kind: "wait"; readonly until: Date }
  /** Tell the coordinator to phone. */
  | { readonly kind: "phone"; readonly why: "nobody_left" | "too_late" };

/** As many are asked in the end that somebody says yes with this certainty. */
const certainty = 0.97;
/** Within this share of the time there is, enough want to be asked: answers come late, and the rest is for the telephone. */
const timeShare = 1 / 4;
const shortestPatienceMinutes = 5;
/** Nobody is joined by others before this share of the time R1 gives them. */
const leastTtlShare = 1 / 4;
/** A broadcast asks so many times as many as should suffice: there is no time left to ask others. */
const broadcastShare = 4;
/** So long before its end, or in the second half of a short search, it broadcasts, to leave time for answers. */
const lastChanceMinutes = 45;
/** No wave is wider than the first one doubled so often. */
const mostWidenings = 6;
/** When nobody is left who may be asked now, others may have rested after so long. */
const lookAgainMinutes = 30;

/** When a search ends without a result and the coordinator takes over: before the start, or at a share of a short lead (T38, T39). */
export function searchEndsAt(need: Need, queuedAt: Date, { unfilled }: StationSettings): Date {
  const lead = need.startAt.getTime() - queuedAt.getTime();
  return new Date(
    Math.max(need.startAt.getTime() - unfilled.beforeStartMinutes * minuteMs, queuedAt.getTime() + lead * unfilled.leadShare),
  );
}

/**
 * What to do next for a request: how many to ask at once, how long to wait, when to ask everybody, when to phone. Few are asked while
 * there is time, each no is replaced at once, silence is replaced after the time answers usually take, and when the start comes near as
 * many may be open as R1 says, doubled each time that patience has passed. Starts from R1 (`offers`), keeps R2's quiet hours; whom to
 * ask is the caller's.
 */
export function nextWave(history: WaveHistory, need: Need, settings: StationSettings, answers: StationAnswers): WaveMove {
  const { now, queuedAt, firstAskedAt, seatsLeft, open, odds } = history;
  const endsAt = searchEndsAt(need, queuedAt, settings);
  if (now >= endsAt) return { kind: "phone", why: "too_late" };
  if (need.urgency !== "urgent" && isQuiet(now, settings)) return { kind: "wait", until: earlier(nextLoudTime(now, settings), endsAt) };

  const { atOnce, ttlMinutes } = settings.offers[need.urgency];
  const minutesLeft = loudMinutes(now, endsAt, need, settings);
  const searchMinutes = minutesLeft * timeShare;
  const wanted = asksFor(seatsLeft, odds);
  const usualPatience = Math.max(shortestPatienceMinutes, answers.answerMinutes, ttlMinutes * leastTtlShare);
  const leastPatience = settings.offers.isSilenceReplaced ? Math.min(ttlMinutes, usualPatience) : ttlMinutes;
  const patience = clamp(searchMinutes / Math.max(1, wanted), leastPatience, ttlMinutes);
  const fresh = open.filter(({ offeredAt }) => addMinutes(offeredAt, patience) > now);
  const wavesLeft = Math.max(1, Math.floor(searchMinutes / patience));
  const wholeSearch = minutesBetween(queuedAt, endsAt);
  const widenings = firstAskedAt ? Math.min(mostWidenings, Math.floor(loudMinutes(firstAskedAt, now, need, settings) / patience)) : 0;
  const isLastChance = minutesLeft <= Math.min(lastChanceMinutes, wholeSearch / 2) || (need.urgency === "urgent" && widenings >= 2);
  const widest = Math.max(atOnce, seatsLeft) * 2 ** widenings;
  const width = isLastChance ? broadcastShare * wanted : clamp(Math.ceil(wanted / wavesLeft), Math.max(atOnce, seatsLeft), widest);
  const count = Math.min(odds.length, width - fresh.length);

  if (count > 0) return { kind: "ask", count, ttlMinutes: Math.min(ttlMinutes, minutesLeft), isBroadcast: isLastChance };
  if (open.length === 0) return { kind: "phone", why: "nobody_left" };
  const stale = fresh.map(({ offeredAt }) => addMinutes(offeredAt, patience)).sort((a, b) => a.getTime() - b.getTime());
  const lookAgainAt = odds.length > 0 && stale[0] ? stale[0] : addMinutes(now, lookAgainMinutes);
  return { kind: "wait", until: earlier(lookAgainAt, endsAt) };
}

/** How many of these in turn are needed until enough say yes with `certainty`; more than there are when even all do not suffice. */
function asksFor(seatsLeft: number, odds: readonly number[]): number {
  const wantedYes = -Math.log(1 - certainty) * seatsLeft;
  let expected = 0;
  for (const [i, chance] of odds.entries()) {
    expected += chance;
    if (expected >= wantedYes) return i + 1;
  }
  const mean = odds.length > 0 ? expected / odds.length : 0.1;
  return Math.ceil(wantedYes / Math.max(0.02, mean));
}

/** Minutes until `end` in which people may be asked. */
function loudMinutes(now: Date, end: Date, { urgency }: Need, settings: StationSettings): number {
  const { from, to } = settings.quietHours;
  if (urgency === "urgent" || from === to) return minutesBetween(now, end);
  let minutes = 0;
  for (let at = now; at < end; ) {
    const today = addMinutes(startOfDay(at), from);
    const quietAt = earlier(today > at ? today : addMinutes(today, 24 * 60), end);
    minutes += minutesBetween(at, quietAt);
    at = nextLoudTime(quietAt, settings);
  }
  return minutes;
}

function minutesBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / minuteMs;
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
