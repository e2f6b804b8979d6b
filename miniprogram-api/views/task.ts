import { z } from "zod";
import { distanceWords, mindLines, partnersOf } from "../../bot/texts/volunteer-task.ts";
import { communityWords, itemWords, timeWords } from "../../bot/texts/words.ts";
import { waitingFor } from "../../src/matching/index.ts";
import {
  type Assignment,
  boundHelpers,
  type Offer,
  plannedMinutes,
  type ServiceRequest,
  scheduleOf,
  statuses,
} from "../../src/request/index.ts";
import { findPeople, type Person } from "../../src/station/index.ts";
import { mayReadContact, passwordWord } from "../../src/visit/index.ts";
import type { ApiDeps } from "../deps.ts";
import { moment, writeMoment } from "./moment.ts";

const offerStatuses = [
  "offered",
  "accepted",
  "declined",
  "expired",
  "countered",
  "superseded",
  "voided",
] as const satisfies Offer["status"][];
const ownStatuses = [
  "accepted",
  "checked_in",
  "checked_out",
  "credited",
  "withdrawn",
  "late_withdrawn",
  "no_show",
  "released",
] as const satisfies Assignment["status"][];

const card = {
  requestId: z.string(),
  code: z.string().describe("short code people say: A37"),
  version: z.number().describe("rises with every change; also the ETag"),
  itemCode: z.string().nullable(),
  itemName: z.string(),
  startAt: moment.nullable(),
  endAt: moment.nullable(),
  timeWords: z.string(),
  minutes: z.number().describe("planned length"),
  communityName: z.string(),
  distanceWords: z.string().nullable().describe("how far from the caller, as far as the station knows"),
  people: z.number().describe("helpers who come at the same time"),
  seatsLeft: z.number(),
  mind: z.array(z.string()).describe("what to mind, one thing a line"),
};

/** A task as somebody sees it who is asked to do it: without a name, an address, a phone or a word on health. */
export const offerView = z
  .object({
    ...card,
    offerStatus: z.enum(offerStatuses),
    answerBy: moment.describe("the question is over then"),
    counterStartAt: moment.nullable().describe("the other start the caller proposed"),
  })
  .meta({ id: "Offer" });

const reached = z.object({ calledAs: z.string(), phone: z.string().nullable() });

const contact = z.object({
  served: reached,
  asker: reached.nullable().describe("who asked for them, when somebody else did"),
  address: z.string().nullable().describe("null: the station tells it"),
  dest: z.string().nullable(),
  details: z.string().nullable(),
  headcount: z.number().nullable(),
  passwordWord: z.string().describe("said first at the door; the other side knows it"),
  partners: z.array(reached).describe("who comes along"),
});

const row = {
  ...card,
  status: z.enum(statuses),
  ownStatus: z.enum(ownStatuses),
  isConfirmed: z.boolean().describe("the caller said that they come"),
  newStartAt: moment.nullable().describe("another time somebody asked for"),
  isAskedForTime: z.boolean().describe("the caller has not answered it yet"),
  nobodyHome: z
    .object({ saidAt: moment, calls: z.number(), waitMinutes: z.number(), callsNeeded: z.number() })
    .nullable()
    .describe("how long to wait at a closed door, and how often to call"),
  checkInAt: moment.nullable(),
  checkOutAt: moment.nullable(),
  arrival: z.enum(["door_code", "position", "unchecked"]).nullable(),
  creditedMinutes: z.number().nullable().describe("null until the hours are written"),
};

/** A task in a list: nobody is named, so that each look at an address is one at one task. */
export const taskRow = z.object(row).meta({ id: "TaskRow" });

/** A task as its helper sees it. */
export const taskView = z
  .object({ ...row, contact: contact.nullable().describe("only from accepting to a day after check-out") })
  .meta({ id: "Task" });

/** What of a task is sensitive. */
export const shownOfTask = ["name", "phone", "address", "details"] as const;

export function viewOffer(deps: ApiDeps, request: ServiceRequest, helper: Person): z.input<typeof offerView> {
  const offer = request.offers.find(({ volunteerId }) => volunteerId === helper.id);
  if (!offer) throw new Error("an offer is shown to who was asked");
  return {
    ...cardOf(deps, request, helper),
    offerStatus: offer.status,
    answerBy: writeMoment(offer.expiresAt),
    counterStartAt: writeMoment(offer.counterStartAt),
  };
}

export function viewTaskRow(deps: ApiDeps, request: ServiceRequest, helper: Person): z.input<typeof taskRow> {
  const own = request.assignments.findLast(({ volunteerId }) => volunteerId === helper.id);
  if (!own) throw new Error("a task is shown to its helper");
  return {
    ...cardOf(deps, request, helper),
    status: request.status,
    ownStatus: own.status,
    isConfirmed: own.confirmedAt !== undefined,
    newStartAt: writeMoment(request.timeChange?.startAt),
    isAskedForTime: waitingFor(request).includes(helper.id),
    nobodyHome: nobodyHomeOf(deps, request),
    checkInAt: writeMoment(own.checkInAt),
    checkOutAt: writeMoment(own.checkOutAt),
    arrival: own.arrival ?? null,
    creditedMinutes: own.creditedMinutes,
  };
}

/** Names, address and phones only while the helper may know them. */
export async function viewTask(deps: ApiDeps, request: ServiceRequest, helper: Person): Promise<z.input<typeof taskView>> {
  const isOpen = mayReadContact(deps, request, helper.id);
  return { ...viewTaskRow(deps, request, helper), contact: isOpen ? await contactOf(deps, request, helper) : null };
}

function cardOf(deps: ApiDeps, request: ServiceRequest, helper: Person) {
  const item = request.itemCode === null ? null : deps.catalog.item(request.itemCode);
  const minutes = plannedMinutes(item);
  const schedule = scheduleOf(request, minutes);
  return {
    requestId: request.id,
    code: request.code,
    version: request.version,
    itemCode: request.itemCode,
    itemName: itemWords(item),
    startAt: writeMoment(schedule?.startAt),
    endAt: writeMoment(schedule?.endAt),
    timeWords: timeWords(request, minutes, deps.clock.now()),
    minutes,
    communityName: communityWords(request, deps.station.communities),
    distanceWords: distanceWords(request, helper) || null,
    people: request.people,
    seatsLeft: Math.max(0, request.people - boundHelpers(request).length),
    mind: [...mindLines(item, deps.settings(request.stationId))],
  };
}

async function contactOf(deps: ApiDeps, request: ServiceRequest, helper: Person): Promise<z.input<typeof contact>> {
  const partners = partnersOf(request, helper.id);
  const ids = [request.beneficiaryId, request.requesterId, ...partners];
  const people = new Map((await findPeople(deps, [...new Set(ids)])).map((person) => [person.id, person]));
  const { where, dest, details, headcount } = request.wish;
  const served = people.get(request.beneficiaryId);
  const reach = (id: string) => ({ calledAs: people.get(id)?.calledAs ?? "", phone: people.get(id)?.phone || null });
  return {
    served: reach(request.beneficiaryId),
    asker: request.requesterId === request.beneficiaryId ? null : reach(request.requesterId),
    address: (where?.kind === "place" && where.text) || served?.address || null,
    dest: dest ?? null,
    details: details ?? null,
    headcount: headcount ?? null,
    passwordWord: passwordWord(request),
    partners: partners.map(reach),
  };
}

function nobodyHomeOf(deps: ApiDeps, { stationId, visit: { nobodyHome } }: ServiceRequest) {
  if (!nobodyHome) return null;
  const { waitMinutes, calls } = deps.settings(stationId).nobodyHome;
  return { saidAt: writeMoment(nobodyHome.saidAt), calls: nobodyHome.calls, waitMinutes, callsNeeded: calls };
}
