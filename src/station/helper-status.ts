import type { mongo } from "mongoose";
import { balanceOf } from "../ledger/index.ts";
import { DomainError } from "../platform/index.ts";
import type { HelperPerson } from "./find-helpers.ts";
import { peopleCollection, personFrom, type StationDeps, type StoredPerson } from "./people.ts";
import type { HelperProfile, WeeklyWindow } from "./person.ts";

/**
 * Remembers a time the helper said no to (「这周都没空」); saying it twice changes nothing.
 * @throws station.not-a-helper
 */
export function blockTime(deps: StationDeps, personId: string, window: { from: Date; to: Date }): Promise<HelperPerson> {
  return change(deps, personId, { $addToSet: { "helper.blocked": { from: window.from, to: window.to } } });
}

/**
 * Replaces the weekly hours in which the helper may be asked.
 * @throws station.not-a-helper
 */
export function setAvailability(deps: StationDeps, personId: string, availability: readonly WeeklyWindow[]): Promise<HelperPerson> {
  return change(deps, personId, { $set: { "helper.availability": [...availability] } });
}

/**
 * Leaves a helper alone until a time; asked again after it without anybody's doing.
 * @throws station.not-a-helper
 */
export function pauseHelper(deps: StationDeps, personId: string, until: Date): Promise<HelperPerson> {
  return change(deps, personId, { $set: { "helper.status": "paused", "helper.pausedUntil": until } });
}

/**
 * Makes a helper active again, sends them to review, or lets them go.
 * @throws station.not-a-helper
 */
export function setHelperStatus(
  deps: StationDeps,
  personId: string,
  status: Exclude<HelperProfile["status"], "paused">,
): Promise<HelperPerson> {
  return change(deps, personId, { $set: { "helper.status": status }, $unset: { "helper.pausedUntil": "" } });
}

/**
 * Brings a helper's credited minutes in step with the ledger; to be called after a posting, safe to repeat.
 * @throws station.not-a-helper
 */
export async function refreshCreditedMinutes(deps: StationDeps, personId: string): Promise<HelperPerson> {
  const { creditedMinutes } = await balanceOf(deps, personId);
  return change(deps, personId, { $set: { "helper.creditedMinutes": creditedMinutes } });
}

async function change(deps: StationDeps, personId: string, update: mongo.UpdateFilter<StoredPerson>): Promise<HelperPerson> {
  const stored = await peopleCollection(deps).findOneAndUpdate(
    { _id: personId, helper: { $exists: true } },
    { ...update, $set: { ...update.$set, updatedAt: deps.clock.now() } },
    { returnDocument: "after", writeConcern: { j: true } },
  );
  if (stored === null) throw new DomainError("station.not-a-helper", { personId });
  return personFrom(deps, stored) as HelperPerson;
}
