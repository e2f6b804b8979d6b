import { hashText, offsetBasis, hashPrime as prime } from "../hash.ts";

/**
 * Person ids as bytes, and the row of each id: an open-addressing table over them. A string and a Map entry for each of three
 * million people would take more memory than everything else known of them.
 */
export interface Names {
  /** The row of this id, or -1. */
  rowOf(personId: string): number;
  idOf(row: number): string;
  /** Gives the id the next row; an earlier row of the same id is no longer found by it. */
  add(personId: string): number;
  /** A hash of the id that starts from `seed` and is the same as hashing the string's characters (FNV-1a). */
  hashFrom(seed: number, row: number): number;
  readonly bytes: number;
  /** Mean length of an id. */
  readonly bytesPerId: number;
}

/** Ids must be plain ASCII, as all ids of the station are. */
export function makeNames(capacity: number, bytesPerId = 10): Names {
  let pool = new Uint8Array(Math.ceil(Math.max(64, capacity * bytesPerId)));
  let starts = new Uint32Array(capacity + 1);
  let table = new Int32Array(tableSize(capacity)).fill(-1);
  let count = 0;

  const hashAt = (row: number, seed: number): number => {
    let hash = seed;
    const end = starts[row + 1] as number;
    for (let i = starts[row] as number; i < end; i++) hash = Math.imul(hash ^ (pool[i] as number), prime);
    return hash;
  };

  const isAt = (row: number, text: string): boolean => {
    const start = starts[row] as number;
    if ((starts[row + 1] as number) - start !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (pool[start + i] !== text.charCodeAt(i)) return false;
    return true;
  };

  const slotOf = (hash: number, isFound: (row: number) => boolean): number => {
    let slot = mix(hash) & (table.length - 1);
    for (;;) {
      const row = table[slot] as number;
      if (row < 0 || isFound(row)) return slot;
      slot = (slot + 1) & (table.length - 1);
    }
  };

  const grow = (): void => {
    const starts2 = new Uint32Array(Math.ceil((count + 1) * 1.5) + 1);
    starts2.set(starts);
    starts = starts2;
    if (tableSize(starts.length) > table.length) {
      table = new Int32Array(tableSize(starts.length)).fill(-1);
      for (let row = 0; row < count; row++) table[slotOf(hashAt(row, offsetBasis), () => false)] = row;
    }
  };

  return {
    rowOf: (personId) => table[slotOf(hashText(offsetBasis, personId), (row) => isAt(row, personId))] as number,
    idOf: (row) => Buffer.from(pool.buffer, starts[row], (starts[row + 1] as number) - (starts[row] as number)).toString("latin1"),
    add: (personId) => {
      if (count + 1 >= starts.length) grow();
      const start = starts[count] as number;
      if (start + personId.length > pool.length) {
        const larger = new Uint8Array(Math.ceil((start + personId.length) * 1.5));
        larger.set(pool);
        pool = larger;
      }
      for (let i = 0; i < personId.length; i++) pool[start + i] = personId.charCodeAt(i);
      starts[count + 1] = start + personId.length;
      const row = count;
      table[slotOf(hashText(offsetBasis, personId), (other) => isAt(other, personId))] = row;
      count += 1;
      return row;
    },
    hashFrom: (seed, row) => hashAt(row, seed),
    get bytesPerId() {
      return count === 0 ? 10 : (starts[count] as number) / count;
    },
    get bytes() {
      return pool.byteLength + starts.byteLength + table.byteLength;
    },
  };
}

/** A power of two that stays at most three quarters full. */
function tableSize(capacity: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(16, (capacity * 4) / 3)));
}

function mix(hash: number): number {
  return (hash ^ (hash >>> 15)) >>> 0;
}
