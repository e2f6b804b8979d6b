/** The best rows of a scan so far, in the order of ranking, at most `limit`. Reused from scan to scan. */
export interface Shortlist {
  readonly rows: Int32Array;
  readonly scores: Int32Array;
  readonly lastAsked: Uint32Array;
  readonly draws: Uint32Array;
  limit: number;
  count: number;
}

export function makeShortlist(capacity: number): Shortlist {
  return {
    rows: new Int32Array(capacity),
    scores: new Int32Array(capacity),
    lastAsked: new Uint32Array(capacity),
    draws: new Uint32Array(capacity),
    limit: capacity,
    count: 0,
  };
}

/** Puts a row in its place; the last one falls out when the list is full. The caller has checked that it belongs in. */
export function insert(list: Shortlist, row: number, score: number, asked: number, draw: number): void {
  const { rows, scores, lastAsked, draws } = list;
  let i = list.count < list.limit ? list.count++ : list.limit - 1;
  for (; i > 0; i--) {
    const before = i - 1;
    const isBetter =
      score > (scores[before] as number) ||
      (score === scores[before] &&
        (asked < (lastAsked[before] as number) || (asked === lastAsked[before] && draw < (draws[before] as number))));
    if (!isBetter) break;
    rows[i] = rows[before] as number;
    scores[i] = scores[before] as number;
    lastAsked[i] = lastAsked[before] as number;
    draws[i] = draws[before] as number;
  }
  rows[i] = row;
  scores[i] = score;
  lastAsked[i] = asked;
  draws[i] = draw;
}
