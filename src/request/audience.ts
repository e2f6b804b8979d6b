import { boundHelpers, servedHelpers } from "./guards.ts";
import type { NoticeKind } from "./notice-kind.ts";
import type { Actor, ServiceRequest } from "./service-request.ts";

/**
 * Whom a notice of this kind reaches: person ids, or the desks `coordinators`, `supervisors`, `room`.
 * `before` and `after` are the request on either side of the change; who made the change is answered directly and left out.
 */
export function audienceOf(kind: NoticeKind, before: ServiceRequest | null, after: ServiceRequest, by: Actor): readonly string[] {
  const all = recipients(kind, before, after);
  return [...new Set(all)].filter((id) => id !== by.personId);
}

function recipients(kind: NoticeKind, before: ServiceRequest | null, after: ServiceRequest): readonly string[] {
  const [who] = kind.split(".");
  if (who === "room") return ["room"];
  if (kind === "desk.served") return callTakerOf(after);
  if (who === "desk") return deskOf(kind, after);
  if (who === "receiver") return after.referral?.receiverId ? [after.referral.receiverId] : [];
  if (who === "resident") return [after.requesterId];
  return helpersOf(kind, before, after);
}

/** R24: who took the call is told how it went. */
function callTakerOf({ source, history }: ServiceRequest): readonly string[] {
  const taker = source === "phone_in" ? history[0]?.by.personId : undefined;
  return taker === undefined ? [] : [taker];
}

function deskOf(kind: NoticeKind, after: ServiceRequest): readonly string[] {
  // An appeal is the supervisor's (T32).
  if (kind === "desk.disputed" && (after.dispute?.appeals ?? 0) > 0) return ["supervisors"];
  if (kind === "desk.triage_late" || kind === "desk.pick_late" || kind === "desk.dispute_late") return ["supervisors"];
  if (kind === "desk.conduct" || kind === "desk.escalated_phone") return ["coordinators", "supervisors"];
  return ["coordinators"];
}

function helpersOf(kind: NoticeKind, before: ServiceRequest | null, after: ServiceRequest): readonly string[] {
  const turnedTo = (status: string) =>
    after.offers
      .filter(
        (offer) =>
          offer.status === status && before?.offers.find(({ volunteerId }) => volunteerId === offer.volunteerId)?.status !== status,
      )
      .map(({ volunteerId }) => volunteerId);
  const wasBound = before ? boundHelpers(before) : [];
  const isBound = boundHelpers(after);
  switch (kind) {
    case "helper.offer":
      return after.offers
        .filter((offer) => {
          const old = before?.offers.find(({ volunteerId }) => volunteerId === offer.volunteerId);
          return offer.status === "offered" && (old?.status !== "offered" || old.round !== offer.round);
        })
        .map(({ volunteerId }) => volunteerId);
    case "helper.taken":
      return turnedTo("superseded");
    case "helper.voided":
      return turnedTo("voided");
    case "helper.expired":
      return turnedTo("expired");
    case "helper.team_complete":
      return after.people > 1 ? wasBound : [];
    case "helper.cancelled":
    case "helper.released":
    case "helper.suspended":
    case "helper.absent_close":
      return wasBound.filter((id) => kind === "helper.absent_close" || !isBound.includes(id));
    case "helper.no_show":
      return after.assignments
        .filter(({ status, volunteerId }) => status === "no_show" && wasBound.includes(volunteerId))
        .map(({ volunteerId }) => volunteerId);
    case "helper.rated":
    case "helper.disputed":
    case "helper.decided":
      return servedHelpers(after);
    default:
      return isBound;
  }
}
