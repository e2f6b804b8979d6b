import { z } from "zod";
import { communityOf, type Person } from "../../src/station/index.ts";
import type { ApiDeps } from "../deps.ts";

export const emergencyContact = z.strictObject({
  name: z.string().trim().min(1).max(20),
  relation: z.string().trim().min(1).max(20),
  phone: z.string().regex(/^1\d{10}$/),
});

/** Somebody as the station knows them and they may see it themself. */
export const meView = z
  .object({
    personId: z.string(),
    name: z.string(),
    calledAs: z.string().describe("how others address them"),
    gender: z.enum(["female", "male"]),
    birthDate: z.string().nullable(),
    communityId: z.string().nullable(),
    communityName: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    emergencyContact: emergencyContact.nullable(),
  })
  .meta({ id: "Me" });

export function viewMe({ station }: Pick<ApiDeps, "station">, person: Person): z.input<typeof meView> {
  const { id, name, calledAs, gender, birthDate, communityId, phone, address } = person;
  return {
    personId: id,
    name,
    calledAs,
    gender,
    birthDate: birthDate || null,
    communityId: communityId || null,
    communityName: communityOf(station, communityId)?.name ?? null,
    phone: phone || null,
    address: address || null,
    emergencyContact: person.emergencyContact ? { ...person.emergencyContact } : null,
  };
}
