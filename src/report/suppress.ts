import type { Weighed } from "./statistics.ts";
import type { Counts } from "./statistics-query.ts";

/**
 * Leaves out rows behind which stand fewer than `least` people, served or asking. When only one would be missing it could be had by
 * subtracting the others from the total, so that the next smallest goes with it.
 */
export function suppressSmall(
  rows: readonly Weighed[],
  total: Weighed,
  least: number,
): { readonly rows: readonly { readonly key: string; readonly counts: Counts | null }[]; readonly total: Counts | null } {
  const hidden = new Set(rows.filter((row) => isSmall(row, least)).map(({ key }) => key));
  if (hidden.size === 1) {
    const [next] = rows
      .filter(({ key }) => !hidden.has(key))
      .toSorted((a, b) => a.peopleServed + a.peopleAsking - b.peopleServed - b.peopleAsking);
    if (next) hidden.add(next.key);
  }
  return {
    rows: rows.map(({ key, counts }) => ({ key, counts: hidden.has(key) ? null : counts })),
    total: isSmall(total, least) ? null : total.counts,
  };
}

function isSmall({ peopleServed, peopleAsking }: Weighed, least: number): boolean {
  return (peopleServed > 0 && peopleServed < least) || (peopleAsking > 0 && peopleAsking < least);
}
