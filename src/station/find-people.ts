import type { mongo } from "mongoose";
import { guessesOf } from "./name-keys.ts";
import { peopleCollection, personFrom, type StationDeps, type StoredPerson } from "./people.ts";
import type { Person, Role } from "./person.ts";
import { digitsOf, phoneIndexesOf } from "./sealed-person.ts";

/**
 * The people, of one role where it is said, whom somebody may mean by a name or 称呼 (王秀兰, 王奶奶, 老王, or a homophone), by id;
 * several when it fits several, as when a coordinator enters what a caller said (代报).
 */
export async function findPeopleByName(deps: StationDeps, stationId: string, said: string, role?: Role): Promise<Person[]> {
  return findNamed(deps, { stationId, ...(role && { roles: role }) }, said);
}

/** Everybody of a station with this phone number: a household often shares one. */
export async function findPeopleByPhone(deps: StationDeps, stationId: string, phone: string): Promise<Person[]> {
  const digits = digitsOf(phone);
  if (digits === "") return [];
  const mayHaveIt = { stationId, $or: [{ phoneIndex: { $in: phoneIndexesOf(deps.cipher, stationId, digits) } }, { phone: digits }] };
  return (await read(deps, mayHaveIt)).filter((person) => digitsOf(person.phone) === digits);
}

/** Who takes referrals for the office of this name; either may be the longer (民政办, 镇民政办). */
export async function findReceiver(deps: StationDeps, stationId: string, office: string): Promise<Person | undefined> {
  const receivers = await read(deps, { stationId, roles: "receiver" });
  return receivers.find((one) => one.office !== undefined && (office.includes(one.office) || one.office.includes(office)));
}

/** Those who may ask for this person: their family and others bound to them. */
export async function findProxiesOf(deps: StationDeps, personId: string): Promise<Person[]> {
  return read(deps, { "family.personId": personId });
}

/** The people of `filter` whom `said` may mean, by the surest guess that fits anybody. */
export async function findNamed(deps: StationDeps, filter: mongo.Filter<StoredPerson>, said: string): Promise<Person[]> {
  for (const { key, gender } of guessesOf(said)) {
    const found = await read(deps, { ...filter, nameKeys: key, ...(gender && { gender }) });
    if (found.length > 0) return found;
  }
  return [];
}

async function read(deps: StationDeps, filter: mongo.Filter<StoredPerson>): Promise<Person[]> {
  const stored = await peopleCollection(deps).find(filter).sort({ _id: 1 }).toArray();
  return stored.map((person) => personFrom(deps, person));
}
