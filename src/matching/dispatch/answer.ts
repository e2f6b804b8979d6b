import { DomainError, isDomainError } from "../../platform/index.ts";
import {
  type Actor,
  boundHelpers,
  changeRequest,
  type Deps,
  findRequest,
  type Move,
  moveWish,
  type Offer,
  type RequestFlag,
  releaseAll,
  type ServiceRequest,
  type Tell,
} from "../../request/index.ts";
import { mayAccept } from "../gates.ts";
import { recordAnswered } from "../load-events.ts";
import { reserve, unreserve } from "../loads.ts";
import { closeOffers } from "./close-offers.ts";
import { freeHelpers, helperOf } from "./free-helpers.ts";
import { currentHelpers, matchContextOf, needOf, refuseServed } from "./need-of.ts";
import { answerBy, hasOpenOffer, waveOf } from "./waves.ts";

/** Marks of a search that has found somebody, and of the helpers before them. */
const searchFlags: readonly RequestFlag[] = ["phone_list", "all_hands", "at_risk"];
/** How long a resident has at most to answer a counter-proposal, while everybody else waits. */
const answerCounterMinutes = 60;

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
  refuseServed(seen, volunteerId);
  const wanted = startAt ? { ...seen, wish: moveWish(seen.wish, { startAt }) } : seen;
  const need = await needOf(deps, wanted);
  const [helper, ...team] = await currentHelpers(deps, seen.stationId, [volunteerId, ...need.teamIds]);
  const staying = startAt ? [] : team;
  const [refusal] = helper ? mayAccept(helper, need, matchContextOf(deps, seen.stationId), staying) : [{ words: "不是在册的帮手" }];
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
    await recordAnswered(deps, helperOf(next, volunteerId), next.id, "accepted");
    await freeHelpers(deps, next);
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

/** A yes to a helper's own time (`startAt`) is one for them alone: who was asked about the old time, or promised it, is free. */
function acceptMove(request: ServiceRequest, volunteerId: string, by: Actor, now: Date, startAt: Date | undefined): Move {
  const others = request.assignments.filter((one) => one.volunteerId !== volunteerId);
  const assignments = [
    ...(startAt ? releaseAll({ ...request, assignments: others }) : others),
    { volunteerId, status: "accepted" as const, acceptedAt: now, creditedMinutes: null, isVerified: true },
  ];
  const isComplete = boundHelpers({ ...request, assignments }).length >= request.people;
  const offers = request.offers.map((offer): Offer => {
    if (offer.volunteerId === volunteerId) return { ...offer, status: "accepted", answeredAt: now };
    const isOpen = offer.status === "offered" || offer.status === "countered";
    if (isOpen && isComplete) return { ...offer, status: "superseded" };
    return isOpen && startAt ? { ...offer, status: "voided" } : offer;
  });
  const wish = startAt ? { wish: moveWish(request.wish, { startAt }) } : {};
  // A yes to the helper's own time comes from the resident: it has to reach the helper.
  const tell: Tell[] = startAt
    ? [{ kind: "helper.confirmed", to: [volunteerId] }, { kind: "helper.voided" }, { kind: "helper.released" }]
    : [];
  return isComplete
    ? {
        event: "accept",
        by,
        change: { offers, assignments, ...wish, flags: request.flags.filter((flag) => !searchFlags.includes(flag)) },
        tell,
      }
    : {
        event: "accept_part",
        by,
        // With nobody left to wait for, the next ones are asked at once.
        change: { offers, assignments, ...wish, ...(!hasOpenOffer(offers) && { waveAt: undefined }) },
        tell,
      };
}

/** A booking made for a yes that did not count is given back. */
async function releaseIfNotBound(deps: Deps, requestId: string, volunteerId: string): Promise<void> {
  const request = await findRequest(deps, requestId);
  if (!boundHelpers(request).includes(volunteerId)) await unreserve(deps, volunteerId, requestId);
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
  const next = await closeOffers(deps, requestId, by, (offers, now) => ({
    offers: offers.map((offer) =>
      offer.volunteerId === volunteerId && offer.status !== "accepted"
        ? { ...offer, status: "declined", answeredAt: now, ...(reason !== undefined && { reason }) }
        : offer,
    ),
    ...(reason !== undefined && { reason }),
  }));
  await recordAnswered(deps, helperOf(next, volunteerId), requestId, "declined");
  return next;
}

/**
 * Offers whose time is over end; then as after a no. A counter-proposal the resident did not answer ends as a no, and the others have
 * again the time they had left. With nobody left to wait for, the search goes on.
 */
export async function expireOffers(deps: Deps, requestId: string): Promise<ServiceRequest> {
  const before = await findRequest(deps, requestId);
  const next = await closeOffers(deps, requestId, { role: "timer" }, (offers, now) => {
    const lapsed = offers.filter(({ status, expiresAt }) => status === "countered" && expiresAt <= now);
    const rested = lapsed.reduce((others, counter) => afterRest(others, counter, now), offers);
    const isResting = offers.some((offer) => offer.status === "countered" && !lapsed.includes(offer));
    return {
      offers: rested.map((offer) => {
        if (offer.expiresAt > now) return offer;
        if (offer.status === "countered") return { ...offer, status: "declined", reason: "resident did not answer" };
        return offer.status === "offered" && !isResting ? { ...offer, status: "expired" } : offer;
      }),
      tell: [{ kind: "helper.expired" }, { kind: "helper.counter_refused", to: lapsed.map((offer) => offer.volunteerId) }],
    };
  });
  const ended = next.offers.filter((offer) => rowOf(before, offer.volunteerId)?.status !== offer.status);
  await Promise.all(ended.map(({ volunteerId }) => recordAnswered(deps, helperOf(next, volunteerId), requestId, "expired")));
  return next;
}

/** The offers that rested while the resident thought about a counter-proposal, with as much time left as when it was made. */
function afterRest(offers: readonly Offer[], counter: Offer, now: Date): readonly Offer[] {
  const rested = now.getTime() - (counter.answeredAt ?? now).getTime();
  return offers.map((offer) =>
    offer.status === "offered" ? { ...offer, expiresAt: new Date(offer.expiresAt.getTime() + rested) } : offer,
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
    const patience = Math.min(waveOf(deps, request, now).ttlMinutes, answerCounterMinutes);
    const offers = request.offers.map(
      (offer): Offer =>
        offer.volunteerId === volunteerId
          ? {
              ...offer,
              status: "countered",
              counterStartAt: startAt,
              answeredAt: now,
              expiresAt: answerBy(deps, request, now, patience),
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
 * The resident answers a helper's counter-proposal, the latest of several: yes makes it an accept at the new time, no ends that offer and the others go on.
 * @throws matching.no-counter when nobody proposed another time
 */
export async function answerCounter(deps: Deps, requestId: string, by: Actor, isYes: boolean): Promise<ServiceRequest> {
  const request = await findRequest(deps, requestId);
  const [row] = request.offers
    .filter(({ status }) => status === "countered")
    .toSorted((a, b) => (b.answeredAt?.getTime() ?? 0) - (a.answeredAt?.getTime() ?? 0));
  if (request.status !== "offered" || !row?.counterStartAt) throw new DomainError("matching.no-counter", { code: request.code });
  if (isYes) {
    return accept(deps, requestId, row.volunteerId, { role: "volunteer", personId: row.volunteerId }, row.counterStartAt);
  }
  const next = await closeOffers(deps, requestId, by, (offers, now) => ({
    offers: afterRest(offers, row, now).map((offer) =>
      offer.volunteerId === row.volunteerId ? { ...offer, status: "declined", answeredAt: now, reason: "resident kept the time" } : offer,
    ),
    tell: [{ kind: "helper.counter_refused", to: [row.volunteerId] }],
  }));
  await recordAnswered(deps, helperOf(next, row.volunteerId), requestId, "declined");
  return next;
}
