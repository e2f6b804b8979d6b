import { demandsOf } from "../catalog/index.ts";
import { civil, minuteMs, startOfDay } from "../platform/index.ts";
import type { StationSettings } from "../station/index.ts";
import type { MatchContext } from "./gate.ts";
import { isCovered } from "./gates-load.ts";
import { noShowWeight } from "./gates-person.ts";
import type { Booking, Helper } from "./helper.ts";
import type { Need } from "./need.ts";
import { nearnessOf } from "./places.ts";
import { isStaffOnly, trainingName } from "./trainings.ts";

export type PartCode = "nearness" | "skill" | "last_liked" | "availability" | "fairness" | "reliability";

/** One part of a score: what it adds and how a coordinator reads it; no words where there is nothing good to say. */
export interface ScorePart {
  readonly code: PartCode;
  readonly points: number;
  readonly words?: string;
  /** To be read whatever it adds: what a coordinator should know before they pick. */
  readonly isCaution?: boolean;
}

type Part = (helper: Helper, need: Need, ctx: MatchContext) => ScorePart;

/** Two weeks without being asked earn the full fairness points. */
const restedSeconds = 14 * 24 * 3600;
/** Stars assumed while nobody has rated. */
const unratedStars = 4;
/** A task within this time of another one nearby is on the way. */
export const onTheWayMinutes = 90;
const onTheWayMs = onTheWayMinutes * minuteMs;

/** The task this helper already has near the door shortly before or after. */
function neighbouringTask({ load }: Helper, need: Need): Booking | undefined {
  return load.bookings.find(
    (booking) =>
      booking.requestId !== need.requestId &&
      booking.communityId === need.communityId &&
      booking.startAt.getTime() - need.endAt.getTime() <= onTheWayMs &&
      need.startAt.getTime() - booking.endAt.getTime() <= onTheWayMs,
  );
}

const nearness: Part = (helper, need, { settings }) => {
  const { sameGrid, sameCommunity, sameTown } = settings.scoreWeights;
  const points = { grid: sameGrid, community: sameCommunity, town: sameTown };
  const words = { grid: "同网格", community: "同社区", town: "同镇" };
  const home = nearnessOf(helper.person, need);
  const task = neighbouringTask(helper, need);
  const there = task && nearnessOf(task, need);
  return there && points[there] > points[home]
    ? { code: "nearness", points: points[there], words: "上下单顺路" }
    : { code: "nearness", points: points[home], words: words[home] };
};

const skill: Part = ({ person }, need, { settings }) => {
  const { trainings, skills } = demandsOf(need.item);
  // Staff are kept for what volunteers may not do: for a volunteer's task their training is no merit.
  const points = isStaffOnly(person) && need.item.provider === "volunteer" ? 0 : settings.scoreWeights.skill;
  const [training] = trainings.filter((code) => person.helper.trainings.some((held) => held.code === code));
  if (training) return { code: "skill", points, words: `${trainingName(training)}培训有效` };
  const [ability] = skills;
  if (ability) return { code: "skill", points, words: `会${trainingName(ability)}` };
  if (person.roles.includes("social_worker")) return { code: "skill", points, words: "专业社工" };
  return person.roles.includes("grid_worker") ? { code: "skill", points, words: "网格员" } : { code: "skill", points };
};

const lastLiked: Part = ({ person, load }, need, { settings }) => {
  const points = settings.scoreWeights.lastLiked;
  if (person.id === need.wishedHelperId) return { code: "last_liked", points, words: "居民点名" };
  if (load.likedBy.includes(need.beneficiaryId)) return { code: "last_liked", points, words: "上次服务评价好" };
  return { code: "last_liked", points: 0 };
};

/** 19点, 19点半, 19:15 */
function clockWords(at: Date): string {
  const { hour, minute } = civil(at);
  return minute === 0 ? `${hour}点` : minute === 30 ? `${hour}点半` : `${hour}:${String(minute).padStart(2, "0")}`;
}

/** Points for somebody who may be free: no windows named. */
export function unstatedPoints({ scoreWeights }: StationSettings): number {
  return Math.floor(scoreWeights.availability / 2);
}

const availability: Part = ({ person }, need, { settings }) => {
  const points = settings.scoreWeights.availability;
  const { availability } = person.helper;
  if (availability.length === 0) return { code: "availability", points: unstatedPoints(settings) };
  if (isCovered(availability, need)) return { code: "availability", points, words: "时间合适" };
  return { code: "availability", points: 0, words: `要到${clockWords(need.endAt)},比平时晚`, isCaution: true };
};

/** Points for not having been asked for so many seconds. */
export function fairnessPoints(seconds: number, weight: number): number {
  return Math.floor(weight * Math.min(1, Math.max(0, seconds / restedSeconds)));
}

/** Grows with the days since the helper was last asked; words count this week's tasks. */
const fairness: Part = ({ load }, _need, { now, settings }) => {
  const last = load.askedAt.at(-1);
  const seconds = last === undefined ? Number.POSITIVE_INFINITY : (now.getTime() - last.getTime()) / 1000;
  const points = fairnessPoints(seconds, settings.scoreWeights.fairness);
  const monday = startOfDay(now, 1 - civil(now).weekday);
  const thisWeek = load.askedAt.filter((at) => at >= monday).length;
  if (thisWeek > 2) return { code: "fairness", points };
  return { code: "fairness", points, words: thisWeek === 0 ? "本周还没派过" : `本周只派过${thisWeek}次` };
};

/** Points for the stars received, before no-shows are taken off. */
export function starPoints({ load }: Helper, { scoreWeights }: StationSettings): number {
  return (scoreWeights.reliability * ((load.rating ?? unratedStars) - 1)) / 4;
}

const reliability: Part = (helper, _need, ctx) => {
  const stars = helper.load.rating ?? unratedStars;
  const points = Math.max(0, Math.round(starPoints(helper, ctx.settings) - 2 * noShowWeight(helper, ctx)));
  return helper.load.rating !== null && stars >= 4.5
    ? { code: "reliability", points, words: `评价${stars.toFixed(1)}分` }
    : { code: "reliability", points };
};

/** R4 in the order in which its parts are read out. */
const parts: readonly Part[] = [nearness, skill, lastLiked, availability, fairness, reliability];

/** The parts of R4 for a helper who has passed the gates; their points sum to 0–100 with the default weights. */
export function scoreOf(helper: Helper, need: Need, ctx: MatchContext): ScorePart[] {
  return parts.map((part) => part(helper, need, ctx));
}

export function totalOf(scoreParts: readonly ScorePart[]): number {
  return scoreParts.reduce((sum, { points }) => sum + points, 0);
}

/** What to beware of and the best reasons, four in one line: 「同网格 · 陪诊培训有效 · 上次服务评价好 · 本周只派过1次」. */
export function reasonsOf(scoreParts: readonly ScorePart[]): string {
  const told = scoreParts.filter(({ points, words, isCaution }) => words !== undefined && (points > 0 || isCaution));
  const best = [...told].sort((a, b) => Number(b.isCaution ?? false) - Number(a.isCaution ?? false) || b.points - a.points).slice(0, 4);
  return told
    .filter((part) => best.includes(part))
    .map(({ words }) => words)
    .join(" · ");
}
