import { z } from "zod";
import { deskRow } from "./desk-row.ts";
import { requiredFields } from "./own-request.ts";

/** Somebody a caller may be: enough to tell two of one name apart. */
export const callerView = z
  .object({
    personId: z.string(),
    name: z.string(),
    calledAs: z.string(),
    communityName: z.string().nullable(),
    phoneTail: z.string().nullable().describe("last four digits"),
  })
  .meta({ id: "CallerFound" });

/** A request entered for somebody who phoned. */
export const calledRequest = deskRow.extend({ missing: z.array(z.enum(requiredFields)) }).meta({ id: "CalledRequest" });

export function phoneTail(phone: string): string | null {
  return phone === "" ? null : phone.slice(-4);
}
