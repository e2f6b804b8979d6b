import { addMinutes } from "../../platform/index.ts";
import type { Deps, Offer, ServiceRequest } from "../../request/index.ts";
import { addMinutesOutsideQuiet } from "../../station/index.ts";

/** How many are asked at once and how long they have (R1). */
export function waveOf(deps: Deps, request: ServiceRequest): { ttlMinutes: number; atOnce: number } {
  const wave = deps.settings(request.stationId).offers[request.urgency];
  const seatsLeft = request.people - request.assignments.filter(({ status }) => status === "accepted").length;
  return { ttlMinutes: wave.ttlMinutes, atOnce: Math.max(wave.atOnce, seatsLeft) };
}

/** The request's offers with these people asked now; a row that exists is used again. Quiet hours never count, urgent ones do not rest. */
export function ask(deps: Deps, request: ServiceRequest, personIds: readonly string[], round: number, now: Date): readonly Offer[] {
  const settings = deps.settings(request.stationId);
  const { ttlMinutes } = waveOf(deps, request);
  const expiresAt = request.urgency === "urgent" ? addMinutes(now, ttlMinutes) : addMinutesOutsideQuiet(now, ttlMinutes, settings);
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
