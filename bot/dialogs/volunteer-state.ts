import {
  type Assignment,
  findByCode,
  findLatelyWith,
  findOfferedTo,
  findTasksOf,
  type Offer,
  openTasksOf,
  type ServiceRequest,
} from "../../src/request/index.ts";
import { findPeople } from "../../src/station/index.ts";
import { personIdsOf } from "../texts/notices/context.ts";
import { volunteerWords } from "../texts/volunteer.ts";
import { contactWords, type TaskView, taskLine } from "../texts/volunteer-task.ts";
import type { BotDeps, Heard, Turn } from "../turn.ts";

/** Where a helper stands: what waits for an answer, what they are bound to, and what was lately. */
export interface HelperState {
  readonly offers: readonly ServiceRequest[];
  /** Bound and not through, the soonest first. */
  readonly tasks: readonly ServiceRequest[];
  readonly lately: readonly ServiceRequest[];
}

export const offerTo = (request: ServiceRequest, personId: string): Offer | undefined =>
  request.offers.find(({ volunteerId }) => volunteerId === personId);
export const assignmentTo = (request: ServiceRequest, personId: string): Assignment | undefined =>
  request.assignments.findLast(({ volunteerId }) => volunteerId === personId);

export async function stateOf(deps: BotDeps, personId: string): Promise<HelperState> {
  const [offered, bound, lately] = await Promise.all([
    findOfferedTo(deps, personId),
    findTasksOf(deps, personId),
    findLatelyWith(deps, personId, 20),
  ]);
  return { offers: offered, tasks: openTasksOf(bound, lately, personId), lately };
}

export function viewOf(deps: BotDeps, request: ServiceRequest, now: Date): TaskView {
  return {
    request,
    item: request.itemCode === null ? null : deps.catalog.item(request.itemCode),
    now,
    communities: deps.station.communities,
    settings: deps.settings(request.stationId),
  };
}

export const lineOf = (deps: BotDeps, request: ServiceRequest, now: Date): string => taskLine(viewOf(deps, request, now));

/** The full card of a bound helper. */
export async function contactOf(deps: BotDeps, request: ServiceRequest, { person, now }: Heard): Promise<string> {
  const people = await findPeople(deps, personIdsOf(request));
  return contactWords(viewOf(deps, request, now), person, new Map(people.map((one) => [one.id, one])));
}

/** The request that is meant, or what to say instead. */
export type Meant = { readonly request: ServiceRequest } | { readonly turn: Turn };

/**
 * The request a message is about: the one whose code it names, the only one that fits, or the question which.
 * @param act kept with the question, so that a number answers it
 */
export async function meant(
  deps: BotDeps,
  heard: Heard,
  act: string,
  fitting: readonly ServiceRequest[],
  noneWords: string,
): Promise<Meant> {
  const code = heard.understood.slots.code;
  if (code !== undefined) {
    const named = fitting.find((request) => request.code === code) ?? (await findByCode(deps, heard.person.stationId, code));
    const isTheirs = named && (offerTo(named, heard.person.id) ?? assignmentTo(named, heard.person.id));
    return isTheirs ? { request: named } : { turn: { say: [volunteerWords.unknownCode(code)] } };
  }
  const [first, ...others] = fitting;
  if (!first) return { turn: { say: [noneWords] } };
  if (others.length === 0) return { request: first };
  const { text, masked, slots, time } = heard.understood;
  return {
    turn: {
      say: [volunteerWords.which(fitting.map((request) => lineOf(deps, request, heard.now)))],
      pending: {
        kind: "which",
        act: `helper.${act}`,
        requestIds: fitting.map(({ id }) => id),
        data: { text, masked, slots, ...(time && { time }) },
      },
    },
  };
}

/** How many partners have checked in and are not through. */
export function partnersInside(request: ServiceRequest, personId: string): number {
  return request.assignments.filter(({ volunteerId, status }) => volunteerId !== personId && status === "checked_in").length;
}
