import { createHash } from "node:crypto";
import { withFreeCode } from "./code.ts";
import type { Deps } from "./deps.ts";
import { missingOf, urgencyOf } from "./missing.ts";
import type { Actor, RequestFlag, ServiceRequest, Wish } from "./service-request.ts";
import { changeRequest, contextOf, insertRequest } from "./store.ts";

/** What a person asks for, as far as it was understood. */
export interface Opening {
  /** What makes it this request and no other: the message's id and the need's place in it. The same key opens one request. */
  readonly key: string;
  readonly by: Actor;
  readonly source: ServiceRequest["source"];
  readonly stationId: string;
  readonly requesterId: string;
  readonly beneficiaryId: string;
  readonly relation?: string;
  readonly communityId: string;
  readonly gridId: string;
  readonly said: string;
  readonly itemCode: string | null;
  readonly wish: Wish;
  readonly isUrgent?: boolean;
  readonly flags?: readonly RequestFlag[];
  readonly links?: ServiceRequest["links"];
}

/**
 * Opens a request in `collecting` (T01) and gives it its code. Sent twice, the first one comes back with `isNew` false.
 * @throws catalog.unknown-item
 */
export async function openRequest(deps: Deps, opening: Opening): Promise<{ request: ServiceRequest; isNew: boolean }> {
  return withFreeCode(deps, opening.stationId, (code) => insertRequest(deps, draft(deps, opening, code)));
}

function draft(deps: Deps, opening: Opening, code: string): ServiceRequest {
  const now = deps.clock.now();
  const { key, by, isUrgent, flags = [], links = {}, ...said } = opening;
  const item = said.itemCode === null ? null : deps.catalog.item(said.itemCode);
  const request: ServiceRequest = {
    ...said,
    id: requestIdOf(opening.stationId, key),
    code,
    status: "collecting",
    version: 1,
    urgency: urgencyOf(said.wish.startAt, now, isUrgent ?? false),
    people: Math.max(item?.minPeople ?? 1, 1),
    flags,
    missing: missingOf(item, said.wish),
    questions: 0,
    lastHeardAt: now,
    radius: 0,
    round: 0,
    candidates: [],
    passedOver: [],
    offers: [],
    assignments: [],
    reschedules: 0,
    visit: {},
    rating: null,
    links,
    done: [],
    createdAt: now,
    statusAt: now,
    updatedAt: now,
    nextDueAt: null,
    history: [{ at: now, event: "open", transition: "T01", from: "-", to: "collecting", by }],
    outbox: [],
  };
  return { ...request, nextDueAt: contextOf(deps, request).dueAt(request) };
}

/** The id a key leads to, known before anything is stored, so that a repeated message finds its request. */
export function requestIdOf(stationId: string, key: string): string {
  return `r${createHash("sha256").update(`${stationId}/${key}`).digest("hex").slice(0, 23)}`;
}

/** What a further message adds to a request that is still being collected. */
export interface Filling {
  readonly by: Actor;
  readonly itemCode?: string;
  readonly wish?: Partial<Wish>;
  readonly isUrgent?: boolean;
  readonly beneficiary?: { readonly id: string; readonly relation?: string; readonly communityId: string; readonly gridId: string };
  /** The question that is asked next. */
  readonly ask?: "item" | "read_back" | ServiceRequest["missing"][number];
  readonly flags?: readonly RequestFlag[];
}

/**
 * Adds what was answered (T02) and notes the next question.
 * @throws request.not-allowed when it is no longer being collected
 */
export async function fillRequest(deps: Deps, requestId: string, filling: Filling): Promise<ServiceRequest> {
  return changeRequest(deps, requestId, (request, now) => {
    const itemCode = filling.itemCode ?? request.itemCode;
    const item = itemCode === null ? null : deps.catalog.item(itemCode);
    const wish = { ...request.wish, ...filling.wish };
    const isQuestion = filling.ask !== undefined && filling.ask !== "read_back" && filling.ask !== request.ask?.slot;
    return {
      event: "answer",
      by: filling.by,
      change: {
        itemCode,
        wish,
        people: Math.max(item?.minPeople ?? 1, 1),
        missing: missingOf(item, wish),
        urgency: urgencyOf(wish.startAt, now, filling.isUrgent ?? request.urgency === "urgent"),
        ask: filling.ask ? { slot: filling.ask, at: now } : undefined,
        questions: request.questions + (isQuestion ? 1 : 0),
        lastHeardAt: now,
        ...(filling.flags && { flags: [...new Set([...request.flags, ...filling.flags])] }),
        ...(filling.beneficiary && {
          beneficiaryId: filling.beneficiary.id,
          relation: filling.beneficiary.relation,
          communityId: filling.beneficiary.communityId,
          gridId: filling.beneficiary.gridId,
        }),
      },
    };
  });
}
