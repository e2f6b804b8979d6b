import { DomainError } from "../platform/index.ts";
import { peopleCollection, personFrom, type StationDeps } from "./people.ts";
import type { Person, Role } from "./person.ts";

/** Who stands above whom at a station. Coordinators manage residents and volunteers, a supervisor everybody but supervisors. */
const ranks: Readonly<Record<Role, number>> = {
  resident: 0,
  volunteer: 1,
  grid_worker: 2,
  social_worker: 2,
  receiver: 2,
  coordinator: 2,
  supervisor: 3,
};

/** True when somebody acting as `role` stands above every one of these roles: whoever manages people does so downwards only. */
export function isAbove(role: Role, roles: readonly Role[]): boolean {
  return roles.every((one) => ranks[one] < ranks[role]);
}

/**
 * Gives somebody a role; who has it keeps it.
 * @throws station.unknown-person
 * @throws station.not-a-helper for a role that serves, before there is a profile of what they can do
 */
export async function giveRole(deps: StationDeps, personId: string, role: Role): Promise<Person> {
  const serves = role === "volunteer" || role === "grid_worker";
  return change(deps, personId, { $addToSet: { roles: role } }, serves ? { helper: { $exists: true } } : {});
}

/**
 * Takes a role from somebody at once; sessions that act in it end with it. Everybody keeps one role.
 * @throws station.unknown-person
 * @throws station.last-role
 */
export async function takeRole(deps: StationDeps, personId: string, role: Role): Promise<Person> {
  return change(deps, personId, { $pull: { roles: role } }, { roles: { $elemMatch: { $ne: role } } });
}

async function change(
  deps: StationDeps,
  personId: string,
  update: { readonly $addToSet: { roles: Role } } | { readonly $pull: { roles: Role } },
  onlyIf: Readonly<Record<string, unknown>>,
): Promise<Person> {
  const stored = await peopleCollection(deps).findOneAndUpdate(
    { _id: personId, ...onlyIf },
    { ...(update as object), $set: { updatedAt: deps.clock.now() } },
    { returnDocument: "after", writeConcern: { j: true } },
  );
  if (stored !== null) return personFrom(deps, stored);
  const isThere = (await peopleCollection(deps).countDocuments({ _id: personId })) > 0;
  if (!isThere) throw new DomainError("station.unknown-person", { personId });
  throw "$pull" in update ? new DomainError("station.last-role", { personId }) : new DomainError("station.not-a-helper", { personId });
}
