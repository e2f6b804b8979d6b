import { type Db, DomainError, isDuplicateKey } from "../platform/index.ts";
import { type ApplyContext, apply, type Move } from "./apply.ts";
import type { Deps } from "./deps.ts";
import { relay } from "./relay.ts";
import { fromDocument, requestsOf, toDocument } from "./request-document.ts";
import { plannedMinutes } from "./schedule.ts";
import type { ServiceRequest } from "./service-request.ts";
import { dueAt } from "./timers.ts";

export async function ensureRequestIndexes(db: Db): Promise<void> {
  await requestsOf(db).createIndexes([
    { key: { stationId: 1, code: 1 }, name: "openCode", unique: true, partialFilterExpression: { isOpen: true } },
    { key: { nextDueAt: 1 }, name: "due", partialFilterExpression: { nextDueAt: { $type: "date" } } },
    { key: { stationId: 1, status: 1, createdAt: -1 }, name: "status" },
    { key: { stationId: 1, createdAt: -1 }, name: "latest" },
    { key: { requesterId: 1, createdAt: -1 }, name: "requester" },
    { key: { beneficiaryId: 1, createdAt: -1 }, name: "beneficiary" },
    { key: { "offers.volunteerId": 1, createdAt: -1 }, name: "offered" },
    { key: { "assignments.volunteerId": 1, createdAt: -1 }, name: "assigned" },
    { key: { "outbox.at": 1 }, name: "outbox", sparse: true },
  ]);
}

/** @throws request.unknown */
export async function findRequest(deps: Pick<Deps, "db" | "cipher">, requestId: string): Promise<ServiceRequest> {
  const found = await requestsOf(deps.db).findOne({ _id: requestId });
  if (!found) throw new DomainError("request.unknown", {});
  return fromDocument(deps, found);
}

const maxTries = 8;

/** Decides, from the request as it stands now, what should happen to it; null when nothing (a repeated handler). */
export type Decide = (request: ServiceRequest, now: Date) => Move | null | Promise<Move | null>;

/**
 * Changes a request, once: reads it, lets `decide` choose the move from what it read, and writes with compare-and-set on the version.
 * When somebody else was faster it reads again, so the refusal of a late comer is decided on the new truth and names it.
 * The write is journaled when this resolves; its notices are relayed right after.
 * @throws request.unknown when there is none of this id
 * @throws request.changed-meanwhile when others kept being faster
 * @throws request.not-as-seen with {code, status, lastBy} when the caller saw another version
 * @throws whatever `decide` or the lifecycle refuses with
 */
export async function changeRequest(deps: Deps, requestId: string, decide: Decide): Promise<ServiceRequest> {
  for (let tries = 0; tries < maxTries; tries++) {
    const request = await findRequest(deps, requestId);
    if (deps.seen && deps.seen.version !== request.version) throw new DomainError("request.not-as-seen", lastChange(request));
    const now = deps.clock.now();
    const move = await decide(request, now);
    if (move === null) return request;
    const next = apply(request, move, now, contextOf(deps, request));
    if (await replace(deps, request, next)) {
      if (deps.seen) deps.seen.version = next.version;
      relay(deps, next);
      return next;
    }
  }
  throw new DomainError("request.changed-meanwhile", {});
}

function lastChange({ code, status, history }: ServiceRequest): Record<string, unknown> {
  return { code, status, lastBy: history.at(-1)?.by.personId };
}

async function replace(deps: Deps, before: ServiceRequest, after: ServiceRequest): Promise<boolean> {
  const { _id, history, outbox, ...set } = toDocument(deps, after);
  const removed = Object.keys(before).filter((key) => !(key in after));
  const { matchedCount } = await requestsOf(deps.db).updateOne(
    { _id, version: before.version },
    {
      $set: set,
      ...(removed.length > 0 && { $unset: Object.fromEntries(removed.map((key) => [key, true as const])) }),
      $push: {
        history: { $each: history.slice(before.history.length) },
        outbox: { $each: outbox.slice(before.outbox.length) },
      },
    },
  );
  return matchedCount === 1;
}

/** What `apply` needs to know of the station. */
export function contextOf(deps: Deps, request: Pick<ServiceRequest, "stationId" | "itemCode">): ApplyContext {
  const settings = deps.settings(request.stationId);
  const minutes = plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode));
  return {
    maxReschedules: settings.changes.maxReschedules,
    disputeWithinDays: settings.dispute.withinDays,
    maxAppeals: settings.dispute.maxAppeals,
    dueAt: (next) => dueAt(next, settings, minutes),
  };
}

/**
 * Stores a new request, once: the same id again gives back what is stored.
 * @throws request.code-taken when its code is in use (the caller takes the next)
 */
export async function insertRequest(deps: Deps, request: ServiceRequest): Promise<{ request: ServiceRequest; isNew: boolean }> {
  try {
    await requestsOf(deps.db).insertOne(toDocument(deps, request));
    relay(deps, request);
    return { request, isNew: true };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const stored = await requestsOf(deps.db).findOne({ _id: request.id });
    if (!stored) throw new DomainError("request.code-taken", {});
    return { request: fromDocument(deps, stored), isNew: false };
  }
}
