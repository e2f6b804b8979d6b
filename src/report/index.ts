/** Read-only lists and counts of a station. */
export { type AgeBand, ageBandOn, ageBands } from "./age-band.ts";
export { type Board, type BoardPlace, type BoardQuery, type BoardRow, boardOf } from "./board.ts";
export { ensureReportIndexes } from "./collections.ts";
export { type DeskLists, deskLists } from "./desk-lists.ts";
export { type Digest, digestOf } from "./digest.ts";
export { type NextStep, nextStepOf } from "./next-step.ts";
export type { Period } from "./period.ts";
export { phoneList, type ToPhone } from "./phone-list.ts";
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
export { toCsv } from "./tables/csv.ts";
export { type HoursListed, hoursTable } from "./tables/hours-table.ts";
export { plainText } from "./tables/plain-text.ts";
export { type RequestsListed, requestsTable } from "./tables/requests-table.ts";
export { type ServicesListed, servicesTable } from "./tables/services-table.ts";
export { statisticsTable } from "./tables/statistics-table.ts";
export { type Cell, type Column, type ColumnKind, mostRows, type Table } from "./tables/table.ts";
export { toXlsx, type Watermark } from "./tables/xlsx.ts";
export { type VisitDue, type VisitLevel, visitsDue } from "./visits-due.ts";
export { ageBandNames, dimensionNames, flagNames, nextStepNames, statusNames, urgencyNames, workTypeNames } from "./words.ts";
