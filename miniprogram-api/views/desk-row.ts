import { z } from "zod";
import { timeWords } from "../../bot/texts/words.ts";
import { nextStepOf, statusNames } from "../../src/report/index.ts";
import { plannedMinutes, type ServiceRequest, statuses } from "../../src/request/index.ts";
import { communityOf, findPeople, type Person } from "../../src/station/index.ts";
import type { ApiDeps } from "../deps.ts";
import { moment, writeMoment } from "./moment.ts";

/** A request as a line of the board: what, where, when, what next; no address and no phone. */
export const deskRow = z
  .object({
    id: z.string(),
    code: z.string(),
    version: z.number().describe("rises with every change; also the ETag"),
    status: z.enum(statuses),
    statusWords: z.string(),
    nextStep: z.string().describe("what it waits for: `triage`, `pick_helper`, `wait_for_answer` …"),
    urgency: z.enum(["urgent", "soon", "routine"]),
    itemCode: z.string().nullable(),
    itemName: z.string().nullable(),
    communityId: z.string(),
    communityName: z.string().nullable(),
    forName: z.string().describe("how who is served is called"),
    startAt: moment.nullable(),
    endAt: moment.nullable(),
    timeWords: z.string(),
    people: z.number().describe("helpers needed at the same time"),
    helperNames: z.array(z.string()).describe("who comes or is there"),
    flags: z.array(z.string()),
    createdAt: moment,
    statusAt: moment.describe("since when it is in this state"),
    updatedAt: moment,
  })
  .meta({ id: "DeskRow" });

export type PeopleById = ReadonlyMap<string, Person>;

/** Board lines, names read in one go. */
export async function viewDeskRows(deps: ApiDeps, requests: readonly ServiceRequest[]): Promise<z.input<typeof deskRow>[]> {
  const people = await peopleById(
    deps,
    requests.flatMap((request) => [request.beneficiaryId, ...comingTo(request)]),
  );
  return requests.map((request) => viewDeskRow(deps, request, people));
}

export async function peopleById(deps: ApiDeps, ids: readonly string[]): Promise<PeopleById> {
  return new Map((await findPeople(deps, [...new Set(ids)])).map((person) => [person.id, person]));
}

export function viewDeskRow(deps: ApiDeps, request: ServiceRequest, people: PeopleById): z.input<typeof deskRow> {
  const { wish } = request;
  const item = request.itemCode === null ? null : deps.catalog.item(request.itemCode);
  return {
    id: request.id,
    code: request.code,
    version: request.version,
    status: request.status,
    statusWords: statusNames[request.status],
    nextStep: nextStepOf(request),
    urgency: request.urgency,
    itemCode: request.itemCode,
    itemName: item?.name ?? null,
    communityId: request.communityId,
    communityName: communityOf(deps.station, request.communityId)?.name ?? null,
    forName: people.get(request.beneficiaryId)?.calledAs ?? "",
    startAt: writeMoment(wish.startAt),
    endAt: writeMoment(wish.endAt),
    timeWords: timeWords(request, plannedMinutes(item), deps.clock.now()),
    people: request.people,
    helperNames: comingTo(request).map((id) => people.get(id)?.calledAs ?? ""),
    flags: [...request.flags],
    createdAt: writeMoment(request.createdAt),
    statusAt: writeMoment(request.statusAt),
    updatedAt: writeMoment(request.updatedAt),
  };
}

function comingTo({ assignments }: ServiceRequest): string[] {
  return assignments.filter(({ status }) => status === "accepted" || status === "checked_in").map(({ volunteerId }) => volunteerId);
}
