import { z } from "zod";
import { statusWords, timeWords } from "../../bot/texts/words.ts";
import type { RequiredField } from "../../src/catalog/index.ts";
import { plannedMinutes, type RequestRow, statuses } from "../../src/request/index.ts";
import { findPeople, type Person } from "../../src/station/index.ts";
import { passwordWord } from "../../src/visit/index.ts";
import type { ApiDeps } from "../deps.ts";
import { moment, writeMoment } from "./moment.ts";

export const requiredFields = [
  "when",
  "time",
  "where",
  "dest",
  "details",
  "headcount",
  "who",
  "guardian_consent",
] as const satisfies readonly RequiredField[];

export const place = z.strictObject({
  kind: z.enum(["home", "place"]).describe("`home` is the address the station knows of who is served"),
  text: z.string().max(200).optional(),
  communityId: z.string().max(40).optional(),
});

/** A request as who asked for it sees it. */
export const ownRequest = z
  .object({
    id: z.string(),
    code: z.string().describe("short code people say: A37"),
    version: z.number().describe("rises with every change; also the ETag"),
    status: z.enum(statuses),
    statusWords: z.string(),
    nextStep: z.string().describe("what happens next, in words"),
    itemCode: z.string().nullable(),
    itemName: z.string().nullable(),
    forName: z.string().describe("how who is served is called"),
    isForOther: z.boolean(),
    startAt: moment.nullable(),
    endAt: moment.nullable(),
    timeWords: z.string(),
    isTimeOpen: z.boolean().describe("the day is known, the hour is not"),
    where: place.nullable(),
    dest: z.string().nullable(),
    details: z.string().nullable(),
    headcount: z.number().nullable(),
    missing: z.array(z.enum(requiredFields)).describe("what must be told before it can be submitted"),
    helpers: z.array(z.object({ calledAs: z.string(), phone: z.string().nullable() })).describe("who comes; the phone from accepting on"),
    passwordWord: z.string().nullable().describe("the word helpers say at the door"),
    counterStartAt: moment.nullable().describe("another start a helper proposes; answer it"),
    newStartAt: moment.nullable().describe("a change of time that waits for a yes"),
    rating: z.object({ stars: z.number().nullable(), words: z.string().nullable() }).nullable(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "OwnRequest" });

const hasHelpers: readonly RequestRow["status"][] = ["accepted", "in_progress"];

/** These requests for their asker, helpers' names read in one go. */
export async function viewOwnRequests(
  deps: ApiDeps,
  requests: readonly RequestRow[],
  asker?: Person,
): Promise<z.input<typeof ownRequest>[]> {
  const ids = new Set(requests.flatMap((request) => [request.beneficiaryId, ...boundOf(request)]));
  if (asker) ids.delete(asker.id);
  const others = ids.size > 0 ? await findPeople(deps, [...ids]) : [];
  const people = new Map([...others, ...(asker ? [asker] : [])].map((person) => [person.id, person]));
  return requests.map((request) => viewOwnRequest(deps, request, people));
}

export async function viewOne(deps: ApiDeps, request: RequestRow): Promise<z.input<typeof ownRequest>> {
  const [view] = await viewOwnRequests(deps, [request]);
  if (!view) throw new Error("one request gives one view");
  return view;
}

function viewOwnRequest(deps: ApiDeps, request: RequestRow, people: ReadonlyMap<string, Person>): z.input<typeof ownRequest> {
  const { wish } = request;
  const item = request.itemCode === null ? null : deps.catalog.item(request.itemCode);
  const words = statusWords[request.status];
  const counter = request.status === "offered" ? request.offers.find(({ status }) => status === "countered") : undefined;
  const isComing = hasHelpers.includes(request.status);
  return {
    id: request.id,
    code: request.code,
    version: request.version,
    status: request.status,
    statusWords: words.word,
    nextStep: request.status === "collecting" && request.missing.length === 0 ? "请看看对不对,对就提交" : words.next,
    itemCode: request.itemCode,
    itemName: item?.name ?? null,
    forName: people.get(request.beneficiaryId)?.calledAs ?? "",
    isForOther: request.requesterId !== request.beneficiaryId,
    startAt: writeMoment(wish.startAt),
    endAt: writeMoment(wish.endAt),
    timeWords: timeWords(request, plannedMinutes(item), deps.clock.now()),
    isTimeOpen: wish.isTimeOpen ?? false,
    where: wish.where ?? null,
    dest: wish.dest ?? null,
    details: wish.details ?? null,
    headcount: wish.headcount ?? null,
    missing: [...request.missing],
    helpers: isComing
      ? boundOf(request).map((id) => ({ calledAs: people.get(id)?.calledAs ?? "", phone: people.get(id)?.phone || null }))
      : [],
    passwordWord: isComing && item?.flags.includes("home_visit") ? passwordWord(request) : null,
    counterStartAt: writeMoment(counter?.counterStartAt),
    newStartAt: writeMoment(request.timeChange?.startAt),
    rating: request.rating && { stars: request.rating.stars, words: request.rating.words ?? null },
    createdAt: writeMoment(request.createdAt),
    updatedAt: writeMoment(request.updatedAt),
  };
}

function boundOf({ assignments }: RequestRow): string[] {
  return assignments.filter(({ status }) => status === "accepted" || status === "checked_in").map(({ volunteerId }) => volunteerId);
}
