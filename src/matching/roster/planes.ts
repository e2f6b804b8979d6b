import type { WeeklyWindow } from "../../station/index.ts";

/** What is asked with yes or no about a helper, each a plane of bits. */
export const plane = { askable: 0, female: 1, male: 2, socialWorker: 3, experienced: 4, nobody: 5 } as const;
const skillPlanes = { first: 6, count: 10 };
const languagePlanes = { first: 16, count: 8 };
const firstHourPlane = 24;
/** Two hours each, from 6:00 to 22:00. */
const slotsPerDay = 8;
const slotMinutes = 120;
const firstMinute = 6 * 60;
export const planeCount = firstHourPlane + 7 * slotsPerDay;

/** Planes for words that are not known beforehand, while there are any left. */
export interface Vocabulary {
  /** The plane of this word, or nothing when all are taken. */
  planeOf(word: string): number | undefined;
  /** The plane a helper must be in: `nobody` for a word no helper has, nothing when the word got no plane. */
  wanted(word: string): number | undefined;
}

function makeVocabulary({ first, count }: { readonly first: number; readonly count: number }): Vocabulary {
  const planes = new Map<string, number | undefined>();
  return {
    planeOf: (word) => {
      if (!planes.has(word)) planes.set(word, planes.size < count ? first + planes.size : undefined);
      return planes.get(word);
    },
    wanted: (word) => (planes.has(word) ? planes.get(word) : plane.nobody),
  };
}

export interface Vocabularies {
  readonly skills: Vocabulary;
  readonly languages: Vocabulary;
}

export function makeVocabularies(): Vocabularies {
  return { skills: makeVocabulary(skillPlanes), languages: makeVocabulary(languagePlanes) };
}

/** The planes of the slots that minutes `from` to `to` of this weekday touch. */
export function hourPlanes({ weekday, from, to }: WeeklyWindow): number[] {
  const first = Math.max(0, Math.floor((from - firstMinute) / slotMinutes));
  const last = Math.min(slotsPerDay, Math.ceil((to - firstMinute) / slotMinutes));
  const base = firstHourPlane + (weekday - 1) * slotsPerDay;
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => base + first + i);
}

/** The planes of every slot of the week. */
export const allHourPlanes: readonly number[] = Array.from({ length: 7 * slotsPerDay }, (_, i) => firstHourPlane + i);
