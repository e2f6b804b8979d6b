import { addMinutes, civil, dayMs, minuteMs, startOfDay } from "../platform/index.ts";
import type { StationSettings, WeeklyWindow } from "../station/index.ts";
import type { Gate } from "./gate.ts";
import type { Booking, Helper, HelperLoad } from "./helper.ts";
import type { Need } from "./need.ts";

interface Interval {
  readonly startAt: Date;
  readonly endAt: Date;
}

export function isOverlapping(one: Interval, other: Interval): boolean {
  return one.startAt < other.endAt && other.startAt < one.endAt;
}

/** Promises to other requests; a helper's own booking for this request never stands in the way. */
export function otherBookings(load: HelperLoad, need: Need): readonly Booking[] {
  return load.bookings.filter(({ requestId }) => requestId !== need.requestId);
}

/** True when the windows the helper named cover the whole task; a task that passes midnight is never covered. */
export function isCovered(windows: readonly WeeklyWindow[], { startAt, endAt }: Interval): boolean {
  const { weekday, hour, minute } = civil(startAt);
  const from = hour * 60 + minute;
  const to = from + (endAt.getTime() - startAt.getTime()) / minuteMs;
  return windows.some((window) => window.weekday === weekday && window.from <= from && to <= window.to);
}

/** Requests asked about in the civil day of `now`. */
export function askedOn(load: HelperLoad, now: Date): number {
  if (load.askedAt.length === 0) return 0;
  const from = startOfDay(now);
  return load.askedAt.filter((at) => at >= from && at <= now).length;
}

const isOnTeam: Gate = ({ person }, need) => (need.teamIds.includes(person.id) ? { gate: "on_team", words: "已经接了这单" } : undefined);

const isExcluded: Gate = ({ person }, need) =>
  need.excludedIds.includes(person.id) ? { gate: "excluded", words: "这单已经问过" } : undefined;

/** How far the search goes so far (T13); who was asked for by name is found anywhere, social workers serve the whole town. */
const isInRadius: Gate = ({ person }, need) => {
  if (need.radius === 2 || person.id === need.wishedHelperId || need.item.provider === "social_worker") return undefined;
  const isNear = need.radius === 0 ? person.gridId === need.gridId : person.communityId === need.communityId;
  if (isNear) return undefined;
  return { gate: "radius", words: need.radius === 0 ? "不在同一网格" : "不在同一社区" };
};

const speaks: Gate = ({ person }, need) =>
  need.languageWish === undefined || person.helper.languages.includes(need.languageWish)
    ? undefined
    : { gate: "language", words: "语言不通" };

/**
 * The part of a task that must lie within the hours a helper has named. People name mornings and afternoons; of a long task the end may
 * lie outside, at most half of it and at most what the station allows: whoever comes stays longer then, and is told so (ADR 12).
 */
export function withinStatedHours({ startAt, endAt }: Interval, { offers }: StationSettings): Interval {
  const minutes = (endAt.getTime() - startAt.getTime()) / minuteMs;
  return { startAt, endAt: addMinutes(endAt, -Math.min(offers.overrunMinutes, minutes / 2)) };
}

/** Who has named no windows may be asked at any time. */
const isAvailable: Gate = ({ person }, need, { settings }) =>
  person.helper.availability.length === 0 || isCovered(person.helper.availability, withinStatedHours(need, settings))
    ? undefined
    : { gate: "availability", words: "那个时间没空" };

const isUnblocked: Gate = ({ person }, need) => {
  const blocked = person.helper.blocked.find(({ from, to }) => isOverlapping({ startAt: from, endAt: to }, need));
  return blocked && { gate: "blocked_time", words: "说过那几天没空" };
};

const isFree: Gate = ({ load }, need) => {
  const booking = otherBookings(load, need).find((other) => isOverlapping(other, need));
  return booking && { gate: "overlap", words: `那个时间已接${booking.code}` };
};

const hasRoomThatDay: Gate = ({ load }, need, { settings }) => {
  if (load.bookings.length < settings.offers.maxTasksPerDay) return undefined;
  const from = startOfDay(need.startAt).getTime();
  const tasks = otherBookings(load, need).filter(({ startAt }) => startAt.getTime() >= from && startAt.getTime() < from + dayMs);
  return tasks.length < settings.offers.maxTasksPerDay ? undefined : { gate: "tasks_per_day", words: `那天已有${tasks.length}单` };
};

const hasNoOpenOffer: Gate = ({ load }, _need, { now, settings }) => {
  const open = load.openOffers.filter(({ expiresAt }) => expiresAt > now);
  if (open.length < settings.offers.maxOpen) return undefined;
  const until = open.map(({ expiresAt }) => expiresAt).sort((a, b) => a.getTime() - b.getTime())[0];
  return { gate: "open_offer", words: "正在考虑另一单", ...(until && { until }) };
};

const wasAskedLittle: Gate = ({ load }, _need, { now, settings }) => {
  const asked = askedOn(load, now);
  if (asked < settings.offers.maxPerDay) return undefined;
  return { gate: "offers_per_day", words: `今天已经问过${asked}次`, until: startOfDay(now, 1) };
};

const hasRested: Gate = ({ load }: Helper, _need, { now, settings }) => {
  const last = load.askedAt.at(-1);
  if (last === undefined) return undefined;
  const until = addMinutes(last, settings.offers.coolDownMinutes);
  return until > now ? { gate: "cool_down", words: "刚问过,先歇一歇", until } : undefined;
};

/** Where, when and how often: R2, R5 overlap, T13. */
export const loadGates: readonly Gate[] = [
  isOnTeam,
  isExcluded,
  isInRadius,
  speaks,
  isAvailable,
  isUnblocked,
  isFree,
  hasRoomThatDay,
  hasNoOpenOffer,
  wasAskedLittle,
  hasRested,
];
