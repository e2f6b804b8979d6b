import { addMinutes, DomainError, isDomainError } from "../../platform/index.ts";
import {
  type Actor,
  changeRequest,
  type Deps,
  findRequest,
  type Move,
  type Offer,
  type ServiceRequest,
  type Tell,
} from "../../request/index.ts";
import { mayAccept } from "../gates.ts";
import { recordAnswered } from "../load-events.ts";
import { reserve, unreserve } from "../loads.ts";
import { boundHelpers, currentHelpers, matchContextOf, needOf } from "./need-of.ts";
import { nextWaveOf, noteAsked } from "./pick.ts";
import { ask, hasOpenOffer, waveOf } from "./waves.ts";

/** The key of a helper's load. */
export const helperOf = (request: ServiceRequest, personId: string) => ({ personId, stationId: request.stationId });
const rowOf = (request: ServiceRequest, volunteerId: string): Offer | undefined =>
  request.offers.find((offer) => offer.volunteerId === volunteerId);

/**
 * A helper says yes (T16). The booking on the helper and the compare-and-set on the request together make one result of two that race;
 * an earlier no or an expired offer still counts while the request is open. Saying yes twice changes nothing.
 * @throws matching.taken with {code, heldBy} when others have it
 * @throws matching.not-offered when this helper was never asked, or the request is over
 * @throws matching.double-booked, matching.day-full when another task is in the way
 * @throws matching.not-allowed-helper with {words} when a gate has closed since
 */
export async function acceptOffer(deps: Deps, requestId: string, volunteerId: string): Promise<ServiceRequest> {
  return accept(deps, requestId, volunteerId, { role: "volunteer", personId: volunteerId }, undefined);
}

async function accept(deps: Deps, requestId: string, volunteerId: string, by: Actor, startAt: Date | undefined): Promise<ServiceRequest> {
  const seen = await findRequest(deps, requestId);
  if (boundHelpers(seen).includes(volunteerId)) return seen;
  refuseLate(seen, volunteerId);
  const wanted = startAt ? { ...seen, wish: movedTo(seen, startAt) } : seen;
  const need = await needOf(deps, wanted);
  const [helper, ...team] = await currentHelpers(deps, seen.stationId, [volunteerId, ...need.teamIds]);
  const [refusal] = helper ? mayAccept(helper, need, matchContextOf(deps, seen.stationId), team) : [{ words: "不是在册的帮手" }];
  if (refusal) throw new DomainError("matching.not-allowed-helper", { code: seen.code, personId: volunteerId, words: refusal.words });
  const { maxTasksPerDay } = deps.settings(seen.stationId).offers;
  await reserve(deps, volunteerId, need, maxTasksPerDay);
  try {
    const next = await changeRequest(deps, requestId, (request, now) => {
      if (boundHelpers(request).includes(volunteerId)) return null;
      refuseLate(request, volunteerId);
      if (boundHelpers(request).join() !== need.teamIds.join()) throw new DomainError("matching.team-changed", { code: request.code });
      return acceptMove(request, volunteerId, by, now, startAt);
    });
    await afterAccept(deps, next, volunteerId);
    return next;
  } catch (error) {
    // Somebody else joined in between: the team gates are asked again with them.
    if (isDomainError(error, "matching.team-changed")) return accept(deps, requestId, volunteerId, by, startAt);
    await releaseIfNotBound(deps, requestId, volunteerId);
    throw error;
  }
}

function refuseLate(request: ServiceRequest, volunteerId: string): void {
  const row = rowOf(request, volunteerId);
  if (request.status === "offered" && row) return;
  const heldBy = boundHelpers(request);
  if (row && heldBy.length > 0) throw new DomainError("matching.taken", { code: request.code, heldBy });
  throw new DomainError("matching.not-offered", { code: request.code, status: request.status });
}

function acceptMove(request: ServiceRequest, volunteerId: string, by: Actor, now: Date, startAt: Date | undefined): Move {
  const assignments = [
    ...request.assignments.filter((one) => one.volunteerId !== volunteerId),
    { volunteerId, status: "accepted" as const, acceptedAt: now, creditedMinutes: null, isVerified: true },
  ];
  const isComplete = boundHelpers({ ...request, assignments }).length >= request.people;
  const offers = request.offers.map((offer): Offer => {
    if (offer.volunteerId === volunteerId) return { ...offer, status: "accepted", answeredAt: now };
    if (isComplete && (offer.status === "offered" || offer.status === "countered")) return { ...offer, status: "superseded" };
    return offer;
  });
  const wish = startAt ? { wish: movedTo(request, startAt) } : {};
  // A yes to the helper's own time comes from the resident: it has to reach the helper.
  const tell = startAt ? [{ kind: "helper.confirmed" as const, to: [volunteerId] }] : [];
  return isComplete
    ? {
        event: "accept",
        by,
        change: { offers, assignments, ...wish, flags: request.flags.filter((flag) => flag !== "phone_list" && flag !== "all_hands") },
        tell,
      }
    : { event: "accept_part", by, change: { offers, assignments, ...wish }, tell };
}

async function afterAccept(deps: Deps, request: ServiceRequest, volunteerId: string): Promise<void> {
  await recordAnswered(deps, helperOf(request, volunteerId), request.id, "accepted");
  const over = request.offers.filter(({ status }) => status === "superseded");
  await Promise.all(over.map((offer) => recordAnswered(deps, helperOf(request, offer.volunteerId), request.id, "voided")));
}

/** A booking made for a yes that did not count is given back. */
async function releaseIfNotBound(deps: Deps, requestId: string, volunteerId: string): Promise<void> {
  const request = await findRequest(deps, requestId);
  if (!boundHelpers(request).includes(volunteerId)) await unreserve(deps, volunteerId, requestId);
}

function movedTo(request: ServiceRequest, startAt: Date): ServiceRequest["wish"] {
  const { endAt: _, ...wish } = request.wish;
  return { ...wish, startAt, isTimeOpen: false };
}

/**
 * A helper says no; the next ones are asked, or the coordinators decide when nobody is left (T17). Saying it twice changes nothing,
 * and who has accepted steps back with `withdrawHelper`.
 * @throws matching.not-offered
 */
export async function declineOffer(deps: Deps, requestId: string, volunteerId: string, reason?: string): Promise<ServiceRequest> {
  const by = { role: "volunteer", personId: volunteerId } as const;
  const seen = await findRequest(deps, requestId);
  const row = rowOf(seen, volunteerId);
  if (!row) throw new DomainError("matching.not-offered", { code: seen.code, status: seen.status });
  if (row.status === "declined" || row.status === "accepted") return seen;
  const next = await closeOffers(deps, requestId, by, reason, [], (offer, now) =>
    offer.volunteerId === volunteerId && offer.status !== "accepted"
      ? { ...offer, status: "declined", answeredAt: now, ...(reason !== undefined && { reason }) }
      : offer,
  );
  await recordAnswered(deps, helperOf(next, volunteerId), requestId, "declined");
  return next;
}

/** Offers whose time is over end; then as after a no. A counter-proposal the resident did not answer ends as a no. */
export async function expireOffers(deps: Deps, requestId: string): Promise<ServiceRequest> {
  const before = await findRequest(deps, requestId);
  const next = await closeOffers(deps, requestId, { role: "timer" }, undefined, [{ kind: "helper.expired" }], (offer, now) => {
    if (offer.expiresAt > now) return offer;
    if (offer.status === "offered") return { ...offer, status: "expired" };
    return offer.status === "countered" ? { ...offer, status: "declined", reason: "resident did not answer" } : offer;
  });
  const ended = next.offers.filter((offer) => rowOf(before, offer.volunteerId)?.status !== offer.status);
  await Promise.all(ended.map(({ volunteerId }) => recordAnswered(deps, helperOf(next, volunteerId), requestId, "expired")));
  return next;
}

async function closeOffers(
  deps: Deps,
  requestId: string,
  by: Actor,
  reason: string | undefined,
  tell: readonly Tell[],
  close: (offer: Offer, now: Date) => Offer,
): Promise<ServiceRequest> {
  const nextIds = await nextWaveOf(deps, await findRequest(deps, requestId));
  const next = await changeRequest(deps, requestId, (request, now): Move | null => {
    if (request.status !== "offered") return null;
    const offers = request.offers.map((offer) => close(offer, now));
    if (offers.every((offer, i) => offer === request.offers[i])) return null;
    const why = reason === undefined ? {} : { reason };
    if (hasOpenOffer(offers))
      return { event: by.role === "timer" ? "expire_offer" : "decline_offer", by, ...why, change: { offers }, tell };
    const wave = nextIds.filter((id) => !offers.some(({ volunteerId }) => volunteerId === id));
    const round = request.round + 1;
    if (wave.length > 0) {
      return {
        event: "next_wave",
        by,
        ...why,
        change: { offers: ask(deps, { ...request, offers }, wave, round, now), round },
        tell: [{ kind: "helper.offer" }, ...tell],
      };
    }
    const isUsedUp = request.round >= deps.settings(request.stationId).offers.maxRounds;
    return {
      event: "run_out",
      by,
      ...why,
      change: {
        offers,
        candidates: request.candidates.filter(({ personId }) => !offers.some(({ volunteerId }) => volunteerId === personId)),
      },
      tell: isUsedUp ? [{ kind: "desk.rounds_used" }, ...tell] : tell,
    };
  });
  await noteAsked(deps, next);
  return next.status === "proposed" && next.history.at(-1)?.event === "run_out" ? lookAgain(deps, next) : next;
}

/** Nobody of the list is left: the matcher looks for others. */
async function lookAgain(deps: Deps, request: ServiceRequest): Promise<ServiceRequest> {
  return changeRequest(deps, request.id, (current, now) =>
    current.status === "proposed" && current.version === request.version
      ? { event: "refresh", by: { role: "system" }, change: { matchAt: now, round: 0, candidates: [] } }
      : null,
  );
}

/**
 * A helper proposes another start (T18); the resident is asked and all offers rest meanwhile.
 * @throws matching.not-offered
 */
export async function counterOffer(deps: Deps, requestId: string, volunteerId: string, startAt: Date): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    refuseLate(request, volunteerId);
    const row = rowOf(request, volunteerId);
    if (row?.status === "countered" && row.counterStartAt?.getTime() === startAt.getTime()) return null;
    const { ttlMinutes } = waveOf(deps, request);
    const offers = request.offers.map(
      (offer): Offer =>
        offer.volunteerId === volunteerId
          ? {
              ...offer,
              status: "countered",
              counterStartAt: startAt,
              answeredAt: now,
              expiresAt: addMinutes(now, Math.min(ttlMinutes, 60)),
            }
          : offer,
    );
    return {
      event: "counter",
      by: { role: "volunteer", personId: volunteerId },
      change: { offers },
      tell: [{ kind: "resident.counter", data: { volunteerId, startAt } }],
    };
  });
}

/**
 * The resident answers a helper's counter-proposal: yes makes it an accept at the new time, no ends that offer and the others go on.
 * @throws matching.no-counter when nobody proposed another time
 */
export async function answerCounter(deps: Deps, requestId: string, by: Actor, isYes: boolean): Promise<ServiceRequest> {
  const request = await findRequest(deps, requestId);
  const row = request.offers.find(({ status }) => status === "countered");
  if (request.status !== "offered" || !row?.counterStartAt) throw new DomainError("matching.no-counter", { code: request.code });
  if (isYes) {
    return accept(deps, requestId, row.volunteerId, { role: "volunteer", personId: row.volunteerId }, row.counterStartAt);
  }
  const refused = [{ kind: "helper.counter_refused" as const, to: [row.volunteerId] }];
  const next = await closeOffers(deps, requestId, by, undefined, refused, (offer, now) => {
    if (offer.volunteerId === row.volunteerId) return { ...offer, status: "declined", answeredAt: now, reason: "resident kept the time" };
    const rested = now.getTime() - (row.answeredAt?.getTime() ?? now.getTime());
    return offer.status === "offered" ? { ...offer, expiresAt: new Date(offer.expiresAt.getTime() + rested) } : offer;
  });
  await recordAnswered(deps, helperOf(next, row.volunteerId), requestId, "declined");
  return next;
}
