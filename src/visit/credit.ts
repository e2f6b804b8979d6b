import { creditMinutes, entriesOf, minutesOn, pointsFor, post } from "../ledger/index.ts";
import { civilDate, isDomainError } from "../platform/index.ts";
import { type Actor, changeRequest, type Deps, plannedMinutes, type ServiceRequest } from "../request/index.ts";
import { refreshCreditedMinutes } from "../station/index.ts";

export const entryIdOf = (requestId: string, volunteerId: string) => `${requestId}:${volunteerId}`;

/**
 * Credits everybody who is through and verified (R5, R6). The ledger's entry id makes it safe to repeat; the request then says
 * how many minutes it was.
 */
export async function creditHelpers(deps: Deps, request: ServiceRequest, by: Actor = { role: "system" }): Promise<ServiceRequest> {
  const plan = plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode));
  const credited = new Map<string, number>();
  for (const { volunteerId, status, isVerified, checkInAt, checkOutAt } of request.assignments) {
    if (status !== "checked_out" || !isVerified || !checkInAt || !checkOutAt) continue;
    credited.set(
      volunteerId,
      await creditOnce(deps, request, volunteerId, { inAt: checkInAt, outAt: checkOutAt, plannedMinutes: plan }, by),
    );
    await refreshCreditedMinutes(deps, volunteerId);
  }
  if (credited.size === 0) return request;
  return changeRequest(deps, request.id, (current) => {
    const open = current.assignments.filter(({ volunteerId, status }) => status === "checked_out" && credited.has(volunteerId));
    if (open.length === 0) return null;
    return {
      event: "credit",
      by,
      change: {
        assignments: current.assignments.map((one) =>
          one.status === "checked_out" && credited.has(one.volunteerId)
            ? { ...one, status: "credited" as const, creditedMinutes: credited.get(one.volunteerId) ?? 0 }
            : one,
        ),
      },
      tell: open.map(({ volunteerId }) => ({
        kind: "helper.credited" as const,
        to: [volunteerId],
        data: { minutes: credited.get(volunteerId) },
      })),
    };
  });
}

/** Minutes credited for this visit: what an earlier try posted, or what is posted now. */
async function creditOnce(
  deps: Deps,
  request: ServiceRequest,
  volunteerId: string,
  stay: { readonly inAt: Date; readonly outAt: Date; readonly plannedMinutes: number },
  by: Actor,
): Promise<number> {
  const settings = deps.settings(request.stationId);
  const id = entryIdOf(request.id, volunteerId);
  const stored = (await entriesOf(deps, volunteerId)).find((entry) => entry.id === id);
  if (stored) return stored.minutes;
  const alreadyToday = await minutesOn(deps, volunteerId, civilDate(stay.inAt));
  const isApproved = by.role === "coordinator" || by.role === "supervisor";
  const minutes = creditMinutes({ ...stay, alreadyToday, isApproved }, settings);
  const entry = await post(deps, {
    id,
    stationId: request.stationId,
    personId: volunteerId,
    kind: "service",
    requestId: request.id,
    minutes,
    points: pointsFor(minutes, stay.inAt, settings),
    earnedAt: stay.inAt,
    by: by.personId ?? "system",
  }).catch(async (error: unknown) => {
    // Somebody else credited this visit at the same moment: what they posted stands.
    if (!isDomainError(error, "ledger.conflicting-entry")) throw error;
    return (await entriesOf(deps, volunteerId)).find((one) => one.id === id);
  });
  return entry?.minutes ?? minutes;
}
