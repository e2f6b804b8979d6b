import { askedTrainings, demandsOf } from "../../catalog/index.ts";
import { civil, minuteMs } from "../../platform/index.ts";
import type { StationSettings } from "../../station/index.ts";
import type { MatchContext } from "../gate.ts";
import { withinStatedHours } from "../gates-load.ts";
import { isInTheEvening } from "../gates-person.ts";
import type { Need } from "../need.ts";
import { dayNumber } from "./encode.ts";
import { hourPlanes, plane, type Vocabularies } from "./planes.ts";

/** A need in the terms of the columns. Whoever fails it fails the gates; who passes it may still fail them. */
export interface Question {
  /** Planes the helper must be in, the rarest first. */
  readonly planes: readonly number[];
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

export function questionOf(need: Need, { now, settings }: MatchContext, words: Vocabularies, among: Among): Question {
  const startDay = dayNumber(need.startAt);
  const { trainings, isInsuranceNeeded } = demandsOf(need.item);
  const mayBeMinor = among !== "adults" && !need.item.flags.includes("home_visit") && !isInTheEvening(need, settings);
  return {
    planes: planesWanted(need, words, among, settings),
    nowSeconds: now.getTime() / 1000,
    startDay,
    lastDay: dayNumber(new Date(need.endAt.getTime() - 1)),
    validity: [...(isInsuranceNeeded ? [0] : []), ...trainings.map((code) => 1 + askedTrainings.indexOf(code))],
    adultBy: mayBeMinor ? Number.POSITIVE_INFINITY : startDay,
  };
}

function planesWanted(need: Need, { skills, languages }: Vocabularies, among: Among, settings: StationSettings): number[] {
  const { item, genderWish, languageWish } = need;
  const { startAt, endAt } = withinStatedHours(need, settings);
  const { weekday, hour, minute } = civil(startAt);
  const from = hour * 60 + minute;
  const wanted: (number | undefined)[] = demandsOf(item).skills.map(skills.wanted);
  if (item.provider === "social_worker") wanted.push(plane.socialWorker);
  if (languageWish) wanted.push(languages.wanted(languageWish));
  wanted.push(...hourPlanes({ weekday, from, to: from + (endAt.getTime() - startAt.getTime()) / minuteMs }));
  if (genderWish) wanted.push(plane[genderWish]);
  if (among === "experienced") wanted.push(plane.experienced);
  return [...wanted.filter((one) => one !== undefined), plane.askable];
}
