/** `hours` and `decimal` keep one and two places; `day` and `moment` are shown at station time. */
export type ColumnKind = "text" | "count" | "hours" | "decimal" | "day" | "moment";

/** What stands in a cell: a text, a number, an instant, or nothing. */
export type Cell = string | number | Date | null;

export interface Column {
  readonly key: string;
  readonly label: string;
  readonly kind: ColumnKind;
}

/** A list people take away as a file: `toCsv` and `toXlsx` write it. */
export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  /** There was more than `mostRows`: the reader should narrow the period. */
  readonly isCut: boolean;
}

export const mostRows = 50_000;
