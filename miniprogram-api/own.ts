import { DomainError } from "../src/platform/index.ts";
import { type Actor, findRequest, type ServiceRequest } from "../src/request/index.ts";
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

/** The request, if the caller was asked to help with it or helps. @throws http.not-found */
export async function helperRequestOf(deps: ApiDeps, { person }: Caller, requestId: string): Promise<ServiceRequest> {
  const request = await requestOrNotThere(deps, requestId);
  const isAsked = [...request.offers, ...request.assignments].some(({ volunteerId }) => volunteerId === person.id);
  if (!isAsked) throw notThere();
  return request;
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
