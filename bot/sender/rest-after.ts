import { addMinutes } from "../../src/platform/index.ts";

/** Tries at a notice that fails for an unknown reason. */
export const maxTries = 6;
/** A channel that does not answer, or asks us to slow down, is given about an hour. */
export const maxTriesWhenAway = 12;
const longestRestMinutes = 10;

/** When to try again after so many tries: six seconds, then twice as long each time. */
export function restAfter(now: Date, tries: number): Date {
  return addMinutes(now, Math.min(0.1 * 2 ** tries, longestRestMinutes));
}
