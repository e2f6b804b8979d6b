import { type FieldCipher, type Resealable, sealedFields } from "../platform/index.ts";
import type { Person } from "./person.ts";

/**
 * What is sealed of a person: how they are reached, where they live, and what the tags say of their health. The name stays readable, because
 * the keys it is searched by tell it anyway; the birth date, because age decides who may be asked and is counted.
 */
export const personFields = sealedFields("people", [
  "phone",
  "address",
  "emergencyContact.name",
  "emergencyContact.phone",
  "tags.*.tag",
  "tags.*.source",
]);

export const resealablePeople: Resealable = {
  fields: personFields,
  follows: {
    from: "phone",
    field: "phoneIndex",
    make: (cipher, { stationId, phone }) => phoneIndexOf(cipher, String(stationId), String(phone ?? "")),
  },
};

/** A person, or what changes of them, as it is stored; with the phone comes what it is found by. */
export function sealPerson<T extends Partial<Person> & Pick<Person, "id" | "stationId">>(
  cipher: FieldCipher,
  person: T,
): T & { readonly phoneIndex?: string } {
  const sealed = personFields.seal(cipher, person.id, person);
  return person.phone === undefined ? sealed : { ...sealed, phoneIndex: phoneIndexOf(cipher, person.stationId, person.phone) };
}

export function openPerson(cipher: FieldCipher, person: Person): Person {
  return personFields.open(cipher, person.id, person);
}

/** Blanks and dashes inside a number do not make it another. */
export function digitsOf(phone: string): string {
  return phone.replace(/[\s-]/g, "");
}

/** What equal phones of a station have in common; nothing for who has none. */
export function phoneIndexOf(cipher: FieldCipher, stationId: string, phone: string): string {
  const digits = digitsOf(phone);
  return digits === "" ? "" : cipher.blindIndex(digits, scopeOf(stationId));
}

/** The same under every key. */
export function phoneIndexesOf(cipher: FieldCipher, stationId: string, phone: string): string[] {
  return cipher.blindIndexes(digitsOf(phone), scopeOf(stationId));
}

function scopeOf(stationId: string): string {
  return `people.phone/${stationId}`;
}
