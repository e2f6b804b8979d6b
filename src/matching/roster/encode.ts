import { addMinutes, civil, dayMs, instant, startOfDay } from "../../platform/index.ts";
import type { StationSettings, WeeklyWindow } from "../../station/index.ts";
import { askedOn } from "../gates-load.ts";
import type { Helper } from "../helper.ts";
import { lastAskedSeconds } from "../rank.ts";
import { starPoints, unstatedPoints } from "../score.ts";
import { isExperienced } from "../team.ts";
import { askedTrainings, isStaff } from "../trainings.ts";

/** Bits of the `fit` column. Skills and languages take the bits given out by a `Vocabulary`. */
export const fitBit = { askable: 1, female: 2, male: 4, socialWorker: 8, experienced: 16, impossible: 1 << 30 } as const;
export const skillBits = { first: 5, count: 10 } as const;
export const languageBits = { first: 15, count: 10 } as const;

/** Gives each word seen a bit while bits last. */
export interface Vocabulary {
  bitOf(word: string): number;
  /** The bit a helper must have; `impossible` when no helper has the word, 0 when it got no bit. */
  wanted(word: string): number;
}

export function makeVocabulary({ first, count }: { readonly first: number; readonly count: number }): Vocabulary {
  const bits = new Map<string, number>();
  return {
    bitOf: (word) => {
      if (!bits.has(word)) bits.set(word, bits.size < count ? 1 << (first + bits.size) : 0);
      return bits.get(word) as number;
    },
    wanted: (word) => bits.get(word) ?? fitBit.impossible,
  };
}

/** One helper as the columns hold them. */
export interface Row {
  readonly fit: number;
  readonly hours: readonly number[];
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
  const day = Math.floor((at.getTime() + 8 * 3_600_000) / dayMs) - day2000;
  return Math.min(latestDay, Math.max(0, day));
}

export function encode(helper: Helper, settings: StationSettings, skills: Vocabulary, languages: Vocabulary): Row {
  const { person, load } = helper;
  const { availability } = person.helper;
  const blocked = longestBlock(helper);
  const { scoreWeights } = settings;
  const available = availability.length > 0 ? scoreWeights.availability : unstatedPoints(settings);
  return {
    fit: fitOf(helper, settings, skills, languages),
    hours: hoursOf(availability),
    restsUntil: Math.floor(restsUntil(helper, settings) / 1000),
    validUntil: validDays(helper),
    blockedFrom: blocked.from,
    blockedTo: blocked.to,
    adultFrom: adultFrom(person.birthDate, settings.minors.adultAge),
    points: scoreWeights.skill + available + Math.max(0, Math.round(starPoints({ person, load }, settings))),
    lastAsked: lastAskedSeconds(helper),
  };
}

function fitOf(helper: Helper, settings: StationSettings, skills: Vocabulary, languages: Vocabulary): number {
  const { person } = helper;
  const { status, pausedUntil, identityVerified } = person.helper;
  const isActive = status === "active" || (status === "paused" && pausedUntil !== undefined);
  let fit = person.gender === "female" ? fitBit.female : fitBit.male;
  if (isActive && identityVerified && person.birthDate !== "") fit |= fitBit.askable;
  if (person.roles.includes("social_worker")) fit |= fitBit.socialWorker;
  if (isExperienced(helper, settings)) fit |= fitBit.experienced;
  for (const skill of person.helper.skills) fit |= skills.bitOf(skill);
  for (const language of person.helper.languages) fit |= languages.bitOf(language);
  return fit;
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

/** One bit for each two hours some window touches; every bit for those who named none. */
function hoursOf(windows: readonly WeeklyWindow[]): number[] {
  if (windows.length === 0) return Array.from({ length: 7 }, () => 0xff);
  const hours = [0, 0, 0, 0, 0, 0, 0];
  for (const { weekday, from, to } of windows) hours[weekday - 1] = (hours[weekday - 1] ?? 0) | hourBits(from, to);
  return hours;
}

/** The eight times two hours from 6:00 to 22:00 that minutes `from` to `to` touch. */
export function hourBits(from: number, to: number): number {
  let bits = 0;
  for (let slot = 0; slot < 8; slot++) {
    const begin = 360 + slot * 120;
    if (from < begin + 120 && begin < to) bits |= 1 << slot;
  }
  return bits;
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
