import { creditMinutes, entriesOf, freeze, pointsFor, post, release, reverse } from "../ledger/index.ts";
import { DomainError, minuteMs } from "../platform/index.ts";
import { type Actor, changeRequest, type Deps, type ServiceRequest, servedHelpers } from "../request/index.ts";
import { addWorkingDays, refreshCreditedMinutes } from "../station/index.ts";
import { entryIdOf } from "./credit.ts";

/**
 * Somebody says that hours or facts are wrong (T30, T31), within seven days: credit is frozen until it is decided. Again after a
 * decision it is an appeal, once, which the supervisor decides.
 * @throws request.dispute-too-late, request.appealed-already
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
  for (const { volunteerId, entryId } of await disputedCredits(deps, next)) {
    await freeze(deps, entryId, reason, by.personId ?? by.role);
    await refreshCreditedMinutes(deps, volunteerId);
  }
  return next;
}

export type Decision =
  | { readonly outcome: "upheld"; readonly reason: string }
  | { readonly outcome: "adjusted"; readonly minutes: number; readonly reason: string }
  | { readonly outcome: "voided"; readonly reason: string };

/**
 * A coordinator decides, on an appeal a supervisor (T32): the credit stands, is set to other minutes, or is void, by ledger entries only.
 * Other minutes are whole tenths of an hour, at most a day's (R5).
 * @throws request.reason-missing, request.not-allowed, request.wrong-actor
 * @throws visit.own-hours when the hours are those of who decides
 */
export async function decideDispute(
  deps: Deps,
  requestId: string,
  by: Actor & { personId: string },
  decision: Decision,
): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request, now) => {
    if (request.history.at(-1)?.event === "decide") return null;
    refuseAppealToCoordinator(request, by);
    if (servedHelpers(request).includes(by.personId)) throw new DomainError("visit.own-hours", { code: request.code });
    const { outcome, reason } = decision;
    const minutes = minutesOf(deps, request, decision);
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
  for (const { volunteerId, entryId } of await disputedCredits(deps, next)) {
    await settleEntry(deps, next, { volunteerId, entryId }, by.personId, decision);
    await refreshCreditedMinutes(deps, volunteerId);
  }
  return next;
}

function refuseAppealToCoordinator({ code, status, dispute }: ServiceRequest, by: Actor): void {
  if (by.role === "supervisor" || (dispute?.appeals ?? 0) === 0) return;
  throw new DomainError("request.wrong-actor", { code, status, event: "decide", role: by.role, allowed: ["supervisor"] });
}

/** The minutes a decision leaves; undefined when the credit stays as it was. */
function minutesOf(deps: Deps, { stationId }: ServiceRequest, decision: Decision): number | undefined {
  if (decision.outcome === "upheld") return undefined;
  if (decision.outcome === "voided") return 0;
  const { minutes } = decision;
  const stay = { inAt: new Date(0), outAt: new Date(minutes * minuteMs), plannedMinutes: minutes, alreadyToday: 0, isApproved: true };
  return creditMinutes(stay, deps.settings(stationId));
}

interface DisputedCredit {
  readonly volunteerId: string;
  /** The ledger entry that holds the credit: the visit's, or that of an earlier decision. */
  readonly entryId: string;
}

async function settleEntry(
  deps: Deps,
  request: ServiceRequest,
  { volunteerId, entryId }: DisputedCredit,
  by: string,
  decision: Decision,
): Promise<void> {
  if (decision.outcome === "upheld") {
    await release(deps, entryId, decision.reason, by);
    return;
  }
  await reverse(deps, entryId, decision.reason, by);
  if (decision.outcome === "voided") return;
  const earnedAt = request.assignments.find((one) => one.volunteerId === volunteerId)?.checkInAt ?? request.statusAt;
  const minutes = minutesOf(deps, request, decision) ?? 0;
  await post(deps, {
    id: adjustedIdOf(request, volunteerId, request.dispute?.appeals ?? 0),
    stationId: request.stationId,
    personId: volunteerId,
    kind: "adjustment",
    requestId: request.id,
    minutes,
    points: pointsFor(minutes, earnedAt, deps.settings(request.stationId)),
    earnedAt,
    by,
    reason: decision.reason,
  });
}

const adjustedIdOf = ({ id }: ServiceRequest, volunteerId: string, appeals: number) => `${entryIdOf(id, volunteerId)}:adjusted:${appeals}`;

/** The credits this dispute is about: each helper's latest entry that is older than the dispute. */
async function disputedCredits(deps: Deps, request: ServiceRequest): Promise<DisputedCredit[]> {
  const found: DisputedCredit[] = [];
  for (const { volunteerId, status } of request.assignments) {
    if (status !== "credited") continue;
    const posted = new Set((await entriesOf(deps, volunteerId)).map(({ id }) => id));
    const earlier = Array.from({ length: request.dispute?.appeals ?? 0 }, (_, i) => adjustedIdOf(request, volunteerId, i));
    const entryId = [entryIdOf(request.id, volunteerId), ...earlier].findLast((id) => posted.has(id));
    if (entryId !== undefined) found.push({ volunteerId, entryId });
  }
  return found;
}
