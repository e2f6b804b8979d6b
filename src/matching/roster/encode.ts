import { askedTrainings } from "../../catalog/index.ts";
import { addMinutes, civil, dayMs, hourMs, instant, startOfDay } from "../../platform/index.ts";
import type { StationSettings } from "../../station/index.ts";
import { askedOn } from "../gates-load.ts";
import type { Helper } from "../helper.ts";
import { lastAskedSeconds } from "../rank.ts";
import { starPoints, unstatedPoints } from "../score.ts";
import { isExperienced } from "../team.ts";
import { isStaff } from "../trainings.ts";
import { allHourPlanes, hourPlanes, plane, type Vocabularies } from "./planes.ts";

/** One helper as the columns hold them. */
export interface Row {
  readonly planes: readonly number[];
  readonly restsUntil: number;
  readonly validUntil: readonly number[];
  readonly blockedFrom: number;
  readonly blockedTo: number;
  readonly adultFrom: number;
  readonly points: number;
  readonly lastAsked: number;
}

const latestDay = 0xffff;
const day2000 = 10_957;

/** Civil days since 2000-01-01, kept within 16 bits. */
export function dayNumber(at: Date): number {
  const day = Math.floor((at.getTime() + 8 * hourMs) / dayMs) - day2000;
  return Math.min(latestDay, Math.max(0, day));
}

export function encode(helper: Helper, settings: StationSettings, words: Vocabularies): Row {
  const { person, load } = helper;
  const { availability } = person.helper;
  const blocked = longestBlock(helper);
  const { scoreWeights } = settings;
  const available = availability.length > 0 ? scoreWeights.availability : unstatedPoints(settings);
  return {
    planes: [...planesOf(helper, settings, words), ...(availability.length > 0 ? availability.flatMap(hourPlanes) : allHourPlanes)],
    restsUntil: Math.floor(restsUntil(helper, settings) / 1000),
    validUntil: validDays(helper),
    blockedFrom: blocked.from,
    blockedTo: blocked.to,
    adultFrom: adultFrom(person.birthDate, settings.minors.adultAge),
    points: scoreWeights.skill + available + Math.max(0, Math.round(starPoints({ person, load }, settings))),
    lastAsked: lastAskedSeconds(helper),
  };
}

function planesOf(helper: Helper, settings: StationSettings, { skills, languages }: Vocabularies): number[] {
  const { person } = helper;
  const { status, pausedUntil, identityVerified } = person.helper;
  const isActive = status === "active" || (status === "paused" && pausedUntil !== undefined);
  const words = [...person.helper.skills.map(skills.planeOf), ...person.helper.languages.map(languages.planeOf)];
  return [
    ...(isActive && identityVerified && person.birthDate !== "" ? [plane.askable] : []),
    person.gender === "female" ? plane.female : plane.male,
    ...(person.roles.includes("social_worker") ? [plane.socialWorker] : []),
    ...(isExperienced(helper, settings) ? [plane.experienced] : []),
    ...words.filter((wordPlane) => wordPlane !== undefined),
  ];
}

/** When the last of the asking gates opens that only need time (R2); in ms, 0 when they are open. */
function restsUntil({ person, load }: Helper, settings: StationSettings): number {
  const { coolDownMinutes, maxPerDay, maxOpen } = settings.offers;
  const { status, pausedUntil } = person.helper;
  const times = [0];
  if (status === "paused" && pausedUntil) times.push(pausedUntil.getTime());
  const last = load.askedAt.at(-1);
  if (last) times.push(addMinutes(last, coolDownMinutes).getTime());
  if (last && askedOn(load, last) >= maxPerDay) times.push(startOfDay(last, 1).getTime());
  const expiries = load.openOffers.map(({ expiresAt }) => expiresAt.getTime()).sort((a, b) => b - a);
  times.push(expiries[maxOpen - 1] ?? 0);
  return Math.max(...times);
}

/** Insurance first, then each training items ask for; staff need neither. */
function validDays({ person }: Helper): number[] {
  if (isStaff(person)) return [latestDay, ...askedTrainings.map(() => latestDay)];
  const { insuredUntil, trainings } = person.helper;
  const until = (code: string) => trainings.filter((held) => held.code === code).map(({ validUntil }) => dayNumber(validUntil));
  return [insuredUntil ? dayNumber(insuredUntil) : 0, ...askedTrainings.map((code) => Math.max(0, ...until(code)))];
}

function longestBlock({ person }: Helper): { from: number; to: number } {
  let best = { from: 1, to: 0 };
  for (const { from, to } of person.helper.blocked) {
    const first = dayNumber(startOfDay(new Date(from.getTime() + dayMs - 1)));
    const last = dayNumber(startOfDay(to)) - 1;
    if (last - first > best.to - best.from) best = { from: first, to: last };
  }
  return best;
}

function adultFrom(birthDate: string, adultAge: number): number {
  if (birthDate === "") return 0;
  const { year, month, day } = civil(instant(...(birthDate.split("-").map(Number) as [number, number, number])));
  return dayNumber(instant(year + adultAge, month, day));
}
