import { z } from "zod";
import { type Binding, bindingStates, isOpenBinding } from "../../src/channel/index.ts";
import type { ApiDeps } from "../deps.ts";
import { moment, writeMoment } from "./moment.ts";

/** A ticket to open a chat by scanning, as the desk sees it. What somebody said of who they are is shown where it is decided, in the notice. */
export const bindingView = z
  .object({
    id: z.string(),
    code: z.string().describe("four digits the desk names it by: 「认定 4821」"),
    link: z.string().describe("the page with the QR code; only for the person it is meant for"),
    state: z.enum(bindingStates).describe("`linked`: scanned, and asked who they are; `undecided`: the desk says who it is"),
    isOpen: z.boolean().describe("whether something may still come of it"),
    why: z.string().nullable().describe("why the desk has to decide, or why it is over"),
    askedBy: z.string().nullable().describe("null where somebody began at a poster"),
    forPersonId: z.string().nullable(),
    meantId: z.string().nullable().describe("who it is by what they said, or as the desk has decided"),
    askedAt: moment,
    endsAt: moment,
    boundAt: moment.nullable(),
  })
  .meta({ id: "Binding" });

export function viewBinding({ config, clock }: Pick<ApiDeps, "config" | "clock">, binding: Binding): z.input<typeof bindingView> {
  const { id, code, state, why, askedBy, forPersonId, meantId, askedAt, endsAt, boundAt } = binding;
  return {
    id,
    code,
    link: `${config.publicUrl}/bind/${id}`,
    state,
    isOpen: isOpenBinding(binding, clock.now()),
    why: why ?? null,
    askedBy: askedBy ?? null,
    forPersonId: forPersonId ?? null,
    meantId: meantId ?? null,
    askedAt: writeMoment(askedAt),
    endsAt: writeMoment(endsAt),
    boundAt: writeMoment(boundAt),
  };
}
