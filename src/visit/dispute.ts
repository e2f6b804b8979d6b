import { entriesOf, freeze, pointsFor, post, release, reverse } from "../ledger/index.ts";
import { type Actor, changeRequest, type Deps, type ServiceRequest } from "../request/index.ts";
import { addWorkingDays, refreshCreditedMinutes } from "../station/index.ts";
import { entryIdOf } from "./credit.ts";

/**
 * Somebody says that hours or facts are wrong (T30, T31), within seven days: credit is frozen until it is decided.
 * @throws request.dispute-too-late
 */
export async function openDispute(deps: Deps, requestId: string, by: Actor, reason: string): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request, now) => {
    if (request.status === "disputed") return null;
    const decideBy = addWorkingDays(now, deps.settings(request.stationId).dispute.decisionWorkingDays);
    return {
      event: "dispute",
      by,
      reason,
      change: { dispute: { by, reason, at: now, decideBy, appeals: (request.dispute?.appeals ?? -1) + 1 } },
    };
  });
  for (const { volunteerId } of await creditedHelpers(deps, next)) {
    await freeze(deps, entryIdOf(next.id, volunteerId), reason, by.personId ?? by.role);
    await refreshCreditedMinutes(deps, volunteerId);
  }
  return next;
}

export type Decision =
  | { readonly outcome: "upheld"; readonly reason: string }
  | { readonly outcome: "adjusted"; readonly minutes: number; readonly reason: string }
  | { readonly outcome: "voided"; readonly reason: string };

/**
 * A coordinator decides (T32): the credit stands, is set to other minutes, or is void, by ledger entries only.
 * @throws request.reason-missing, request.not-allowed
 */
export async function decideDispute(
  deps: Deps,
  requestId: string,
  by: Actor & { personId: string },
  decision: Decision,
): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request, now) => {
    if (request.history.at(-1)?.event === "decide") return null;
    const { outcome, reason } = decision;
    const minutes = decision.outcome === "adjusted" ? decision.minutes : decision.outcome === "voided" ? 0 : undefined;
    const dispute = request.dispute && {
      ...request.dispute,
      decision: { outcome, reason, at: now, ...(minutes !== undefined && { minutes }) },
    };
    const assignments =
      minutes === undefined
        ? request.assignments
        : request.assignments.map((one) => (one.status === "credited" ? { ...one, creditedMinutes: minutes } : one));
    return { event: "decide", by, reason, change: { dispute, assignments } };
  });
  for (const { volunteerId } of await creditedHelpers(deps, next)) {
    await settleEntry(deps, next, volunteerId, by.personId, decision);
    await refreshCreditedMinutes(deps, volunteerId);
  }
  return next;
}

async function settleEntry(deps: Deps, request: ServiceRequest, volunteerId: string, by: string, decision: Decision): Promise<void> {
  const entryId = entryIdOf(request.id, volunteerId);
  if (decision.outcome === "upheld") {
    await release(deps, entryId, decision.reason, by);
    return;
  }
  await reverse(deps, entryId, decision.reason, by);
  if (decision.outcome === "voided") return;
  const earnedAt = request.assignments.find((one) => one.volunteerId === volunteerId)?.checkInAt ?? deps.clock.now();
  await post(deps, {
    id: `${entryId}:adjusted:${request.dispute?.appeals ?? 0}`,
    stationId: request.stationId,
    personId: volunteerId,
    kind: "adjustment",
    requestId: request.id,
    minutes: decision.minutes,
    points: pointsFor(decision.minutes, earnedAt, deps.settings(request.stationId)),
    earnedAt,
    by,
    reason: decision.reason,
  });
}

async function creditedHelpers(deps: Deps, request: ServiceRequest) {
  const credited = request.assignments.filter(({ status }) => status === "credited");
  const posted = await Promise.all(
    credited.map(async ({ volunteerId }) =>
      (await entriesOf(deps, volunteerId)).some(({ id }) => id === entryIdOf(request.id, volunteerId)),
    ),
  );
  return credited.filter((_, i) => posted[i]);
}
