import { civil, minuteOfDay } from "../../platform/index.ts";
import type { MatchContext } from "../gate.ts";
import { isInTheEvening } from "../gates-person.ts";
import type { Need } from "../need.ts";
import { askedTrainings, needsInsurance, skillsOf, trainingsOf } from "../trainings.ts";
import { dayNumber, fitBit, hourBits, type Vocabulary } from "./encode.ts";

/** A need in the terms of the columns. Whoever fails it fails the gates; who passes it may still fail them. */
export interface Question {
  readonly fit: number;
  /** 0–6, Monday first. */
  readonly weekday: number;
  readonly hours: number;
  readonly nowSeconds: number;
  readonly startDay: number;
  readonly lastDay: number;
  /** Columns of `validUntil` that must reach `lastDay`. */
  readonly validity: readonly number[];
  /** Day on which the helper must be of age; the last possible one when minors may serve. */
  readonly adultBy: number;
}

/** Whom a search is for. */
export type Among = "all" | "experienced" | "adults";

export function questionOf(need: Need, { now, settings }: MatchContext, skills: Vocabulary, languages: Vocabulary, among: Among): Question {
  const from = minuteOfDay(need.startAt);
  const startDay = dayNumber(need.startAt);
  const mayBeMinor = !need.item.flags.includes("home_visit") && !isInTheEvening(need, settings);
  return {
    fit: fitWanted(need, skills, languages) | (among === "experienced" ? fitBit.experienced : 0),
    weekday: civil(need.startAt).weekday - 1,
    hours: hourBits(from, Math.min(24 * 60, from + (need.endAt.getTime() - need.startAt.getTime()) / 60_000)),
    nowSeconds: now.getTime() / 1000,
    startDay,
    lastDay: dayNumber(new Date(need.endAt.getTime() - 1)),
    validity: [...(needsInsurance(need.item) ? [0] : []), ...trainingsOf(need.item).map((code) => 1 + askedTrainings.indexOf(code))],
    adultBy: mayBeMinor && among !== "adults" ? Number.POSITIVE_INFINITY : startDay,
  };
}

function fitWanted({ item, genderWish, languageWish }: Need, skills: Vocabulary, languages: Vocabulary): number {
  let fit: number = fitBit.askable;
  if (item.provider === "social_worker") fit |= fitBit.socialWorker;
  if (genderWish) fit |= genderWish === "female" ? fitBit.female : fitBit.male;
  if (languageWish) fit |= languages.wanted(languageWish);
  for (const skill of skillsOf(item)) fit |= skills.wanted(skill);
  return fit;
}
