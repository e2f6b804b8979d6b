import { findConsents, withdrawConsent } from "./consents.ts";
import { familyAsksCollection } from "./family.ts";
import { identitiesCollection } from "./identities.ts";
import { findPerson, peopleCollection, type StationDeps, storedFrom } from "./people.ts";
import type { HelperProfile, Person } from "./person.ts";

/** What stands where a name was. */
export const erasedName = "已注销";

const journaled = { writeConcern: { j: true } } as const;

/**
 * Takes everything out of a person's file that tells who they were, and every way to write to them or in their name. The id stays, because
 * requests, hours and the audit trail name it; sex, community and grid stay for what was counted. Safe to repeat.
 * Ask `forgetPerson` of the request module, which first looks whether they are still waited for.
 * @throws station.unknown-person
 */
export async function erasePerson(deps: StationDeps, personId: string): Promise<Person> {
  const before = await findPerson(deps, personId);
  const now = deps.clock.now();
  await identitiesCollection(deps).deleteMany({ personId }, journaled);
  await familyAsksCollection(deps).deleteMany({ $or: [{ askerId: personId }, { memberId: personId }] }, journaled);
  await peopleCollection(deps).updateMany(
    { "family.personId": personId },
    { $pull: { family: { personId } }, $set: { updatedAt: now } },
    journaled,
  );
  for (const { purpose } of await findConsents(deps, personId)) await withdrawConsent(deps, personId, purpose);
  const erased = erasedFrom(before, now);
  await peopleCollection(deps).replaceOne({ _id: personId }, { ...storedFrom(deps, erased), nameKeys: [] }, journaled);
  return erased;
}

/** Ids of those who were forgotten, for who still keeps words of theirs. */
export async function findForgotten(deps: Pick<StationDeps, "db">, stationId: string): Promise<string[]> {
  return peopleCollection(deps).distinct("_id", { stationId, forgottenAt: { $exists: true } });
}

function erasedFrom({ id, stationId, gender, communityId, gridId, helper, createdAt, forgottenAt }: Person, now: Date): Person {
  return {
    id,
    stationId,
    name: erasedName,
    calledAs: erasedName,
    gender,
    birthDate: "",
    roles: ["resident"],
    communityId,
    gridId,
    phone: "",
    address: "",
    tags: [],
    family: [],
    blockedHelperIds: [],
    ...(helper && { helper: leftFrom(helper) }),
    createdAt,
    updatedAt: now,
    forgottenAt: forgottenAt ?? now,
  };
}

/** A helper who has left: what they were credited with stays in step with the ledger. */
function leftFrom({ teamId, creditedMinutes, joinedAt }: HelperProfile): HelperProfile {
  return {
    ...(teamId !== undefined && { teamId }),
    status: "left",
    identityVerified: false,
    skills: [],
    trainings: [],
    availability: [],
    blocked: [],
    languages: [],
    creditedMinutes,
    joinedAt,
  };
}
