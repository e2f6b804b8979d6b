import { addMinutes } from "../../platform/index.ts";
import { boundHelpers, type Deps, type Offer, type ServiceRequest, urgencyOf } from "../../request/index.ts";
import { addMinutesOutsideQuiet } from "../../station/index.ts";

/** How many are asked at once and how long they have (R1); what was routine when it was asked for is soon a day before. */
export function waveOf(deps: Deps, request: ServiceRequest, now: Date): { ttlMinutes: number; atOnce: number } {
  const urgency = urgencyOf(request.wish.startAt, now, request.urgency === "urgent");
  const wave = deps.settings(request.stationId).offers[urgency];
  const seatsLeft = request.people - boundHelpers(request).length;
  return { ttlMinutes: wave.ttlMinutes, atOnce: Math.max(wave.atOnce, seatsLeft) };
}

/** The end of an answer's time: quiet hours never count, what is urgent does not rest (R1, R2). */
export function answerBy(deps: Deps, { urgency, stationId }: ServiceRequest, now: Date, minutes: number): Date {
  return urgency === "urgent" ? addMinutes(now, minutes) : addMinutesOutsideQuiet(now, minutes, deps.settings(stationId));
}

/** One wave: its number, when it goes out, and how long those asked have. */
export interface Wave {
  readonly round: number;
  readonly now: Date;
  readonly ttlMinutes: number;
}

/** The request's offers with these people asked now; a row that exists is used again. */
export function ask(deps: Deps, request: ServiceRequest, personIds: readonly string[], { round, now, ttlMinutes }: Wave): readonly Offer[] {
  const expiresAt = answerBy(deps, request, now, ttlMinutes);
  const asked = personIds.map((volunteerId): Offer => ({ volunteerId, status: "offered", round, offeredAt: now, expiresAt }));
  const kept = request.offers.filter(({ volunteerId }) => !personIds.includes(volunteerId));
  return [...kept, ...asked];
}

/** Candidates not yet asked about this request, best first. */
export function notYetAsked(request: ServiceRequest): readonly string[] {
  const asked = new Set(request.offers.map(({ volunteerId }) => volunteerId));
  return request.candidates.map(({ personId }) => personId).filter((id) => !asked.has(id));
}

export function hasOpenOffer(offers: readonly Offer[]): boolean {
  return offers.some(({ status }) => status === "offered" || status === "countered");
}
