import { z } from "zod";
import { communityOf, isHelper, isWaiting, type Person, type Station } from "../../src/station/index.ts";
import { helperView, viewHelper } from "./helper.ts";
import { emergencyContact } from "./me.ts";
import { moment, writeMoment } from "./moment.ts";
import { phoneTail } from "./phone-call.ts";

/** A person as a line of a list: enough to tell them apart, no contacts. */
export const personRow = z
  .object({
    id: z.string(),
    name: z.string(),
    calledAs: z.string(),
    roles: z.array(z.string()),
    communityId: z.string().nullable(),
    communityName: z.string().nullable(),
    phoneTail: z.string().nullable().describe("last four digits"),
    helperState: z.string().nullable().describe("of who helps: `applied`, `active`, `paused`, `review`, `left`"),
  })
  .meta({ id: "PersonRow" });

export const personTag = z.strictObject({
  tag: z.string().trim().min(1).max(40).describe("`lives_alone_80`, `dementia`, `disabled` …"),
  source: z.string().trim().min(1).max(40).describe("where it comes from"),
  reviewBy: z.iso.date().describe("when somebody looks at it again"),
});

/** Everything the desk reads of a person. */
export const personView = personRow
  .extend({
    gender: z.enum(["female", "male"]),
    birthDate: z.string().nullable(),
    gridId: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    tags: z.array(z.object({ tag: z.string(), source: z.string(), reviewBy: moment })),
    emergencyContact: emergencyContact.nullable(),
    family: z.array(z.object({ personId: z.string(), relation: z.string() })),
    blockedHelperIds: z.array(z.string()).describe("helpers this person must not meet again"),
    office: z.string().nullable(),
    identityVerified: z.boolean().nullable().describe("of who helps: somebody of the station has checked who they are"),
    helping: helperView.nullable(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "Person" });

type Places = Pick<Station, "communities">;

export function viewPersonRow(station: Places, person: Person): z.input<typeof personRow> {
  const { id, name, calledAs, roles, communityId, phone, helper } = person;
  return {
    id,
    name,
    calledAs,
    roles: [...roles],
    communityId: communityId || null,
    communityName: communityOf(station, communityId)?.name ?? null,
    phoneTail: phoneTail(phone),
    helperState: helper ? (isWaiting(helper) ? "applied" : helper.status) : null,
  };
}

export function viewPerson(station: Places, person: Person, now: Date): z.input<typeof personView> {
  return {
    ...viewPersonRow(station, person),
    gender: person.gender,
    birthDate: person.birthDate || null,
    gridId: person.gridId || null,
    phone: person.phone || null,
    address: person.address || null,
    tags: person.tags.map(({ tag, source, reviewBy }) => ({ tag, source, reviewBy: writeMoment(reviewBy) })),
    emergencyContact: person.emergencyContact ? { ...person.emergencyContact } : null,
    family: person.family.map((member) => ({ ...member })),
    blockedHelperIds: [...person.blockedHelperIds],
    office: person.office ?? null,
    identityVerified: person.helper?.identityVerified ?? null,
    helping: isHelper(person) ? viewHelper(person, now) : null,
    createdAt: writeMoment(person.createdAt),
    updatedAt: writeMoment(person.updatedAt),
  };
}
