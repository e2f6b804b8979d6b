import type { WorkType } from "../catalog/index.ts";
import { findStation, type Station } from "../station/index.ts";
import { type AgeBand, ageBands } from "./age-band.ts";
import type { ReportDeps } from "./report-deps.ts";
import type { StatisticsQuery } from "./statistics-query.ts";
import { ageBandNames, noneName, workTypeNames } from "./words.ts";

/** How the rows of one dimension are called and ordered. */
export interface RowNames {
  readonly labelOf: (key: string) => string;
  readonly compare: (a: string, b: string) => number;
}

const bandOrder: readonly string[] = [...ageBands.map(({ key }) => key), "unknown"];
const byKey = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export async function rowNames(deps: ReportDeps, { by, stationIds }: StatisticsQuery): Promise<RowNames> {
  switch (by) {
    case "item": {
      const names = new Map(deps.catalog.items().map(({ code, name }) => [code, name]));
      return { labelOf: (key) => names.get(key) ?? (key === "none" ? noneName : key), compare: byKey };
    }
    case "category": {
      const order = deps.catalog.categories();
      const indexOf = (key: string) => order.findIndex(({ code }) => code === key) >>> 0; // what is not among them comes last
      return { labelOf: (key) => order[indexOf(key)]?.name ?? noneName, compare: (a, b) => indexOf(a) - indexOf(b) };
    }
    case "workType":
      return { labelOf: (key) => workTypeNames[key as WorkType], compare: byKey };
    case "ageBand":
      return { labelOf: (key) => ageBandNames[key as AgeBand], compare: (a, b) => bandOrder.indexOf(a) - bandOrder.indexOf(b) };
    case "station":
    case "community": {
      const stations = await Promise.all(stationIds.map((id) => findStation(deps, id)));
      const names = new Map(stations.flatMap((station) => namesOf(station, by)));
      return { labelOf: (key) => names.get(key) ?? (key === "" ? noneName : key), compare: byKey };
    }
    default:
      return { labelOf: (key) => key, compare: byKey };
  }
}

function namesOf(station: Station, by: "station" | "community"): (readonly [string, string])[] {
  return by === "station" ? [[station.id, station.name]] : station.communities.map(({ id, name }) => [id, name] as const);
}
