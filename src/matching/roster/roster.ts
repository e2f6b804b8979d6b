import type { StationSettings } from "../../station/index.ts";
import type { MatchContext } from "../gate.ts";
import { hashText, offsetBasis } from "../hash.ts";
import type { Helper } from "../helper.ts";
import type { Need } from "../need.ts";
import { fairnessPoints } from "../score.ts";
import { makeCells } from "./cells.ts";
import { bytesOf, type Columns, makeColumns, reorder } from "./columns.ts";
import { encode, type Row } from "./encode.ts";
import { makeNames } from "./names.ts";
import { makeVocabularies, plane } from "./planes.ts";
import { type Among, questionOf } from "./question.ts";
import { scan, type Tally } from "./scan.ts";
import { makeShortlist, type Shortlist } from "./shortlist.ts";

/** What a search found: ids in the order of ranking, and how good an unseen helper could at best be. */
export interface Shortlisted {
  readonly ids: readonly string[];
  /** Standing of the last on the list when more may follow; nobody unseen stands before it. Absent when the list is complete. */
  readonly bound?: { readonly score: number; readonly lastAsked: number; readonly draw: number };
}

/**
 * All helpers in typed arrays, sorted by grid (a grid is some 500 m across), to find the best few among millions. It answers who
 * may be right, never wrongly leaving somebody out for what it knows; gates and score of the truth decide.
 */
export interface Roster {
  readonly size: number;
  /** Bytes of all arrays together. */
  readonly bytes: number;
  /** Takes in a helper, new or changed. */
  put(helper: Helper, settings: StationSettings): void;
  remove(personId: string): void;
  /** The best `limit` for a need, among all or among those a team still lacks (R8, R9). */
  search(need: Need, ctx: MatchContext, limit: number, among?: Among): Shortlisted;
  /** Sorts newcomers in among the others; done by itself when there are many. */
  pack(): void;
}

interface Stretch {
  from: number;
  to: number;
}

/** Newcomers and people who moved to another grid are read one by one until there are this many. */
const packAfter = 4096;

export function makeRoster(expected = 0): Roster {
  const words = makeVocabularies();
  const cells = makeCells();
  let capacity = Math.max(64, expected);
  let columns = makeColumns(capacity);
  let names = makeNames(capacity);
  let count = 0;
  /** Rows before this one are sorted by cell. */
  let packed = 0;
  let gone = 0;
  let stretches = new Map<string, Stretch>();
  let list = makeShortlist(64);

  const roster: Roster = {
    get size() {
      return count - gone;
    },
    get bytes() {
      return bytesOf(columns) + names.bytes;
    },
    put: (helper, settings) => {
      const cell = cells.cellOf(helper.person);
      const row = encode(helper, settings, words);
      const known = names.rowOf(helper.person.id);
      if (known >= 0 && columns.cell[known] === cell) {
        write(columns, known, row, cell);
        return;
      }
      if (known >= 0) forget(known);
      if (count === capacity) enlarge();
      write(columns, names.add(helper.person.id), row, cell);
      count += 1;
    },
    remove: (personId) => {
      const known = names.rowOf(personId);
      if (known >= 0) setBit(columns.planes[plane.askable] as Uint32Array, known, false);
    },
    search: (need, ctx, limit, among = "all") => {
      if (count - packed > packAfter) roster.pack();
      if (limit + 1 > list.rows.length) list = makeShortlist(2 * limit);
      list.count = 0;
      list.limit = limit + 1;
      searchRings(need, ctx, among, list);
      const last = list.count > limit ? limit : -1;
      const ids = Array.from({ length: Math.min(limit, list.count) }, (_, i) => names.idOf(list.rows[i] as number));
      return last < 0 ? { ids } : { ids, bound: standingAt(list, last) };
    },
    pack: () => {
      const order = packedOrder();
      capacity = Math.max(64, order.length + packAfter);
      const packedNames = makeNames(capacity, names.bytesPerId);
      for (const row of order) packedNames.add(names.idOf(row));
      columns = reorder(columns, order, capacity);
      names = packedNames;
      count = packed = order.length;
      gone = 0;
      stretches = stretchesOf(columns.cell);
    },
  };

  /** An old row of somebody who moved stays behind, found by nobody. */
  const forget = (row: number): void => {
    setBit(columns.planes[plane.askable] as Uint32Array, row, false);
    columns.cell[row] = -1;
    gone += 1;
  };

  const enlarge = (): void => {
    capacity = Math.ceil(capacity * 1.5);
    columns = reorder(
      columns,
      Int32Array.from({ length: count }, (_, row) => row),
      capacity,
    );
  };

  /** Rows by cell, the forgotten ones left out; the cells get the numbers of their order first. */
  const packedOrder = (): Int32Array => {
    const renumbered = cells.sort();
    const starts = new Int32Array(renumbered.length + 1);
    for (let row = 0; row < count; row++) {
      const old = columns.cell[row] as number;
      if (old < 0) continue;
      const cell = renumbered[old] as number;
      columns.cell[row] = cell;
      starts[cell + 1] = (starts[cell + 1] as number) + 1;
    }
    for (let cell = 0; cell < renumbered.length; cell++) starts[cell + 1] = (starts[cell + 1] as number) + (starts[cell] as number);
    const order = new Int32Array(count - gone);
    for (let row = 0; row < count; row++) {
      const cell = columns.cell[row] as number;
      if (cell < 0) continue;
      order[starts[cell] as number] = row;
      starts[cell] = (starts[cell] as number) + 1;
    }
    return order;
  };

  const stretchesOf = (cellOfRow: Int32Array): Map<string, Stretch> => {
    const found = new Map<string, Stretch>();
    const note = (key: string, row: number): void => {
      const stretch = found.get(key);
      if (stretch) stretch.to = row + 1;
      else found.set(key, { from: row, to: row + 1 });
    };
    for (let row = 0; row < packed; row++) {
      const cell = cellOfRow[row] as number;
      if (row > 0 && cell === cellOfRow[row - 1] && row + 1 < packed && cell === cellOfRow[row + 1]) continue;
      const [station, community, grid] = [cells.stationOf[cell], cells.communityOf[cell], cells.gridOf[cell]];
      note(`${station}`, row);
      note(`${station}\n${community}`, row);
      note(`${station}\n${community}\n${grid}`, row);
    }
    return found;
  };

  /** Grid, then the rest of the community, then the rest of the town, as long as somebody there could still get on the list. */
  const searchRings = (need: Need, ctx: MatchContext, among: Among, found: Shortlist): void => {
    const question = questionOf(need, ctx, words, among);
    const { sameGrid, sameCommunity, sameTown, skill, availability, reliability, fairness } = ctx.settings.scoreWeights;
    const tally: Tally = { fairnessWeight: fairness, fairnessPoints, drawSeed: hashText(offsetBasis, `${need.requestId} `) };
    const radius = need.item.provider === "social_worker" ? 2 : need.radius;
    const nearnesses = [sameGrid, sameCommunity, sameTown];
    const keys = [`${need.stationId}\n${need.communityId}\n${need.gridId}`, `${need.stationId}\n${need.communityId}`, need.stationId];

    scanNewcomers(need, radius, nearnesses, (row, points) => scan(columns, names, question, tally, row, row + 1, points, found));
    let inner: Stretch | undefined;
    for (let ring = 0; ring <= radius; ring++) {
      const nearness = nearnesses[ring] as number;
      const best = Math.max(...nearnesses.slice(ring)) + skill + availability + reliability + fairness;
      if (found.count === found.limit && (found.scores[found.limit - 1] as number) > best) return;
      const stretch = stretches.get(keys[ring] as string);
      if (stretch === undefined) continue;
      if (inner === undefined) scan(columns, names, question, tally, stretch.from, stretch.to, nearness, found);
      else {
        scan(columns, names, question, tally, stretch.from, inner.from, nearness, found);
        scan(columns, names, question, tally, inner.to, stretch.to, nearness, found);
      }
      inner = stretch;
    }
  };

  const scanNewcomers = (
    need: Need,
    radius: number,
    nearnesses: readonly number[],
    scanRow: (row: number, points: number) => void,
  ): void => {
    for (let row = packed; row < count; row++) {
      const cell = columns.cell[row] as number;
      if (cell < 0 || cells.stationOf[cell] !== need.stationId) continue;
      const ring = cells.gridOf[cell] === need.gridId ? 0 : cells.communityOf[cell] === need.communityId ? 1 : 2;
      if (ring <= radius) scanRow(row, nearnesses[ring] as number);
    }
  };

  return roster;
}

function write(columns: Columns, at: number, row: Row, cell: number): void {
  for (const bits of columns.planes) setBit(bits, at, false);
  for (const p of row.planes) setBit(columns.planes[p] as Uint32Array, at, true);
  columns.restsUntil[at] = row.restsUntil;
  row.validUntil.forEach((day, column) => {
    (columns.validUntil[column] as Uint16Array)[at] = day;
  });
  columns.blockedFrom[at] = row.blockedFrom;
  columns.blockedTo[at] = row.blockedTo;
  columns.adultFrom[at] = row.adultFrom;
  columns.points[at] = row.points;
  columns.lastAsked[at] = row.lastAsked;
  columns.cell[at] = cell;
}

function setBit(bits: Uint32Array, at: number, isOn: boolean): void {
  const word = bits[at >>> 5] as number;
  bits[at >>> 5] = isOn ? word | (1 << (at & 31)) : word & ~(1 << (at & 31));
}

function standingAt({ scores, lastAsked, draws }: Shortlist, i: number) {
  return { score: scores[i] as number, lastAsked: lastAsked[i] as number, draw: draws[i] as number };
}
