import type { mongo } from "mongoose";
import { peopleCollection, personFrom, type StationDeps, type StoredPerson } from "./people.ts";
import type { HelperProfile, Person, Role } from "./person.ts";

export interface PageOfPeople {
  readonly limit: number;
  /** The id the page before ended with. */
  readonly afterId?: string;
  readonly role?: Role;
  readonly helperStatus?: HelperProfile["status"];
  readonly communityId?: string;
}

/** People of a station by id, a page at a time; who was forgotten is nobody any more. */
export async function findPeoplePage(
  deps: StationDeps,
  stationId: string,
  { limit, afterId, role, helperStatus, communityId }: PageOfPeople,
): Promise<Person[]> {
  const filter: mongo.Filter<StoredPerson> = {
    stationId,
    forgottenAt: { $exists: false },
    ...(afterId !== undefined && { _id: { $gt: afterId } }),
    ...(role && { roles: role }),
    ...(helperStatus && { "helper.status": helperStatus }),
    ...(communityId !== undefined && { communityId }),
  };
  const stored = await peopleCollection(deps).find(filter).sort({ _id: 1 }).limit(limit).toArray();
  return stored.map((person) => personFrom(deps, person));
}
