/** Read-only lists and counts of a station. */
export { type AgeBand, ageBandOn, ageBands } from "./age-band.ts";
export { ensureReportIndexes } from "./collections.ts";
export { type DeskLists, deskLists } from "./desk-lists.ts";
export { type Digest, digestOf } from "./digest.ts";
export { type NextStep, nextStepOf } from "./next-step.ts";
export type { Period } from "./period.ts";
export { statisticsOf } from "./statistics.ts";
export {
  type Counts,
  type Dimension,
  dimensions,
  type Statistics,
  type StatisticsFilter,
  type StatisticsQuery,
  type StatisticsRow,
} from "./statistics-query.ts";
