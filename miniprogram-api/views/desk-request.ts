import { z } from "zod";
import type { Actor, ServiceRequest } from "../../src/request/index.ts";
import type { ApiDeps } from "../deps.ts";
import { deskRow, type PeopleById, peopleById, viewDeskRow } from "./desk-row.ts";
import { moment, writeMoment } from "./moment.ts";
import { place, requiredFields } from "./own-request.ts";

const named = z.object({ personId: z.string(), name: z.string() });

export const candidateView = named.extend({
  number: z.number().describe("as on the card; pick by it"),
  score: z.number(),
  reasons: z.string(),
});

/** A request as the desk works on it. Addresses and phones are read apart, by `getContacts`. */
export const deskRequest = deskRow
  .extend({
    source: z.string(),
    said: z.string().describe("the words that started it, phones masked"),
    requester: named,
    beneficiary: named,
    relation: z.string().nullable(),
    where: place.nullable(),
    dest: z.string().nullable(),
    details: z.string().nullable(),
    headcount: z.number().nullable(),
    who: z.string().nullable(),
    gender: z.string().nullable().describe("of the helper, as wished"),
    isTimeOpen: z.boolean(),
    missing: z.array(z.enum(requiredFields)),
    candidates: z.array(candidateView),
    offers: z.array(
      named.extend({
        status: z.string(),
        round: z.number(),
        offeredAt: moment,
        expiresAt: moment,
        answeredAt: moment.nullable(),
        reason: z.string().nullable(),
        counterStartAt: moment.nullable(),
      }),
    ),
    assignments: z.array(
      named.extend({
        status: z.string(),
        acceptedAt: moment,
        confirmedAt: moment.nullable().describe("answered the reminder that they come"),
        checkInAt: moment.nullable(),
        checkOutAt: moment.nullable(),
        creditedMinutes: z.number().nullable(),
        isVerified: z.boolean().describe("false when nobody checked out: the minutes wait for a word of the desk"),
      }),
    ),
    newStartAt: moment.nullable().describe("a change of time that waits for a yes"),
    rating: z.object({ stars: z.number().nullable(), words: z.string().nullable() }).nullable(),
    dispute: z
      .object({
        reason: z.string(),
        byName: z.string(),
        at: moment,
        decideBy: moment,
        isAppeal: z.boolean().describe("a supervisor decides"),
        outcome: z.string().nullable(),
        minutes: z.number().nullable(),
        decisionReason: z.string().nullable(),
      })
      .nullable(),
    referral: z
      .object({ to: z.string(), receiverId: z.string().nullable(), at: moment, bounces: z.number(), outcome: z.string().nullable() })
      .nullable(),
    escalation: z
      .object({
        kind: z.string(),
        said: z.string(),
        at: moment,
        isSilent: z.boolean().describe("do not call back: the phone may ring beside the person they fear"),
        answeredByName: z.string().nullable(),
        answeredAt: moment.nullable(),
      })
      .nullable(),
    closingReason: z.string().nullable(),
    mergedInto: z.string().nullable(),
    history: z.array(
      z.object({
        at: moment,
        event: z.string(),
        from: z.string(),
        to: z.string(),
        byRole: z.string(),
        byName: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "DeskRequest" });

/** One request for the desk. `hasWords` is false for who plans with it and is not told what people said or where they live. */
export async function viewDeskRequest(deps: ApiDeps, request: ServiceRequest, hasWords = true): Promise<z.input<typeof deskRequest>> {
  const people = await peopleById(deps, idsIn(request));
  const nameOf = namer(people);
  const { wish, dispute, referral, escalation } = request;
  return {
    ...viewDeskRow(deps, request, people),
    source: request.source,
    said: hasWords ? request.said : "",
    requester: nameOf(request.requesterId),
    beneficiary: nameOf(request.beneficiaryId),
    relation: request.relation ?? null,
    where: wish.where ? { ...wish.where, ...(!hasWords && { text: undefined }) } : null,
    dest: wish.dest ?? null,
    details: hasWords ? (wish.details ?? null) : null,
    headcount: wish.headcount ?? null,
    who: hasWords ? (wish.who ?? null) : null,
    gender: wish.gender ?? null,
    isTimeOpen: wish.isTimeOpen ?? false,
    missing: [...request.missing],
    candidates: viewCandidates(request, people),
    offers: request.offers.map((offer) => ({
      ...nameOf(offer.volunteerId),
      status: offer.status,
      round: offer.round,
      offeredAt: writeMoment(offer.offeredAt),
      expiresAt: writeMoment(offer.expiresAt),
      answeredAt: writeMoment(offer.answeredAt),
      reason: hasWords ? (offer.reason ?? null) : null,
      counterStartAt: writeMoment(offer.counterStartAt),
    })),
    assignments: request.assignments.map((one) => ({
      ...nameOf(one.volunteerId),
      status: one.status,
      acceptedAt: writeMoment(one.acceptedAt),
      confirmedAt: writeMoment(one.confirmedAt),
      checkInAt: writeMoment(one.checkInAt),
      checkOutAt: writeMoment(one.checkOutAt),
      creditedMinutes: one.creditedMinutes,
      isVerified: one.isVerified,
    })),
    newStartAt: writeMoment(request.timeChange?.startAt),
    rating: request.rating && { stars: request.rating.stars, words: hasWords ? (request.rating.words ?? null) : null },
    dispute: dispute
      ? {
          reason: hasWords ? dispute.reason : "",
          byName: byNameOf(dispute.by, people) ?? "",
          at: writeMoment(dispute.at),
          decideBy: writeMoment(dispute.decideBy),
          isAppeal: dispute.appeals > 0,
          outcome: dispute.decision?.outcome ?? null,
          minutes: dispute.decision?.minutes ?? null,
          decisionReason: hasWords ? (dispute.decision?.reason ?? null) : null,
        }
      : null,
    referral: referral
      ? {
          to: referral.to,
          receiverId: referral.receiverId ?? null,
          at: writeMoment(referral.at),
          bounces: referral.bounces,
          outcome: hasWords ? (referral.outcome ?? null) : null,
        }
      : null,
    escalation: escalation
      ? {
          kind: escalation.kind,
          said: hasWords ? escalation.said : "",
          at: writeMoment(escalation.at),
          isSilent: escalation.isSilent,
          answeredByName: people.get(escalation.answeredBy ?? "")?.calledAs ?? null,
          answeredAt: writeMoment(escalation.answeredAt),
        }
      : null,
    closingReason: hasWords ? (request.closing?.reason ?? null) : null,
    mergedInto: request.links.mergedInto ?? null,
    history: request.history.map(({ at, event, from, to, by, reason }) => ({
      at: writeMoment(at),
      event,
      from,
      to,
      byRole: by.role,
      byName: byNameOf(by, people),
      reason: hasWords ? (reason ?? null) : null,
    })),
  };
}

/** Candidates in the order of the card, each with the reasons. */
export function viewCandidates({ candidates }: ServiceRequest, people: PeopleById): z.input<typeof candidateView>[] {
  const nameOf = namer(people);
  return candidates.map(({ personId, score, reasons }, i) => ({ ...nameOf(personId), number: i + 1, score, reasons }));
}

function namer(people: PeopleById) {
  return (personId: string) => ({ personId, name: people.get(personId)?.calledAs ?? "" });
}

function byNameOf({ personId }: Actor, people: PeopleById): string | null {
  return personId === undefined ? null : (people.get(personId)?.calledAs ?? null);
}

function idsIn(request: ServiceRequest): string[] {
  const { offers, assignments, candidates, history, dispute, escalation } = request;
  return [
    request.requesterId,
    request.beneficiaryId,
    ...[...offers, ...assignments].map(({ volunteerId }) => volunteerId),
    ...candidates.map(({ personId }) => personId),
    ...history.flatMap(({ by }) => by.personId ?? []),
    ...[dispute?.by.personId, escalation?.answeredBy].flatMap((id) => id ?? []),
  ];
}
