import type { Person } from "../../station/index.ts";

/** Grids by number. Rows sorted by cell make each grid, each community and each station one stretch. */
export interface Cells {
  /** The cell of this person's grid, a new one when it was never seen. */
  cellOf(person: Pick<Person, "stationId" | "communityId" | "gridId">): number;
  /** Numbers the cells anew so that they follow station, community, grid; answers the new number of each old one. */
  sort(): Int32Array;
  readonly stationOf: readonly string[];
  readonly communityOf: readonly string[];
  readonly gridOf: readonly string[];
}

export function makeCells(): Cells {
  const numbers = new Map<string, number>();
  const stationOf: string[] = [];
  const communityOf: string[] = [];
  const gridOf: string[] = [];
  return {
    stationOf,
    communityOf,
    gridOf,
    cellOf: ({ stationId, communityId, gridId }) => {
      const key = `${stationId}\n${communityId}\n${gridId}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, stationOf.length);
      stationOf.push(stationId);
      communityOf.push(communityId);
      gridOf.push(gridId);
      return stationOf.length - 1;
    },
    sort: () => {
      const sorted = [...numbers].sort(([a], [b]) => (a < b ? -1 : 1));
      const renumbered = new Int32Array(sorted.length);
      stationOf.length = communityOf.length = gridOf.length = 0;
      sorted.forEach(([key, old], cell) => {
        const [stationId = "", communityId = "", gridId = ""] = key.split("\n");
        renumbered[old] = cell;
        numbers.set(key, cell);
        stationOf.push(stationId);
        communityOf.push(communityId);
        gridOf.push(gridId);
      });
      return renumbered;
    },
  };
}
