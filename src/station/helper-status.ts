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
 * Forgets the blocked times that are not over at `at`: the helper may be asked again.
 * @throws station.not-a-helper
 */
export function unblockTime(deps: StationDeps, personId: string, at: Date): Promise<HelperPerson> {
  return change(deps, personId, { $pull: { "helper.blocked": { to: { $gt: at } } } });
}

/**
 * Replaces what the helper can do and which languages they speak.
 * @throws station.not-a-helper
 */
export function setSkills(
  deps: StationDeps,
  personId: string,
  { skills, languages }: { readonly skills?: readonly string[]; readonly languages?: readonly string[] },
): Promise<HelperPerson> {
  return change(deps, personId, {
    $set: { ...(skills && { "helper.skills": [...skills] }), ...(languages && { "helper.languages": [...languages] }) },
  });
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
  return change(deps, personId, { $set: { "helper.status": "paused", "helper.pausedUntil": until }, $unset: { "helper.isOwnPause": "" } });
}

/** What a helper may pause or end by themself: never what the station has decided. */
const isOwnToChange: mongo.Filter<StoredPerson> = {
  $or: [{ "helper.status": "active" }, { "helper.status": "paused", "helper.isOwnPause": true }],
};

/**
 * A helper wants to be left alone until a time.
 * @throws station.not-a-helper
 * @throws station.station-decides while the station has paused them, reviews them or has let them go
 */
export function pauseOneself(deps: StationDeps, personId: string, until: Date): Promise<HelperPerson> {
  const $set = { "helper.status": "paused" as const, "helper.pausedUntil": until, "helper.isOwnPause": true };
  return change(deps, personId, { $set }, isOwnToChange);
}

/**
 * A helper is back before their pause is over; who is active stays so.
 * @throws station.not-a-helper, station.station-decides
 */
export function endOwnPause(deps: StationDeps, personId: string): Promise<HelperPerson> {
  const $unset = { "helper.pausedUntil": "" as const, "helper.isOwnPause": "" as const };
  return change(deps, personId, { $set: { "helper.status": "active" }, $unset }, isOwnToChange);
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
  return change(deps, personId, { $set: { "helper.status": status }, $unset: { "helper.pausedUntil": "", "helper.isOwnPause": "" } });
}

/**
 * A person of the station has checked who the helper is: from now on they may be asked.
 * @throws station.not-a-helper
 */
export function admitHelper(deps: StationDeps, personId: string): Promise<HelperPerson> {
  return change(deps, personId, {
    $set: { "helper.status": "active", "helper.identityVerified": true },
    $unset: { "helper.pausedUntil": "", "helper.isOwnPause": "" },
  });
}

/** What the station knows of a helper that no helper says of themself. */
export type HelperRecord = Partial<Pick<HelperProfile, "trainings" | "insuredUntil" | "teamId" | "guardianConsent">>;

/**
 * Notes trainings, insurance, team or a guardian's consent.
 * @throws station.not-a-helper
 */
export function noteHelperRecord(deps: StationDeps, personId: string, record: HelperRecord): Promise<HelperPerson> {
  const $set = Object.fromEntries(Object.entries(record).map(([field, value]) => [`helper.${field}`, value]));
  return change(deps, personId, { $set });
}

/**
 * Brings a helper's credited minutes in step with the ledger; to be called after a posting, safe to repeat.
 * @throws station.not-a-helper
 */
export async function refreshCreditedMinutes(deps: StationDeps, personId: string): Promise<HelperPerson> {
  const { creditedMinutes } = await balanceOf(deps, personId);
  return change(deps, personId, { $set: { "helper.creditedMinutes": creditedMinutes } });
}

async function change(
  deps: StationDeps,
  personId: string,
  update: mongo.UpdateFilter<StoredPerson>,
  onlyIf: mongo.Filter<StoredPerson> = {},
): Promise<HelperPerson> {
  const helpers: mongo.Filter<StoredPerson> = { _id: personId, helper: { $exists: true } };
  const stored = await peopleCollection(deps).findOneAndUpdate(
    { ...helpers, ...onlyIf },
    { ...update, $set: { ...update.$set, updatedAt: deps.clock.now() } },
    { returnDocument: "after", writeConcern: { j: true } },
  );
  if (stored !== null) return personFrom(deps, stored) as HelperPerson;
  if ((await peopleCollection(deps).countDocuments(helpers)) === 0) throw new DomainError("station.not-a-helper", { personId });
  throw new DomainError("station.station-decides", { personId });
}
