import { z } from "zod";
import { type HelperPerson, isWaiting } from "../../src/station/index.ts";
import { moment, writeMoment } from "./moment.ts";

export const weeklyWindow = z.strictObject({
  weekday: z.number().int().min(1).max(7).describe("1 = Monday … 7 = Sunday"),
  from: z.number().int().min(0).max(1440).describe("minutes after midnight, station time"),
  to: z.number().int().min(0).max(1440),
});

const helperStates = ["applied", "active", "paused", "review", "left"] as const;

/** A helper as they see themself. */
export const helperView = z
  .object({
    state: z
      .enum(helperStates)
      .describe("`applied`: waits for the station to check who they are; `review`: the station will talk with them"),
    pausedUntil: moment.nullable(),
    isOwnPause: z.boolean().describe("the caller may end it themself"),
    skills: z.array(z.string()),
    languages: z.array(z.string()),
    availability: z.array(weeklyWindow).describe("weekly hours in which they may be asked; empty: any time"),
    blocked: z.array(z.object({ from: moment, to: moment })).describe("times to come they have said no to"),
    trainings: z.array(z.object({ code: z.string(), validUntil: moment })),
    insuredUntil: moment.nullable(),
    joinedAt: moment,
  })
  .meta({ id: "Helper" });

export function viewHelper({ helper }: HelperPerson, now: Date): z.input<typeof helperView> {
  return {
    state: isWaiting(helper) ? "applied" : helper.status,
    pausedUntil: helper.status === "paused" ? writeMoment(helper.pausedUntil) : null,
    isOwnPause: helper.status === "paused" && helper.isOwnPause === true,
    skills: [...helper.skills],
    languages: [...helper.languages],
    availability: helper.availability.map((window) => ({ ...window })),
    blocked: helper.blocked.filter(({ to }) => to > now).map(({ from, to }) => ({ from: writeMoment(from), to: writeMoment(to) })),
    trainings: helper.trainings.map(({ code, validUntil }) => ({ code, validUntil: writeMoment(validUntil) })),
    insuredUntil: writeMoment(helper.insuredUntil),
    joinedAt: writeMoment(helper.joinedAt),
  };
}
