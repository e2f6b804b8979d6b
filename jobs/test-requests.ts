/** Brings requests to the states timers belong to, by the verbs people use. */
import { expect, vi } from "vitest";
import type { AppDeps } from "../src/app.ts";
import { acceptOffer, boundHelpers, nameHelper, proposeCandidates } from "../src/matching/index.ts";
import { hourMs } from "../src/platform/index.ts";
import {
  approveRequest,
  fillRequest,
  findRequest,
  openRequest,
  referRequest,
  type ServiceRequest,
  submitRequest,
  type Wish,
} from "../src/request/index.ts";
import { findPerson } from "../src/station/index.ts";
import { checkIn, checkOut } from "../src/visit/index.ts";

export const residentId = "PL-R0001";
export const coordinator = { role: "coordinator", personId: "PL-S001" } as const;
const resident = { role: "resident", personId: residentId } as const;

/** Milliseconds: the machine may be busy with other tests. */
const patience = 10_000;

let opened = 0;

export interface Wanted {
  readonly itemCode?: string | null;
  /** Hours from now until the start. */
  readonly inHours?: number;
  readonly wish?: Partial<Wish>;
  readonly isUrgent?: boolean;
  readonly source?: ServiceRequest["source"];
  readonly residentId?: string;
}

export async function collecting(
  deps: AppDeps,
  { itemCode = "EL04", inHours = 48, wish, isUrgent, source = "chat", ...rest }: Wanted = {},
): Promise<ServiceRequest> {
  const person = await findPerson(deps, rest.residentId ?? residentId);
  opened += 1;
  const { request } = await openRequest(deps, {
    key: `test-${opened}`,
    by: { role: "resident", personId: person.id },
    source,
    stationId: "PL",
    requesterId: person.id,
    beneficiaryId: person.id,
    communityId: person.communityId,
    gridId: person.gridId,
    said: `测试 ${opened}`,
    itemCode,
    wish: { startAt: new Date(deps.clock.now().getTime() + inHours * hourMs), where: { kind: "home" }, headcount: 1, ...wish },
    ...(isUrgent !== undefined && { isUrgent }),
  });
  return request;
}

export async function submitted(deps: AppDeps, wanted: Wanted = {}): Promise<ServiceRequest> {
  const { id } = await collecting(deps, wanted);
  await fillRequest(deps, id, { by: resident, ask: "read_back" });
  return submitRequest(deps, id, resident);
}

export async function queued(deps: AppDeps, wanted: Wanted = {}): Promise<ServiceRequest> {
  return approveRequest(deps, (await submitted(deps, wanted)).id, coordinator);
}

export async function proposed(deps: AppDeps, wanted: Wanted = {}): Promise<ServiceRequest> {
  const { id } = await queued(deps, wanted);
  // A worker that runs beside the test may be the one who proposes.
  return vi.waitFor(async () => {
    const request = await proposeCandidates(deps, id);
    expect(request.status).toBe("proposed");
    return request;
  }, patience);
}

/** Offered to the best candidate alone. */
export async function offered(deps: AppDeps, wanted: Wanted = {}): Promise<ServiceRequest> {
  const request = await proposed(deps, wanted);
  return nameHelper(deps, request.id, coordinator, request.candidates[0]?.personId ?? "");
}

export async function accepted(deps: AppDeps, wanted: Wanted = {}): Promise<ServiceRequest> {
  const request = await offered(deps, wanted);
  return acceptOffer(deps, request.id, request.offers[0]?.volunteerId ?? "");
}

/** The helper has checked in, at the planned start. */
export async function inProgress(
  deps: AppDeps & { readonly clock: { set(at: Date): void } },
  wanted: Wanted = {},
): Promise<ServiceRequest> {
  const request = await accepted(deps, wanted);
  deps.clock.set(request.wish.startAt ?? deps.clock.now());
  const volunteerId = helperOf(request);
  return checkIn(deps, request.id, { role: "volunteer", personId: volunteerId }, volunteerId);
}

/** Checked out at the planned end. */
export async function served(deps: AppDeps & { readonly clock: { set(at: Date): void } }, wanted: Wanted = {}): Promise<ServiceRequest> {
  const request = await inProgress(deps, wanted);
  deps.clock.set(new Date(deps.clock.now().getTime() + hourMs));
  const volunteerId = helperOf(request);
  return checkOut(deps, request.id, { role: "volunteer", personId: volunteerId }, volunteerId);
}

export async function referred(deps: AppDeps): Promise<ServiceRequest> {
  const { id } = await submitted(deps);
  return referRequest(deps, id, coordinator, { office: "民政办", receiverId: "PL-O001", hasConsent: true });
}

export function helperOf(request: ServiceRequest): string {
  return boundHelpers(request)[0] ?? "";
}

export const again = (deps: AppDeps, { id }: ServiceRequest) => findRequest(deps, id);
