import { DomainError } from "../platform/index.ts";
import type { HelperPerson } from "./find-helpers.ts";
import { findPerson, peopleCollection, personFrom, type StationDeps } from "./people.ts";
import type { HelperProfile, WeeklyWindow } from "./person.ts";

/** What somebody who wants to help tells of themself. */
export interface Application {
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly availability: readonly WeeklyWindow[];
  /** Taken only while the station knows none: whoever checks the identity corrects it. */
  readonly birthDate?: string;
}

/**
 * A resident asks to become a volunteer. Nobody asks them for anything before a person has checked who they are: the profile waits for
 * review, its identity unverified. Whoever had left comes back the same way, with the hours they had. Applying again while it waits changes
 * what was told.
 * @throws station.unknown-person
 * @throws station.already-helps for who is on the list of helpers
 */
export async function applyToHelp(deps: StationDeps, personId: string, { birthDate, ...told }: Application): Promise<HelperPerson> {
  const person = await findPerson(deps, personId);
  const before = person.helper;
  if (before && !isWaiting(before) && before.status !== "left") throw new DomainError("station.already-helps", { personId });
  const now = deps.clock.now();
  const helper: HelperProfile = {
    trainings: [],
    blocked: [],
    creditedMinutes: 0,
    joinedAt: now,
    ...before,
    ...told,
    status: "review",
    identityVerified: false,
  };
  const stored = await peopleCollection(deps).findOneAndUpdate(
    { _id: personId, ...(before ? { "helper.status": before.status } : { helper: { $exists: false } }) },
    {
      $set: { helper, updatedAt: now, ...(birthDate !== undefined && person.birthDate === "" && { birthDate }) },
      $addToSet: { roles: "volunteer" },
    },
    { returnDocument: "after", writeConcern: { j: true } },
  );
  if (stored === null) throw new DomainError("station.already-helps", { personId });
  return personFrom(deps, stored) as HelperPerson;
}

/** True while an application waits for a person to look at it; a helper who is reviewed for another reason is known. */
export function isWaiting({ status, identityVerified }: Pick<HelperProfile, "status" | "identityVerified">): boolean {
  return status === "review" && !identityVerified;
}
