import Flatbush from "flatbush";
import { context } from "../../src/matching/builders.ts";
import type { Need } from "../../src/matching/need.ts";
import { makeRandom } from "../../src/matching/random-people.ts";
import { type Columns, makeColumns } from "../../src/matching/roster/columns.ts";
import { encode } from "../../src/matching/roster/encode.ts";
import { makeVocabularies, type Vocabularies } from "../../src/matching/roster/planes.ts";
import { type Question, questionOf } from "../../src/matching/roster/question.ts";
import { makeRoster, type Roster } from "../../src/matching/roster/roster.ts";
import { fairnessPoints } from "../../src/matching/score.ts";
import { comparePairs, cpuMicroseconds, report } from "./compare.ts";
import { type Home, needsFor, people } from "./metropolis.ts";

const k = 10;
const { settings } = context;

/** Bits 0–23 of a helper's planes in one number, the hours of each weekday in one byte. */
interface Reference {
  readonly columns: Columns;
  readonly fit: Int32Array;
  readonly hours: readonly Uint8Array[];
  readonly homes: readonly Home[];
  readonly flatbush: Flatbush;
  readonly words: Vocabularies;
}

const bitsOf = (planes: readonly number[], from: number, count: number): number =>
  planes.reduce((bits, plane) => (plane >= from && plane < from + count ? bits | (1 << (plane - from)) : bits), 0);

/** The same people twice: in our roster, and in columns in the order of arrival behind a flatbush of their positions. */
function build(n: number): { roster: Roster; reference: Reference; putMicroseconds: number; packMicroseconds: number } {
  const roster = makeRoster(n);
  const random = makeRandom(3);
  const words = makeVocabularies();
  const columns = makeColumns(n);
  const fit = new Int32Array(n);
  const hours = Array.from({ length: 7 }, () => new Uint8Array(n));
  const homes: Home[] = [];
  const flatbush = new Flatbush(n);
  let putMicroseconds = 0;
  let i = 0;
  const batch: { helper: Parameters<Roster["put"]>[0]; home: Home }[] = [];
  const flush = (): void => {
    putMicroseconds += cpuMicroseconds(() => {
      for (const { helper } of batch) roster.put(helper, settings);
    });
    batch.length = 0;
  };
  for (const one of people(n)) {
    batch.push(one);
    if (batch.length === 10_000) flush();
    const row = encode(one.helper, settings, words);
    fit[i] = bitsOf(row.planes, 0, 24);
    hours.forEach((bytes, day) => {
      bytes[i] = bitsOf(row.planes, 24 + 8 * day, 8);
    });
    row.validUntil.forEach((day, column) => {
      (columns.validUntil[column] as Uint16Array)[i] = day;
    });
    columns.restsUntil[i] = row.restsUntil;
    columns.blockedFrom[i] = row.blockedFrom;
    columns.blockedTo[i] = row.blockedTo;
    columns.adultFrom[i] = row.adultFrom;
    columns.points[i] = row.points;
    columns.lastAsked[i] = row.lastAsked;
    homes.push(one.home);
    flatbush.add(one.home.x + random() * 500, one.home.y + random() * 500);
    i += 1;
  }
  flush();
  flatbush.finish();
  const packMicroseconds = cpuMicroseconds(() => roster.pack());
  return { roster, reference: { columns, fit, hours, homes, flatbush, words }, putMicroseconds, packMicroseconds };
}

function makeFilter({ columns, fit, hours, homes }: Reference, question: Question, need: Need): (i: number) => boolean {
  const wantedFit = bitsOf(question.planes, 0, 24);
  const wantedHours = hours.map((_, day) => bitsOf(question.planes, 24 + 8 * day, 8));
  const weekday = Math.max(
    0,
    wantedHours.findIndex((bits) => bits !== 0),
  );
  const [day, slots] = [hours[weekday] as Uint8Array, wantedHours[weekday] as number];
  const validity = question.validity.map((column) => columns.validUntil[column] as Uint16Array);
  return (i) => {
    if (((fit[i] as number) & wantedFit) !== wantedFit || ((day[i] as number) & slots) !== slots) return false;
    for (const until of validity) if ((until[i] as number) < question.lastDay) return false;
    if ((columns.restsUntil[i] as number) > question.nowSeconds) return false;
    if ((columns.blockedFrom[i] as number) <= question.startDay && question.startDay <= (columns.blockedTo[i] as number)) return false;
    return (columns.adultFrom[i] as number) <= question.adultBy && (homes[i] as Home).stationId === need.stationId;
  };
}

/** The ten nearest within 3 km who pass the same checks: less than a ranking, and what one would write first. */
function nearestTen(reference: Reference, need: Need, home: Home): number[] {
  const question = questionOf(need, context, reference.words, "all");
  return reference.flatbush.neighbors(home.x + 250, home.y + 250, k, 3000, makeFilter(reference, question, need));
}

/** The ten best by the score within 3 km: everybody there is filtered, scored and sorted. */
function bestTen(reference: Reference, need: Need, home: Home): number[] {
  const question = questionOf(need, context, reference.words, "all");
  const { columns, homes, flatbush } = reference;
  const [x, y] = [home.x + 250, home.y + 250];
  const found = flatbush.search(x - 3000, y - 3000, x + 3000, y + 3000, makeFilter(reference, question, need));
  const score = (i: number): number => {
    const { gridId, communityId } = homes[i] as Home;
    const nearness = gridId === need.gridId ? 30 : communityId === need.communityId ? 20 : 10;
    const asked = columns.lastAsked[i] as number;
    return nearness + (columns.points[i] as number) + (asked === 0 ? 15 : fairnessPoints(question.nowSeconds - asked, 15));
  };
  const scored = found.map((i) => ({ i, score: score(i) })).sort((a, b) => b.score - a.score);
  return scored.slice(0, k).map(({ i }) => i);
}

/** Keeps the results alive, so that nothing measured is optimised away. */
const kept = { sum: 0 };

/** One pass over one column of 4 bytes: as fast as any filter over all of them can be. */
function scanColumn(column: Int32Array): void {
  let found = 0;
  for (let i = 0; i < column.length; i++) found += (column[i] as number) & 1;
  kept.sum += found;
}

export interface Measured {
  readonly n: number;
  readonly queryMicroseconds: number;
}

/** Measures one size: our query beside the column scan and beside flatbush. */
export function measureRoster(n: number, targets: { readonly scan?: number; readonly flatbush?: number }): Measured {
  const { roster, reference, putMicroseconds, packMicroseconds } = build(n);
  const needs = needsFor(n, 400);
  const ours = {
    units: needs.length,
    run: () => {
      for (const { need } of needs) kept.sum += roster.search(need, context, k).ids.length;
    },
  };
  const rounds = Math.max(1, Math.round(6_000_000 / n));
  const scan = {
    units: rounds,
    run: () => {
      for (let round = 0; round < rounds; round++) scanColumn(reference.fit);
    },
  };
  const few = needs.slice(0, n > 100_000 ? 100 : 400);
  const beside = (find: typeof bestTen) =>
    comparePairs(ours, {
      units: few.length,
      run: () => {
        for (const { need, home } of few) kept.sum += find(reference, need, home).length;
      },
    });
  const besideScan = comparePairs(ours, scan);
  const size = n.toLocaleString("en");
  if (targets.scan !== undefined) report(`top ${k} of ${size} / scan of one 4-byte column`, besideScan, targets.scan, { unit: "µs CPU" });
  if (targets.flatbush !== undefined) {
    report(`top ${k} of ${size} / flatbush 3 km + filter, same ranking`, beside(bestTen), targets.flatbush, { unit: "µs CPU" });
    report(`top ${k} of ${size} / flatbush nearest ${k} + filter, no ranking`, beside(nearestTen), 1, { unit: "µs CPU" });
  }
  const perRow = roster.bytes / roster.size;
  console.log(
    JSON.stringify({
      scenario: `roster of ${size}`,
      buildSeconds: Number(((putMicroseconds + packMicroseconds) / 1e6).toFixed(3)),
      packSeconds: Number((packMicroseconds / 1e6).toFixed(3)),
      bytesEach: Number(perRow.toFixed(1)),
      queryMicroseconds: Number(besideScan.ours.toFixed(2)),
    }),
  );
  if (targets.scan !== undefined) measureUpdates(roster, n);
  return { n, queryMicroseconds: besideScan.ours };
}

function measureUpdates(roster: Roster, n: number): void {
  const changed: Parameters<Roster["put"]>[0][] = [];
  for (const { helper } of people(n)) if (changed.push(helper) === 20_000) break;
  const micros = cpuMicroseconds(() => {
    for (const helper of changed) roster.put(helper, settings);
  });
  console.log(
    JSON.stringify({ scenario: `update one of ${n.toLocaleString("en")}`, microseconds: Number((micros / changed.length).toFixed(2)) }),
  );
}

/** All sizes, and how the time of a question grows with them: the slope of a straight line through log–log points. */
export function measureRosters(isQuick: boolean): void {
  const sizes = isQuick ? [1000, 10_000, 30_000, 100_000] : [1000, 10_000, 30_000, 100_000, 1_000_000, 3_000_000];
  const points = sizes.map((n) => measureRoster(n, targetsOf(n)));
  const xs = points.map(({ n }) => Math.log10(n));
  const ys = points.map(({ queryMicroseconds }) => Math.log10(queryMicroseconds));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const slope = mean(xs.map((x, i) => (x - mx) * ((ys[i] as number) - my))) / mean(xs.map((x) => (x - mx) ** 2));
  const residual = Math.sqrt(mean(xs.map((x, i) => ((ys[i] as number) - my - slope * (x - mx)) ** 2)));
  const [first, last] = [sizes[0] as number, sizes.at(-1) as number];
  console.log(
    JSON.stringify({
      scenario: `slope of log time over log people, ${first.toLocaleString("en")} to ${last.toLocaleString("en")}`,
      ours: Number(slope.toFixed(3)),
      residual: Number(residual.toFixed(3)),
      target: "≤ 0.4",
      isMet: slope <= 0.4,
    }),
  );
}

function targetsOf(n: number): Parameters<typeof measureRoster>[1] {
  if (n === 30_000) return { scan: 1.5, flatbush: 1 / 8 };
  return n === 3_000_000 ? { scan: 0.08, flatbush: 1 / 8 } : {};
}
