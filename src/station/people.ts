import { type Clock, type Collection, type Db, DomainError, type FieldCipher, isDuplicateKey } from "../platform/index.ts";
import { nameKeysOf } from "./name-keys.ts";
import type { HelperProfile, Person, Role } from "./person.ts";
import { validatePerson } from "./person-schema.ts";
import { openPerson, sealPerson } from "./sealed-person.ts";

export interface StationDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly cipher: FieldCipher;
}

/** A person as stored: sealed, and beside them what names they can be found by and what their phone has in common with equal ones. */
export type StoredPerson = Omit<Person, "id"> & {
  readonly _id: string;
  readonly nameKeys: readonly string[];
  readonly phoneIndex?: string;
};
/** A person to be added; without an id the next free one of their role is taken. */
export type NewPerson = Omit<Person, "id" | "createdAt" | "updatedAt"> & { readonly id?: string };
/** What may be changed of a person; `helper` changes through the verbs of helper-status. */
export type PersonChanges = Partial<Omit<Person, "id" | "stationId" | "createdAt" | "updatedAt">>;

const journaled = { writeConcern: { j: true } } as const;
const idLetters: Readonly<Record<Role, string>> = {
  resident: "R",
  volunteer: "V",
  social_worker: "S",
  coordinator: "S",
  supervisor: "S",
  grid_worker: "G",
  receiver: "O",
};

export function peopleCollection(deps: Pick<StationDeps, "db">): Collection<StoredPerson> {
  return deps.db.collection<StoredPerson>("people");
}

/** The last number given to each kind of person, by the beginning of their ids (`PL-R`). */
export function countersCollection(deps: StationDeps): Collection<{ _id: string; last: number }> {
  return deps.db.collection("counters");
}

/** @throws station.unknown-person */
export async function findPerson(deps: StationDeps, personId: string): Promise<Person> {
  const stored = await peopleCollection(deps).findOne({ _id: personId });
  if (stored === null) throw new DomainError("station.unknown-person", { personId });
  return personFrom(deps, stored);
}

/** These people in the order of `personIds`; unknown ids are left out. */
export async function findPeople(deps: StationDeps, personIds: readonly string[]): Promise<Person[]> {
  const stored = await peopleCollection(deps)
    .find({ _id: { $in: [...personIds] } })
    .toArray();
  const byId = new Map(stored.map((person) => [person._id, personFrom(deps, person)]));
  return personIds.flatMap((id) => byId.get(id) ?? []);
}

/** Everybody of a station in a role, by id; who was forgotten is nobody any more. */
export async function listByRole(deps: StationDeps, stationId: string, role: Role): Promise<Person[]> {
  const stored = await peopleCollection(deps)
    .find({ stationId, roles: role, forgottenAt: { $exists: false } })
    .sort({ _id: 1 })
    .toArray();
  return stored.map((person) => personFrom(deps, person));
}

/**
 * Adds a person. Phone, address, birth date, community and grid may be empty while nobody has told us.
 * @throws station.bad-person, station.person-exists
 */
export async function addPerson(deps: StationDeps, newPerson: NewPerson): Promise<Person> {
  const now = deps.clock.now();
  for (;;) {
    const id = newPerson.id ?? (await nextPersonId(deps, newPerson));
    const person: Person = { ...newPerson, id, createdAt: now, updatedAt: now };
    await validatePerson(person);
    try {
      await peopleCollection(deps).insertOne(storedFrom(deps, person), journaled);
      return person;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      if (newPerson.id !== undefined) throw new DomainError("station.person-exists", { personId: id });
    }
  }
}

/**
 * Changes fields of a person.
 * @throws station.unknown-person, station.bad-person
 */
export async function updatePerson(deps: StationDeps, personId: string, changes: PersonChanges): Promise<Person> {
  const before = await findPerson(deps, personId);
  const after: Person = { ...before, ...changes, updatedAt: deps.clock.now() };
  await validatePerson(after);
  const $set = {
    ...sealPerson(deps.cipher, { ...changes, id: personId, stationId: after.stationId }),
    updatedAt: after.updatedAt,
    nameKeys: nameKeysOf(after),
  };
  const stored = await peopleCollection(deps).findOneAndUpdate({ _id: personId }, { $set }, { returnDocument: "after", ...journaled });
  if (stored === null) throw new DomainError("station.unknown-person", { personId });
  return personFrom(deps, stored);
}

/** True for a person who can be asked to help. */
export function isHelper(person: Person): person is Person & { readonly helper: HelperProfile } {
  return person.helper !== undefined;
}

export function personFrom(
  { cipher }: Pick<StationDeps, "cipher">,
  { _id, nameKeys: _, phoneIndex: _index, ...person }: StoredPerson,
): Person {
  return openPerson(cipher, { id: _id, ...person });
}

export function storedFrom({ cipher }: Pick<StationDeps, "cipher">, person: Person): StoredPerson {
  const { id, ...sealed } = sealPerson(cipher, person);
  return { _id: id, ...sealed, nameKeys: nameKeysOf(person) };
}

/** The next free id of a first role at a station (`PL-R0301`); it is used up even when nobody gets it. */
export async function nextPersonId(
  deps: StationDeps,
  { stationId, roles: [role = "resident"] }: Pick<NewPerson, "stationId" | "roles">,
): Promise<string> {
  const prefix = `${stationId}-${idLetters[role]}`;
  const update = { $inc: { last: 1 } };
  const counter = await countersCollection(deps).findOneAndUpdate({ _id: prefix }, update, { upsert: true, returnDocument: "after" });
  const digits = role === "resident" || role === "volunteer" ? 4 : 3;
  return `${prefix}${String(counter?.last ?? 1).padStart(digits, "0")}`;
}
