import mongoose from "mongoose";
import { DomainError } from "../platform/index.ts";
import { isKnownFlag } from "./item-rules.ts";
import type { ServiceItem } from "./service-item.ts";

const text = { type: String, required: true } as const;
const whole = (min: number) => ({ type: Number, required: true, min, validate: Number.isInteger }) as const;
const fields = ["when", "time", "where", "dest", "details", "headcount", "who", "guardian_consent"];

const serviceItem = new mongoose.Schema(
  {
    code: { ...text, match: /^[A-Z]{2}\d{2}$/ },
    category: text,
    name: text,
    says: String,
    provider: { ...text, enum: ["volunteer", "social_worker", "team"] },
    workType: { ...text, enum: ["case", "group", "community", "direct", "visit"] },
    minutes: whole(1),
    minPeople: whole(1),
    leadHours: whole(0),
    requires: [{ type: String, enum: fields }],
    flags: [{ type: String, validate: isKnownFlag }],
    aliases: [String],
  },
  { _id: false, strict: "throw" },
);

/** Used to validate only: what is written goes through the native collection. */
const ServiceItemModel = new mongoose.Mongoose().model("ServiceItem", serviceItem);

/**
 * Refuses an item whose rules could not be applied.
 * @throws catalog.bad-item with `fields`, the paths that are wrong
 */
export async function validateItem(candidate: ServiceItem): Promise<void> {
  try {
    await ServiceItemModel.validate(candidate);
  } catch (error) {
    const wrong = error instanceof mongoose.Error.ValidationError ? Object.keys(error.errors) : [String(error)];
    throw new DomainError("catalog.bad-item", { code: candidate.code, fields: wrong });
  }
}
