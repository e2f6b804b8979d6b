import mongoose from "mongoose";
import { DomainError } from "../platform/index.ts";
import { type Person, roleNames } from "./person.ts";

const { Schema } = mongoose;
const part = { _id: false } as const;
const text = { type: String, required: true } as const;
/** Empty while nobody has told us, as with a resident who has just written for the first time. */
const maybeText = { type: String, default: "", validate: (value: unknown) => typeof value === "string" } as const;
const minute = { type: Number, required: true, min: 0, max: 24 * 60 } as const;

const window = new Schema({ weekday: { type: Number, required: true, min: 1, max: 7 }, from: minute, to: minute }, part);
const training = new Schema({ code: text, validUntil: { type: Date, required: true } }, part);
const span = new Schema({ from: { type: Date, required: true }, to: { type: Date, required: true } }, part);
const tag = new Schema({ tag: text, source: text, reviewBy: { type: Date, required: true } }, part);
const contact = new Schema({ name: text, relation: text, phone: text }, part);
const relative = new Schema({ personId: text, relation: text }, part);

const profile = new Schema(
  {
    teamId: String,
    status: { ...text, enum: ["active", "paused", "review", "left"] },
    pausedUntil: Date,
    isOwnPause: Boolean,
    identityVerified: { type: Boolean, required: true },
    skills: [String],
    trainings: [training],
    insuredUntil: Date,
    availability: [window],
    blocked: [span],
    languages: [String],
    guardianConsent: Boolean,
    creditedMinutes: { type: Number, required: true, min: 0 },
    joinedAt: { type: Date, required: true },
  },
  part,
);

const person = new Schema(
  {
    id: { ...text, match: /^[A-Z]{2,6}-[A-Z]{1,2}\d{3,}$/ },
    stationId: text,
    name: text,
    calledAs: text,
    gender: { ...text, enum: ["female", "male"] },
    birthDate: { ...maybeText, match: /^(\d{4}-\d{2}-\d{2})?$/ },
    roles: { type: [{ type: String, enum: roleNames }], validate: (list: readonly string[]) => list.length > 0 },
    communityId: maybeText,
    gridId: maybeText,
    phone: maybeText,
    address: maybeText,
    tags: [tag],
    emergencyContact: contact,
    family: [relative],
    blockedHelperIds: [String],
    helper: profile,
    office: String,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    forgottenAt: Date,
  },
  { _id: false, strict: "throw" },
);

/** Used to validate only: what is written goes through the native collection. */
const PersonModel = new mongoose.Mongoose().model("Person", person);

/**
 * Refuses a person that must not be stored.
 * @throws station.bad-person with `fields`, the paths that are wrong
 */
export async function validatePerson(candidate: Person): Promise<void> {
  try {
    await PersonModel.validate(candidate);
  } catch (error) {
    const fields = error instanceof mongoose.Error.ValidationError ? Object.keys(error.errors) : [String(error)];
    throw new DomainError("station.bad-person", { personId: candidate.id, fields });
  }
}
