import { post } from "../../ledger/index.ts";
import { startOfDay } from "../../platform/index.ts";
import { identitiesCollection } from "../identities.ts";
import { addStation, demoStation, stationsCollection } from "../org.ts";
import { countersCollection, peopleCollection, type StationDeps, storedFrom } from "../people.ts";
import type { Person } from "../person.ts";
import { demoResidents } from "./residents.ts";
import { demoGridWorkers, demoReceivers, demoSocialWorkers } from "./staff.ts";
import { demoTeams } from "./teams.ts";
import { demoTown } from "./town.ts";
import { demoVolunteers } from "./volunteers.ts";

/** Everybody of the demo town as of the day of `now`; the same day gives the same people. */
export function demoPeople(now: Date): Person[] {
  const town = demoTown(startOfDay(now));
  return [...demoSocialWorkers(town), ...demoVolunteers(town), ...demoGridWorkers(town), ...demoResidents(town), ...demoReceivers(town)];
}

/**
 * Fills an empty store with Poli town: station, people, their identities on the local channel (chat user = person id),
 * and the hours they bring. The station is written last and marks that all is there; a station that exists is left alone.
 * Answers whether anything was written.
 */
export async function seedDemo(deps: StationDeps): Promise<boolean> {
  if ((await stationsCollection(deps).findOne({ _id: demoStation.id })) !== null) return false;
  const people = demoPeople(deps.clock.now());
  await Promise.all([writePeople(deps, people), writeIdentities(deps, people), writeHours(deps, people), writeCounters(deps, people)]);
  await addStation(deps, { ...demoStation, teams: demoTeams(demoStation.communities) });
  return true;
}

async function writePeople(deps: StationDeps, people: readonly Person[]): Promise<void> {
  const writes = people.map((person) => {
    const { _id, ...stored } = storedFrom(deps, person);
    return { updateOne: { filter: { _id }, update: { $setOnInsert: stored }, upsert: true } };
  });
  await peopleCollection(deps).bulkWrite(writes, { ordered: false });
}

async function writeIdentities(deps: StationDeps, people: readonly Person[]): Promise<void> {
  const boundAt = deps.clock.now();
  const writes = people.map(({ id }) => {
    const identity = { channel: "local", chatUserId: id, personId: id, boundAt };
    return { updateOne: { filter: { _id: `local:${id}` }, update: { $setOnInsert: identity }, upsert: true } };
  });
  await identitiesCollection(deps).bulkWrite(writes, { ordered: false });
}

/** Hours from before the station kept its ledger here, so that a balance is the sum of its entries from the first day. */
async function writeHours(deps: StationDeps, people: readonly Person[]): Promise<void> {
  const openings = people.flatMap(({ id, stationId, helper }) => {
    if (helper === undefined || helper.creditedMinutes === 0) return [];
    const points = Math.floor(helper.creditedMinutes / 6);
    const earnedAt = deps.clock.now();
    return { id: `opening/${id}`, stationId, personId: id, minutes: helper.creditedMinutes, points, earnedAt };
  });
  await Promise.all(openings.map((opening) => post(deps, { ...opening, kind: "adjustment", by: "timer", reason: "opening" })));
}

/** New people are numbered after the demo people. */
async function writeCounters(deps: StationDeps, people: readonly Person[]): Promise<void> {
  const last = new Map<string, number>();
  for (const { id } of people) {
    const [prefix = "", number = "0"] = id.split(/(?<=\D)(?=\d+$)/);
    last.set(prefix, Math.max(last.get(prefix) ?? 0, Number(number)));
  }
  const writes = [...last].map(([prefix, number]) => ({
    updateOne: { filter: { _id: prefix }, update: { $max: { last: number } }, upsert: true },
  }));
  await countersCollection(deps).bulkWrite(writes);
}
