import { z } from "zod";
import { maskPersonal } from "../../src/language/index.ts";
import type { Wish } from "../../src/request/index.ts";
import { momentIn } from "../views/moment.ts";
import { place } from "../views/own-request.ts";

/** What a form tells of a wish; each field when it is known. */
export const wishFields = {
  startAt: momentIn.optional(),
  endAt: momentIn.optional(),
  isTimeOpen: z.boolean().optional().describe("the day is known, the hour is not"),
  where: place.optional(),
  dest: z.string().trim().min(1).max(100).optional(),
  details: z.string().trim().min(1).max(500).optional(),
  headcount: z.number().int().min(1).max(500).optional(),
  who: z.string().trim().min(1).max(40).optional(),
  guardianConsent: z.boolean().optional(),
  gender: z.enum(["female", "male"]).optional().describe("of the helper"),
} as const;

type Fields = Partial<z.output<z.ZodObject<typeof wishFields>>>;

/** The fields a form filled, as a wish; free words without phones and numbers. */
export function wishFrom(fields: Fields): Wish {
  const { details, ...rest } = fields;
  const known = Object.entries({ ...rest, details: details && maskPersonal(details) }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Wish;
}
