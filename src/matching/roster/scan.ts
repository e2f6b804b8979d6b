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

/** Puts the rows `from`–`to` that pass the question on the shortlist, `nearness` points to each. */
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
  if (from >= to) return;
  const planes = question.planes.map((p) => columns.planes[p] as Uint32Array);
  const first = planes[0] as Uint32Array;
  const firstWord = from >>> 5;
  const lastWord = (to - 1) >>> 5;
  for (let word = firstWord; word <= lastWord; word++) {
    let bits = first[word] as number;
    for (let p = 1; bits !== 0 && p < planes.length; p++) bits &= (planes[p] as Uint32Array)[word] as number;
    if (bits === 0) continue;
    if (word === firstWord) bits &= -1 << (from & 31);
    if (word === lastWord) bits &= -1 >>> (31 - ((to - 1) & 31));
    while (bits !== 0) {
      const row = (word << 5) + 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      if (passes(columns, question, row)) tallyRow(columns, names, question, tally, row, nearness, list);
    }
  }
}

function passes(columns: Columns, { validity, lastDay, startDay, nowSeconds, adultBy }: Question, row: number): boolean {
  for (let i = 0; i < validity.length; i++) {
    if (((columns.validUntil[validity[i] as number] as Uint16Array)[row] as number) < lastDay) return false;
  }
  if ((columns.restsUntil[row] as number) > nowSeconds) return false;
  if ((columns.blockedFrom[row] as number) <= startDay && startDay <= (columns.blockedTo[row] as number)) return false;
  return (columns.adultFrom[row] as number) <= adultBy;
}

/** Adds the row up and puts it on the list if it belongs there, looking at as little as that takes. */
function tallyRow(columns: Columns, names: Names, question: Question, tally: Tally, row: number, nearness: number, list: Shortlist): void {
  const { fairnessWeight, fairnessPoints, drawSeed } = tally;
  const last = list.limit - 1;
  const isFull = list.count === list.limit;
  const worst = isFull ? (list.scores[last] as number) : -1;
  const sure = nearness + (columns.points[row] as number);
  if (sure + fairnessWeight < worst) return;
  const asked = columns.lastAsked[row] as number;
  const score = sure + (asked === 0 ? fairnessWeight : fairnessPoints(question.nowSeconds - asked, fairnessWeight));
  if (score < worst || (score === worst && asked > (list.lastAsked[last] as number))) return;
  const draw = names.hashFrom(drawSeed, row) >>> 0;
  if (isFull && score === worst && asked === list.lastAsked[last] && draw >= (list.draws[last] as number)) return;
  insert(list, row, score, asked, draw);
}
