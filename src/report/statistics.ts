import { minuteMs } from "../platform/index.ts";
import { storedRequests } from "./collections.ts";
import { ledgerMinutes } from "./ledger-minutes.ts";
import { partOf } from "./period.ts";
import type { ReportDeps } from "./report-deps.ts";
import { rowNames } from "./row-names.ts";
import type { Counts, Dimension, Statistics, StatisticsFilter, StatisticsQuery } from "./statistics-query.ts";
import { askedStages, type Stage, servedStages } from "./statistics-stages.ts";
import { suppressSmall } from "./suppress.ts";

interface Served {
  readonly _id: string | null;
  readonly sessions: number;
  readonly serviceCount: number;
  readonly people: readonly string[];
  readonly teams: readonly (readonly string[])[];
  readonly stars: number;
  readonly ratings: number;
}

/** A row also names its services, so that their minutes can be looked up together; in the total they add up. */
interface ServedRow extends Served {
  readonly ids: readonly string[];
}

interface Asked {
  readonly _id: string | null;
  readonly requests: number;
  readonly unfilled: number;
  readonly people: readonly string[];
  readonly waits: readonly number[];
}

/** A row with how many people stand behind it, by which it may have to be left out. */
export interface Weighed {
  readonly key: string;
  readonly counts: Counts;
  readonly peopleServed: number;
  readonly peopleAsking: number;
}

/**
 * 场次, 人次, 人数 and what else a station reports, in rows by one dimension, with the total. Filters combine, and each row carries the
 * filter that opens it, so that a reader can go from a category to its items, from an item to its months. Days are the station's.
 * Nothing is stored: a correction of hours changes what was reported of the past.
 */
export async function statisticsOf(deps: ReportDeps, query: StatisticsQuery): Promise<Statistics> {
  const [served, asked] = await Promise.all([
    grouped<Served, ServedRow>(deps, servedStages(query, deps.catalog)),
    grouped<Asked>(deps, askedStages(query, deps.catalog)),
  ]);
  const ledger = await ledgerMinutes(
    deps.db,
    served.rows.flatMap(({ ids }) => ids),
  );
  const keys = [...new Set([...served.rows, ...asked.rows].map(({ _id }) => _id as string))];
  const weighed = keys.map((key) => {
    const held = served.rows.find(({ _id }) => _id === key);
    const minutes = (held?.ids ?? []).reduce((sum, id) => sum + (ledger.get(id) ?? 0), 0);
    const askedFor = asked.rows.find(({ _id }) => _id === key);
    return weigh(key, held, askedFor, minutes);
  });
  const allMinutes = weighed.reduce((sum, { counts }) => sum + counts.minutes, 0);
  const names = await rowNames(deps, query);
  const { rows, total } = suppressSmall(weighed, weigh("total", served.total[0], asked.total[0], allMinutes), query.suppressBelow ?? 0);
  const filter = filterOf(query);
  return {
    by: query.by,
    filter,
    rows: rows
      .map(({ key, counts }) => ({ key, label: names.labelOf(key), counts, filter: narrowed(filter, query.by, key) }))
      .toSorted((a, b) => names.compare(a.key, b.key)),
    total,
  };
}

async function grouped<Total, Row = Total>({ db }: Pick<ReportDeps, "db">, stages: Stage[]): Promise<{ rows: Row[]; total: Total[] }> {
  const [found] = await storedRequests(db).aggregate<{ rows: Row[]; total: Total[] }>(stages, { allowDiskUse: true }).toArray();
  return found ?? { rows: [], total: [] };
}

function weigh(key: string, served: Served | undefined, asked: Asked | undefined, minutes: number): Weighed {
  const ratings = served?.ratings ?? 0;
  const counts: Counts = {
    sessions: served?.sessions ?? 0,
    serviceCount: served?.serviceCount ?? 0,
    uniquePeople: served?.people.length ?? 0,
    helpers: new Set(served?.teams.flat()).size,
    minutes,
    averageStars: served && ratings > 0 ? Math.round((served.stars / ratings) * 100) / 100 : null,
    ratings,
    requests: asked?.requests ?? 0,
    unfilled: asked?.unfilled ?? 0,
    medianMinutesToAccept: medianMinutes(asked?.waits ?? []),
  };
  return { key, counts, peopleServed: counts.uniquePeople, peopleAsking: asked?.people.length ?? 0 };
}

/** Whole minutes; of an even number the mean of the two in the middle. */
function medianMinutes(waits: readonly number[]): number | null {
  if (waits.length === 0) return null;
  const sorted = waits.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return Math.round((low + high) / 2 / minuteMs);
}

function filterOf({ stationIds: _s, by: _b, suppressBelow: _l, ...filter }: StatisticsQuery): StatisticsFilter {
  return filter;
}

const fields = {
  item: "itemCode",
  category: "category",
  workType: "workType",
  community: "communityId",
  ageBand: "ageBand",
  station: "stationId",
} as const;

function narrowed(filter: StatisticsFilter, by: Dimension, key: string): StatisticsFilter {
  if (by === "year" || by === "month" || by === "day") return { ...filter, ...partOf(filter, key) };
  return { ...filter, [fields[by]]: key };
}
