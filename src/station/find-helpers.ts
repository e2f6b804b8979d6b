import type { mongo } from "mongoose";
import { findNamed } from "./find-people.ts";
import { isHelper, peopleCollection, personFrom, type StationDeps, type StoredPerson } from "./people.ts";
import type { HelperProfile, Person } from "./person.ts";

/** A person who can be asked to help. */
export type HelperPerson = Person & { readonly helper: HelperProfile };

/** The helpers of a station, by id; `changedSince` gives only those changed at or after it. */
export async function findHelpers(
  deps: StationDeps,
  stationId: string,
  { status, changedSince }: { status?: HelperProfile["status"]; changedSince?: Date } = {},
): Promise<HelperPerson[]> {
  const filter: mongo.Filter<StoredPerson> = {
    stationId,
    "helper.status": status ?? { $exists: true },
    ...(changedSince && { updatedAt: { $gte: changedSince } }),
  };
  const stored = await peopleCollection(deps).find(filter).sort({ _id: 1 }).toArray();
  return stored.map((person) => personFrom(deps, person)).filter(isHelper);
}

/** How many helpers a station has who have not left. */
export function countHelpers(deps: StationDeps, stationId: string): Promise<number> {
  return peopleCollection(deps).countDocuments({ stationId, "helper.status": { $exists: true, $ne: "left" } });
}

/**
 * The helpers somebody may mean by a name or 称呼 (张敏, 张姐, 小张, 张大姐, or a homophone); several when it fits several.
 * Those who have left are never meant.
 */
export async function findHelpersByName(deps: StationDeps, stationId: string, said: string): Promise<HelperPerson[]> {
  const stillHere: mongo.Filter<StoredPerson> = { stationId, "helper.status": { $in: ["active", "paused", "review"] } };
  return (await findNamed(deps, stillHere, said)).filter(isHelper);
}
