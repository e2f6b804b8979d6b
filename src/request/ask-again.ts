import type { ServiceRequest, Wish } from "./service-request.ts";

/** What a request for the same people begins with: who asks, for whom, and where they live. */
export function samePeople({ stationId, requesterId, beneficiaryId, relation, communityId, gridId }: ServiceRequest) {
  return { stationId, requesterId, beneficiaryId, communityId, gridId, ...(relation !== undefined && { relation }) };
}

/** What stays of a wish when it is asked again: all but its time, and a guardian's consent, which was for that one only (R9). */
export function lastingWish(wish: Wish): Wish {
  const { startAt: _s, endAt: _e, isTimeOpen: _o, spokenTime: _t, rrule: _r, ruleTime: _u, guardianConsent: _g, ...rest } = wish;
  return rest;
}
