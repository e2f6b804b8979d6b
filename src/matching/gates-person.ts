import { addMinutes, civil, dayMs, minuteOfDay, startOfDay } from "../platform/index.ts";
import type { StationSettings } from "../station/index.ts";
import type { Gate, MatchContext } from "./gate.ts";
import type { Helper } from "./helper.ts";
import type { Need } from "./need.ts";

/** Full years on the civil day of `at`; `birthDate` is `YYYY-MM-DD`. Nobody knows the age of who told no birth date: NaN. */
export function ageAt(birthDate: string, at: Date): number {
  if (birthDate === "") return Number.NaN;
  const { year, month, day } = civil(at);
  const birthMonth = Number(birthDate.slice(5, 7));
  const hadBirthday = month > birthMonth || (month === birthMonth && day >= Number(birthDate.slice(8, 10)));
  return year - Number(birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1);
}

export function isAdult(helper: Helper, at: Date, settings: StationSettings): boolean {
  return ageAt(helper.person.birthDate, at) >= settings.minors.adultAge;
}

/** Confirmed no-shows inside the window of R13, late withdrawals counted by their weight. */
export function noShowWeight(helper: Helper, { now, settings }: MatchContext): number {
  const since = now.getTime() - settings.noShow.withinDays * dayMs;
  return helper.load.noShows.reduce((sum, { at, weight }) => (at.getTime() > since && at <= now ? sum + weight : sum), 0);
}

const isOfStation: Gate = ({ person }, need) =>
  person.stationId === need.stationId ? undefined : { gate: "station", words: "属于别的社工站" };

const isInvolved: Gate = ({ person }, need) =>
  need.involvedIds.includes(person.id) ? { gate: "requester_is_helper", words: "是本单的求助人或家人" } : undefined;

const isBlockedPair: Gate = ({ person }, need) =>
  need.blockedHelperIds.includes(person.id) || person.blockedHelperIds.includes(need.beneficiaryId)
    ? { gate: "blocked_pair", words: "双方约定不再见面" }
    : undefined;

const hasStatus: Gate = (helper, _need, ctx) => {
  const { status } = helper.person.helper;
  if (status === "left") return { gate: "status", words: "已不再参加服务" };
  const isUnderReview = status === "review" || noShowWeight(helper, ctx) >= ctx.settings.noShow.reviewAt;
  return isUnderReview ? { gate: "status", words: "正在等督导谈话" } : undefined;
};

const isPaused: Gate = (helper, _need, ctx) => {
  const { status, pausedUntil } = helper.person.helper;
  if (status === "paused" && (pausedUntil === undefined || pausedUntil > ctx.now)) {
    return { gate: "paused", words: "暂停接单中", ...(pausedUntil && { until: pausedUntil }) };
  }
  const last = helper.load.noShows.at(-1);
  if (last === undefined || noShowWeight(helper, ctx) < ctx.settings.noShow.pauseAt) return undefined;
  const until = addMinutes(last.at, ctx.settings.noShow.pauseDays * 24 * 60);
  return until > ctx.now ? { gate: "paused", words: "暂停接单中", until } : undefined;
};

const hasIdentity: Gate = ({ person }) => (person.helper.identityVerified ? undefined : { gate: "identity", words: "身份还没核验" });

/** Outside the hours in which helpers under 18 may serve. */
export function isInTheEvening(need: Need, settings: StationSettings): boolean {
  const latest = addMinutes(startOfDay(need.startAt), settings.minors.notAfter);
  return need.endAt > latest || minuteOfDay(need.startAt) < settings.quietHours.to;
}

/** Under 14 never on their own; from 14 to 17 with the guardian's consent, by day, and not in homes (R9). */
const isOfAge: Gate = ({ person }, need, { settings }) => {
  const { minHelperAge, adultAge } = settings.minors;
  const age = ageAt(person.birthDate, need.startAt);
  if (age >= adultAge) return undefined;
  if (Number.isNaN(age)) return { gate: "age_minor", words: "出生日期还没登记" };
  if (age < minHelperAge) return { gate: "age_minor", words: `未满${minHelperAge}岁` };
  if (need.item.flags.includes("home_visit")) return { gate: "age_minor", words: "未成年,不能入户" };
  if (isInTheEvening(need, settings)) return { gate: "age_evening", words: "未成年,晚上不派" };
  return person.helper.guardianConsent === true ? undefined : { gate: "guardian_consent", words: "还差监护人同意" };
};

/** Who the helper is: R2 of the glossary (requester ≠ helper), R9, R12 identity and age, R13. */
export const personGates: readonly Gate[] = [isOfStation, isInvolved, isBlockedPair, hasStatus, isPaused, hasIdentity, isOfAge];
