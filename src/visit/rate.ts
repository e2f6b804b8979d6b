import { recordRating } from "../matching/index.ts";
import { DomainError } from "../platform/index.ts";
import {
  type Actor,
  boundHelpers,
  changeRequest,
  type Deps,
  lastingWish,
  openRequest,
  type ServiceRequest,
  samePeople,
  servedHelpers,
  withFlag,
} from "../request/index.ts";
import { setHelperStatus } from "../station/index.ts";

export interface Stars {
  /** 1–5; null when the resident only confirms that it is done. Silence never becomes a number. */
  readonly stars: number | null;
  readonly words?: string;
}

/**
 * The resident rates (T28), also after it closed by itself. Rating again replaces nothing: the first one counts; stars may follow words.
 * @throws visit.bad-stars unless 1–5
 */
export async function rateService(deps: Deps, requestId: string, by: Actor, { stars, words }: Stars): Promise<ServiceRequest> {
  if (stars !== null && !(Number.isInteger(stars) && stars >= 1 && stars <= 5)) throw new DomainError("visit.bad-stars", {});
  const next = await changeRequest(deps, requestId, (request, now) => {
    if (request.rating && (request.rating.stars !== null || stars === null)) return null;
    const rating = { ...request.rating, stars, ...(words !== undefined && { words }), at: now };
    return request.status === "closed" ? { event: "rate_late", by, change: { rating } } : { event: "rate", by, change: { rating } };
  });
  const given = next.rating?.stars;
  if (given) {
    for (const { volunteerId } of servedBy(next)) {
      await recordRating(
        deps,
        { personId: volunteerId, stationId: next.stationId },
        { requestId, beneficiaryId: next.beneficiaryId, stars: given },
      );
    }
  }
  return next;
}

/** Who really served: checked in and out. */
export function servedBy(request: ServiceRequest): ServiceRequest["assignments"] {
  return request.assignments.filter(({ status }) => status === "checked_out" || status === "credited");
}

/**
 * 「没解决」: the need goes on as a request of its own, linked to this one, which is never opened again silently. A guardian's consent
 * was for this one only (R9).
 */
export async function openFollowUp(deps: Deps, request: ServiceRequest, by: Actor, said: string, key: string): Promise<ServiceRequest> {
  const { request: opened } = await openRequest(deps, {
    key,
    by,
    source: request.source === "series" ? "chat" : request.source,
    ...samePeople(request),
    said,
    itemCode: request.itemCode,
    wish: lastingWish(request.wish),
    links: { followsUp: request.id },
  });
  return opened;
}

/**
 * Money, manners or harm: the desk hears every word of it, and the helpers who are there or were get no offers until somebody has
 * looked (R10). Safe to repeat.
 */
export async function complainAbout(deps: Deps, requestId: string, by: Actor, said: string): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, (request) => {
    const last = request.history.at(-1);
    if (last?.event === "complain" && last.by.personId === by.personId) return null;
    return { event: "complain", by, change: { flags: withFlag(request, "conduct") }, tell: [{ kind: "desk.conduct", data: { said } }] };
  });
  for (const helperId of [...boundHelpers(next), ...servedHelpers(next)]) await setHelperStatus(deps, helperId, "review");
  return next;
}
