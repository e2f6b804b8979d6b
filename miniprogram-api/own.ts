import { isConfidential } from "../src/catalog/index.ts";
import { DomainError } from "../src/platform/index.ts";
import { type Actor, type AssignmentStatus, findRequest, type ServiceRequest } from "../src/request/index.ts";
import { findPeople, isAbove, mayDo, type Person } from "../src/station/index.ts";
import type { Caller } from "./caller.ts";
import type { ApiDeps } from "./deps.ts";

/** What is not there and what is not the caller's answer the same: nobody learns that it exists. */
export function notThere(): DomainError {
  return new DomainError("http.not-found");
}

/** The request, if the caller asked for it or it is for them. @throws http.not-found */
export async function ownRequestOf(deps: ApiDeps, { person }: Caller, requestId: string): Promise<ServiceRequest> {
  const request = await requestOrNotThere(deps, requestId);
  if (request.requesterId !== person.id && request.beneficiaryId !== person.id) throw notThere();
  return request;
}

/** The request, if it is of the caller's station. @throws http.not-found */
export async function stationRequestOf(deps: ApiDeps, { person }: Caller, requestId: string): Promise<ServiceRequest> {
  const request = await requestOrNotThere(deps, requestId);
  if (request.stationId !== person.stationId) throw notThere();
  return request;
}

/**
 * The request as the desk reads it. A social worker reads what is confidential only when they are asked to serve it.
 * @throws http.not-found
 */
export async function deskRequestOf(deps: ApiDeps, caller: Caller, requestId: string): Promise<ServiceRequest> {
  const request = await stationRequestOf(deps, caller, requestId);
  if (isDesk(caller) || !isConfidentialRequest(deps, request) || isAskedToHelp(caller, request)) return request;
  throw notThere();
}

export function isConfidentialRequest(
  { catalog }: Pick<ApiDeps, "catalog">,
  { itemCode, flags }: Pick<ServiceRequest, "itemCode" | "flags">,
): boolean {
  return flags.includes("confidential") || (itemCode !== null && isConfidential(catalog.item(itemCode)));
}

/** True for who runs the station: they see names, and contacts with a note in the audit trail. */
export function isDesk({ role }: Pick<Caller, "role">): boolean {
  return mayDo({ roles: [role] }, "contact.readAll");
}

/** The request, if the caller was asked to help with it or helps. @throws http.not-found */
export async function helperRequestOf(deps: ApiDeps, { person }: Caller, requestId: string): Promise<ServiceRequest> {
  const request = await requestOrNotThere(deps, requestId);
  if (!isAskedToHelp({ person }, request)) throw notThere();
  return request;
}

/** How far somebody is with a task: ever on it, still bound to it, or through with it. */
const taskStages = {
  any: undefined,
  bound: ["accepted", "checked_in"],
  served: ["checked_out", "credited"],
} as const satisfies Record<string, readonly AssignmentStatus[] | undefined>;

/**
 * The request, if the caller has or had it as a task.
 * @throws http.not-found for anybody else
 * @throws visit.not-on-task at another stage
 */
export async function taskOf(
  deps: ApiDeps,
  { person }: Caller,
  requestId: string,
  stage: keyof typeof taskStages = "any",
): Promise<ServiceRequest> {
  const request = await requestOrNotThere(deps, requestId);
  const own = request.assignments.findLast(({ volunteerId }) => volunteerId === person.id);
  if (!own) throw notThere();
  const fitting: readonly AssignmentStatus[] | undefined = taskStages[stage];
  if (fitting && !fitting.includes(own.status)) throw new DomainError("visit.not-on-task", { code: request.code, status: request.status });
  return request;
}

/** As whom a helper moves a request, whatever they are at the station. */
export function helperActor({ person }: Caller): Actor & { readonly role: "volunteer"; readonly personId: string } {
  return { role: "volunteer", personId: person.id };
}

function isAskedToHelp({ person }: Pick<Caller, "person">, { offers, assignments }: ServiceRequest): boolean {
  return [...offers, ...assignments].some(({ volunteerId }) => volunteerId === person.id);
}

/** The request, if it was referred to the caller's office. @throws http.not-found */
export async function referredRequestOf(deps: ApiDeps, { person }: Caller, requestId: string): Promise<ServiceRequest> {
  const request = await requestOrNotThere(deps, requestId);
  if (request.referral?.receiverId !== person.id || request.stationId !== person.stationId) throw notThere();
  return request;
}

/** A person of the caller's station. @throws http.not-found */
export async function stationPersonOf(deps: ApiDeps, { person }: Caller, personId: string): Promise<Person> {
  const [found] = await findPeople(deps, [personId]);
  if (found?.stationId !== person.stationId || found.forgottenAt !== undefined) throw notThere();
  return found;
}

/**
 * A person the caller may change: of their station, and below their own rank. Nobody changes themself here.
 * @throws http.not-found, http.not-allowed
 */
export async function managedPersonOf(deps: ApiDeps, caller: Caller, personId: string): Promise<Person> {
  const person = await stationPersonOf(deps, caller, personId);
  if (person.id === caller.person.id || !isAbove(caller.role, person.roles)) throw new DomainError("http.not-allowed");
  return person;
}

type DeskActor<Role> = Actor & { readonly role: Role; readonly personId: string };

/** As whom one of the desk moves a request. */
export function deskActor({ person, role }: Caller): DeskActor<"coordinator" | "supervisor"> {
  return { role: role === "supervisor" ? "supervisor" : "coordinator", personId: person.id };
}

/** As coordinator: others stand in where the life of a request knows coordinators only. */
export function standIn({ person }: Caller): DeskActor<"coordinator"> {
  return { role: "coordinator", personId: person.id };
}

/** As whom a caller moves a request they own. */
export function ownerActor({ person }: Caller, request: ServiceRequest): Actor & { readonly personId: string } {
  return {
    role: request.requesterId !== request.beneficiaryId && request.requesterId === person.id ? "proxy" : "resident",
    personId: person.id,
  };
}

async function requestOrNotThere(deps: ApiDeps, requestId: string): Promise<ServiceRequest> {
  return findRequest(deps, requestId).catch((error: unknown) => {
    throw error instanceof DomainError && error.code === "request.unknown" ? notThere() : error;
  });
}
