import { dayMs, minuteMs } from "../../platform/index.ts";
import type { HelperLoad } from "../helper.ts";

/** How a station's helpers have answered lately; what the waves learn from. */
export interface StationAnswers {
  /** Share of questions that got a yes. */
  readonly yesShare: number;
  /** Minutes within which four of five answers came, of those that came. */
  readonly answerMinutes: number;
}

/** One question that is over: when it was put, and when and how it was answered. */
export interface AnsweredOffer {
  readonly offeredAt: Date;
  readonly answeredAt?: Date;
  readonly isYes: boolean;
}

/** People say yes to about 29 of 100 alerts (17–47 in studies of alert apps): what a station starts from. */
const usualYesShare = 0.29;
const usualAnswerMinutes = 15;
/** The usual values weigh as much as this many questions of the station's own. */
const usualWeight = 30;
/** The station's share weighs as much as this many questions put to one person. */
const stationWeight = 5;

export const usualAnswers: StationAnswers = { yesShare: usualYesShare, answerMinutes: usualAnswerMinutes };

/** Learns from the questions of the last weeks; with few of them the usual values prevail. */
export function answersFrom(offers: readonly AnsweredOffer[]): StationAnswers {
  const yes = offers.filter(({ isYes }) => isYes).length;
  const minutes = offers
    .flatMap(({ offeredAt, answeredAt }) => (answeredAt ? [(answeredAt.getTime() - offeredAt.getTime()) / minuteMs] : []))
    .sort((a, b) => a - b);
  const fourOfFive = minutes[Math.floor(minutes.length * 0.8)] ?? usualAnswerMinutes;
  return {
    yesShare: (yes + usualWeight * usualYesShare) / (offers.length + usualWeight),
    answerMinutes: (fourOfFive * minutes.length + usualAnswerMinutes * usualWeight) / (minutes.length + usualWeight),
  };
}

/**
 * How likely this helper says yes, from the answers of the last 60 days and the station's share; fewer when asked often this week.
 * It decides only how many are asked at once. It is shown to nobody and never counts against anybody.
 */
export function answerOdds(load: HelperLoad, now: Date, { yesShare }: StationAnswers): number {
  const own = (load.acceptedAt.length + stationWeight * yesShare) / (load.askedAt.length + stationWeight);
  return Math.min(0.95, own * 0.9 ** askedInWeek(load, now));
}

function askedInWeek(load: HelperLoad, now: Date): number {
  const weekAgo = now.getTime() - 7 * dayMs;
  return load.askedAt.filter((at) => at.getTime() > weekAgo).length;
}

/** Asked so often lately that others should be asked first, within the same need; keeps the order otherwise. */
export function restedFirst<T extends { readonly load: HelperLoad }>(helpers: readonly T[], now: Date): T[] {
  const isTired = ({ load }: T): boolean => askedInWeek(load, now) >= tiredFrom;
  return [...helpers.filter((helper) => !isTired(helper)), ...helpers.filter(isTired)];
}

const tiredFrom = 4;
