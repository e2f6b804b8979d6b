import type { Columns } from "./columns.ts";
import type { Names } from "./names.ts";
import type { Question } from "./question.ts";
import { insert, type Shortlist } from "./shortlist.ts";

/** What a scan adds up for each row that passes. */
export interface Tally {
  readonly fairnessWeight: number;
  readonly fairnessPoints: (seconds: number, weight: number) => number;
  /** The hash of the request id, to draw among equals. */
  readonly drawSeed: number;
}

/**
 * Puts the rows `from`–`to` that pass the question on the shortlist, `nearness` points to each. One pass: the cheapest check that
 * refuses most comes first, so that most rows cost one load and one comparison.
 */
export function scan(
  columns: Columns,
  names: Names,
  question: Question,
  tally: Tally,
  from: number,
  to: number,
  nearness: number,
  list: Shortlist,
): void {
  const { fit, restsUntil, blockedFrom, blockedTo, adultFrom, points, lastAsked } = columns;
  const hours = columns.hours[question.weekday] as Uint8Array;
  const [first, second, third] = question.validity.map((column) => columns.validUntil[column] as Uint16Array);
  const { fit: wantedFit, hours: wantedHours, nowSeconds, startDay, lastDay, adultBy } = question;
  const { fairnessWeight, fairnessPoints, drawSeed } = tally;

  for (let row = from; row < to; row++) {
    if (((fit[row] as number) & wantedFit) !== wantedFit) continue;
    if (((hours[row] as number) & wantedHours) !== wantedHours) continue;
    if (first !== undefined && (first[row] as number) < lastDay) continue;
    if (second !== undefined && (second[row] as number) < lastDay) continue;
    if (third !== undefined && (third[row] as number) < lastDay) continue;
    if ((restsUntil[row] as number) > nowSeconds) continue;
    if ((blockedFrom[row] as number) <= startDay && startDay <= (blockedTo[row] as number)) continue;
    if ((adultFrom[row] as number) > adultBy) continue;

    const isFull = list.count === list.limit;
    const worst = isFull ? (list.scores[list.limit - 1] as number) : -1;
    const sure = nearness + (points[row] as number);
    if (sure + fairnessWeight < worst) continue;
    const asked = lastAsked[row] as number;
    const score = sure + (asked === 0 ? fairnessWeight : fairnessPoints(nowSeconds - asked, fairnessWeight));
    if (score < worst) continue;
    if (score === worst && asked > (list.lastAsked[list.limit - 1] as number)) continue;
    const draw = names.hashFrom(drawSeed, row) >>> 0;
    if (isFull && score === worst && asked === list.lastAsked[list.limit - 1] && draw >= (list.draws[list.limit - 1] as number)) continue;
    insert(list, row, score, asked, draw);
  }
}
