import { post } from "../../ledger/index.ts";
import { isDomainError } from "../../platform/index.ts";
import { bindIdentity, findPersonByIdentity } from "../identities.ts";
import { addStation, saveSettings } from "../org.ts";
import { addPerson, type StationDeps } from "../people.ts";
import { type ListedPerson, type StationFile, StationFileError } from "./station-file.ts";

/** How many people were new and how many were there already. */
export interface Imported {
  readonly added: number;
  readonly alreadyThere: number;
}

/**
 * Stores a station and its people so that it can work. Safe to repeat, also after a crash half-way: who is there already stays as they are,
 * because the station may have changed them since; new chat identities are bound to them. Settings are those of the file, when it has any.
 * @throws StationFileError, before anything is written, when a chat user belongs to somebody else
 */
export async function importStation(deps: StationDeps, { station, settings, people }: StationFile): Promise<Imported> {
  const taken = (await Promise.all(people.map((one) => takenIdentities(deps, one)))).flat();
  if (taken.length > 0) throw new StationFileError(taken);
  await addStation(deps, station);
  if (settings) await saveSettings(deps, station.id, settings);
  let added = 0;
  for (const { person, identities } of people) {
    if (await isAdded(deps, person)) added += 1;
    await creditHoursBefore(deps, person);
    for (const identity of identities) await bindIdentity(deps, { ...identity, personId: person.id });
  }
  return { added, alreadyThere: people.length - added };
}

async function takenIdentities(deps: StationDeps, { person, identities }: ListedPerson): Promise<string[]> {
  const owners = await Promise.all(identities.map(({ channel, chatUserId }) => findPersonByIdentity(deps, channel, chatUserId)));
  return owners.flatMap((owner) => (owner && owner.id !== person.id ? [`${person.id}: the chat user is ${owner.id} already`] : []));
}

async function isAdded(deps: StationDeps, person: ListedPerson["person"]): Promise<boolean> {
  try {
    await addPerson(deps, person);
    return true;
  } catch (error) {
    if (isDomainError(error, "station.person-exists")) return false;
    throw error;
  }
}

/** Hours from before are an entry of the ledger, so that a balance is the sum of its entries from the first day; credited once, whatever the file says later. */
async function creditHoursBefore(deps: StationDeps, { id, stationId, helper }: ListedPerson["person"]): Promise<void> {
  if (!helper || helper.creditedMinutes === 0) return;
  const points = Math.floor(helper.creditedMinutes / 6);
  const opening = { id: `opening/${id}`, stationId, personId: id, minutes: helper.creditedMinutes, points, earnedAt: deps.clock.now() };
  try {
    await post(deps, { ...opening, kind: "adjustment", by: "timer", reason: "opening" });
  } catch (error) {
    if (!isDomainError(error, "ledger.conflicting-entry")) throw error;
  }
}
