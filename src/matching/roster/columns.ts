import { askedTrainings } from "../../catalog/index.ts";
import { planeCount } from "./planes.ts";

/**
 * The attributes of all helpers in typed arrays, 38 bytes a helper beside their id. What is yes or no is a plane of bits, so that
 * one word answers for 32 helpers; the rest is one number for each helper and read for those who are left.
 */
export interface Columns {
  /** See `planes.ts`. */
  readonly planes: readonly Uint32Array[];
  /** Seconds since 1970 before which the helper rests: cool-down, open offer, daily cap, pause. */
  readonly restsUntil: Uint32Array;
  /** Last valid day of insurance, then of each training items ask for. */
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
  /** Which grid the helper lives in; -1 for a row that counts no more. */
  readonly cell: Int32Array;
}

type Column = Int32Array | Uint32Array | Uint16Array;

export function makeColumns(capacity: number): Columns {
  const days = () => new Uint16Array(capacity);
  return {
    planes: Array.from({ length: planeCount }, () => new Uint32Array(Math.ceil(capacity / 32))),
    restsUntil: new Uint32Array(capacity),
    validUntil: Array.from({ length: 1 + askedTrainings.length }, days),
    blockedFrom: days(),
    blockedTo: days(),
    adultFrom: days(),
    points: days(),
    lastAsked: new Uint32Array(capacity),
    cell: new Int32Array(capacity),
  };
}

function numbersOf({ planes: _, validUntil, ...rest }: Columns): Column[] {
  return [...validUntil, ...Object.values(rest)];
}

/** Copies the rows named by `order` into new columns, in that order. */
export function reorder(columns: Columns, order: Int32Array, capacity: number): Columns {
  const target = makeColumns(capacity);
  const from = numbersOf(columns);
  numbersOf(target).forEach((column, c) => {
    const source = from[c] as Column;
    for (let row = 0; row < order.length; row++) column[row] = source[order[row] as number] as number;
  });
  target.planes.forEach((plane, p) => {
    copyBits(columns.planes[p] as Uint32Array, plane, order);
  });
  return target;
}

function copyBits(source: Uint32Array, target: Uint32Array, order: Int32Array): void {
  for (let row = 0; row < order.length; row++) {
    const old = order[row] as number;
    const bit = ((source[old >>> 5] as number) >>> (old & 31)) & 1;
    target[row >>> 5] = (target[row >>> 5] as number) | (bit << (row & 31));
  }
}

export function bytesOf(columns: Columns): number {
  return [...columns.planes, ...numbersOf(columns)].reduce((sum, column) => sum + column.byteLength, 0);
}
