import { z } from "zod";
import { type BoardRow, nextStepNames } from "../../src/report/index.ts";
import { statuses } from "../../src/request/index.ts";
import { moment, writeMoment } from "./moment.ts";

/** A line of the board: no names, no addresses, no words. */
export const boardRow = z
  .object({
    id: z.string(),
    code: z.string(),
    version: z.number(),
    itemCode: z.string().nullable(),
    itemName: z.string().nullable(),
    communityId: z.string(),
    communityName: z.string().nullable(),
    status: z.enum(statuses),
    urgency: z.enum(["urgent", "soon", "routine"]),
    flags: z.array(z.string()),
    nextStep: z.string().describe("what it waits for: `triage`, `pick_helper`, `wait_for_answer` …"),
    nextStepWords: z.string(),
    createdAt: moment,
    statusAt: moment.describe("since when it is in this state"),
    waitedMinutes: z.number().describe("since somebody asked"),
    dueAt: moment.nullable().describe("when the desk should have done its step"),
    isOverdue: z.boolean(),
    startAt: moment.nullable(),
    isTimeOpen: z.boolean(),
    people: z.number().describe("helpers needed"),
    helpers: z.number().describe("those who said yes"),
  })
  .meta({ id: "BoardRow" });

export function viewBoardRow({ item, community, ...row }: BoardRow): z.input<typeof boardRow> {
  return {
    ...row,
    itemName: item,
    communityName: community,
    flags: [...row.flags],
    nextStepWords: nextStepNames[row.nextStep],
    createdAt: writeMoment(row.createdAt),
    statusAt: writeMoment(row.statusAt),
    dueAt: writeMoment(row.dueAt ?? undefined),
    startAt: writeMoment(row.startAt ?? undefined),
  };
}
