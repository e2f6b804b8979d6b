import { askedTrainings } from "../trainings.ts";

/**
 * The attributes of all helpers, one typed array each: 39 bytes a helper beside their id. The gates and the score read them in the
 * order in which they are declared, the most selective first.
 */
export interface Columns {
  /** Bits of `Fit`: status, gender, role, skills, languages. */
  readonly fit: Int32Array;
  /** For each weekday, one bit for each two hours from 6:00 to 22:00 that a window of the helper touches. */
  readonly hours: readonly Uint8Array[];
  /** Seconds since 1970 before which the helper rests: cool-down, open offer, daily cap, pause. */
  readonly restsUntil: Uint32Array;
  /** Last valid day of insurance and of each training an item may ask for. */
  readonly validUntil: readonly Uint16Array[];
  /** The longest stretch of whole days the helper said no to. */
  readonly blockedFrom: Uint16Array;
  readonly blockedTo: Uint16Array;
  /** Day of the 18th birthday. */
  readonly adultFrom: Uint16Array;
  /** Points of the score that depend on the helper alone, at best. */
  readonly points: Uint16Array;
  /** Seconds since 1970; 0 = never. */
  readonly lastAsked: Uint32Array;
  /** Which grid the helper lives in. */
  readonly cell: Int32Array;
}

/** Insurance, then each training items ask for. */
const validityCount = 1 + askedTrainings.length;

export function makeColumns(capacity: number): Columns {
  const days = () => new Uint16Array(capacity);
  return {
    fit: new Int32Array(capacity),
    hours: Array.from({ length: 7 }, () => new Uint8Array(capacity)),
    restsUntil: new Uint32Array(capacity),
    validUntil: Array.from({ length: validityCount }, days),
    blockedFrom: days(),
    blockedTo: days(),
    adultFrom: days(),
    points: days(),
    lastAsked: new Uint32Array(capacity),
    cell: new Int32Array(capacity),
  };
}

type Column = Int32Array | Uint32Array | Uint16Array | Uint8Array;

function allOf(columns: Columns): Column[] {
  const { hours, validUntil, ...rest } = columns;
  return [...hours, ...validUntil, ...Object.values(rest)];
}

/** Copies the rows named by `order` into new columns, in that order. */
export function reorder(columns: Columns, order: Int32Array, capacity: number): Columns {
  const target = makeColumns(capacity);
  const from = allOf(columns);
  allOf(target).forEach((column, c) => {
    const source = from[c] as Column;
    for (let row = 0; row < order.length; row++) column[row] = source[order[row] as number] as number;
  });
  return target;
}

export function bytesOf(columns: Columns): number {
  return allOf(columns).reduce((sum, column) => sum + column.byteLength, 0);
}
