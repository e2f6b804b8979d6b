import type { WorkType } from "../catalog/index.ts";
import type { AgeBand } from "./age-band.ts";
import type { Period } from "./period.ts";

/** By what statistics are divided. */
export const dimensions = ["item", "category", "workType", "community", "ageBand", "station", "year", "month", "day"] as const;
export type Dimension = (typeof dimensions)[number];

/** What is counted; each line narrows further. Codes are those of the catalog and the station. */
export interface StatisticsFilter extends Period {
  readonly stationId?: string;
  /** `none` for what never got an item. */
  readonly itemCode?: string;
  /** Code of a category, `SR`; `none` as above. */
  readonly category?: string;
  readonly workType?: WorkType | "none";
  readonly communityId?: string;
  readonly ageBand?: AgeBand;
}

export interface StatisticsQuery extends StatisticsFilter {
  /** The stations the reader may count; `stationId` of the filter chooses among them. */
  readonly stationIds: readonly string[];
  readonly by: Dimension;
  /** Counts behind which fewer people stand are left out, for readers who must not see single persons (5 for a city). */
  readonly suppressBelow?: number;
}

/** docs/reports.md says in words what each number means. */
export interface Counts {
  /** 场次: services held. */
  readonly sessions: number;
  /** 人次: people served, counted each time. */
  readonly serviceCount: number;
  /** 人数: different people served. */
  readonly uniquePeople: number;
  /** Different helpers who served. */
  readonly helpers: number;
  /** Minutes in the ledger for these services, after corrections; what is frozen does not count. */
  readonly minutes: number;
  /** Of the services that were rated; null when none was. */
  readonly averageStars: number | null;
  readonly ratings: number;
  /** Requests made in the period, without those merged into others. */
  readonly requests: number;
  /** Of those: nobody could go at some time. */
  readonly unfilled: number;
  /** Of those: minutes from asking to the first yes; null when there was none. */
  readonly medianMinutesToAccept: number | null;
}

export interface StatisticsRow {
  readonly key: string;
  readonly label: string;
  /** Null when suppressed: too few people. */
  readonly counts: Counts | null;
  /** What opens this row: the same filter, narrowed to it. */
  readonly filter: StatisticsFilter;
}

export interface Statistics {
  readonly by: Dimension;
  readonly filter: StatisticsFilter;
  readonly rows: readonly StatisticsRow[];
  /** People and helpers who stand in several rows count once here. */
  readonly total: Counts | null;
}
