import { readInTurns } from "../platform/index.ts";
import { amendments } from "./amendments.ts";
import type { Deps } from "./deps.ts";
import type { Status } from "./lifecycle.ts";
import { fromDocument, requestsOf } from "./request-document.ts";
import type { ServiceRequest } from "./service-request.ts";

type ReadDeps = Pick<Deps, "db" | "cipher">;

/** The open request of this code, or the one that had it last; null when there never was one. */
export async function findByCode(deps: ReadDeps, stationId: string, code: string): Promise<ServiceRequest | null> {
  const [found] = await requestsOf(deps.db).find({ stationId, code }).sort({ isOpen: -1, createdAt: -1 }).limit(1).toArray();
  return found ? fromDocument(deps, found) : null;
}

/** Open requests somebody asked for or is the beneficiary of, newest first. */
export async function findOpenOf(deps: ReadDeps, personId: string): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({ isOpen: true, $or: [{ requesterId: personId }, { beneficiaryId: personId }] })
    .sort({ createdAt: -1 });
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** The latest requests of a person, open or ended, newest first. */
export async function findLatestOf(deps: ReadDeps, personId: string, limit = 10): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db).find({ requesterId: personId }).sort({ createdAt: -1 }).limit(limit);
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** Requests that wait for this helper's answer, oldest first. */
export async function findOfferedTo(deps: ReadDeps, personId: string): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({ status: "offered", offers: { $elemMatch: { volunteerId: personId, status: { $in: ["offered", "countered"] } } } })
    .sort({ statusAt: 1 });
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** Tasks a helper is bound to and not through with, the soonest first. */
export async function findTasksOf(deps: ReadDeps, personId: string): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({
      status: { $in: ["accepted", "in_progress", "offered"] },
      assignments: { $elemMatch: { volunteerId: personId, status: { $in: ["accepted", "checked_in"] } } },
    })
    .sort({ "wish.startAt": 1 });
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** What a helper was lately asked or did, newest first, ended ones too. */
export async function findLatelyWith(deps: ReadDeps, personId: string, limit = 10): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({ $or: [{ "offers.volunteerId": personId }, { "assignments.volunteerId": personId }] })
    .sort({ updatedAt: -1 })
    .limit(limit);
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** A station's requests in these states, the oldest first. */
export async function findByStatus(deps: ReadDeps, stationId: string, statuses: readonly Status[], limit = 200): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({ stationId, status: { $in: [...statuses] } })
    .sort({ createdAt: 1 })
    .limit(limit);
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** Requests that are with an office and wait for its answer, the oldest first. */
export async function findReferredTo(deps: ReadDeps, stationId: string, receiverId: string, limit = 200): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({ stationId, status: "referred", "referral.receiverId": receiverId })
    .sort({ createdAt: 1 })
    .limit(limit);
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** Requests with something to do by now, the longest waiting first. */
export async function findDue(deps: ReadDeps & Pick<Deps, "clock">, limit: number): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({ nextDueAt: { $lte: deps.clock.now() } })
    .sort({ nextDueAt: 1 })
    .limit(limit);
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** Requests whose notices were not passed on: the process that wrote them ended in between. */
export async function findUnrelayed(deps: ReadDeps, before: Date, limit: number): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({ "outbox.at": { $lte: before } })
    .limit(limit);
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** Requests of a station since `createdAfter` with somebody through and verified whose hours are not written yet. */
export async function findUncredited(deps: ReadDeps, stationId: string, createdAfter: Date, limit: number): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db)
    .find({
      stationId,
      status: { $in: [...amendments.credit.in] },
      createdAt: { $gte: createdAfter },
      assignments: { $elemMatch: { status: "checked_out", isVerified: true } },
    })
    .limit(limit);
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** How often helpers have stood before this beneficiary's closed door since then (R13). */
export async function countAbsences(deps: ReadDeps, beneficiaryId: string, since: Date): Promise<number> {
  return requestsOf(deps.db).countDocuments({
    beneficiaryId,
    createdAt: { $gte: since },
    status: "cancelled",
    "history.event": "close_absent",
  });
}

/** The next moment any request has something to do, or null. */
export async function nextDueOf(deps: Pick<Deps, "db">): Promise<Date | null> {
  const [first] = await requestsOf(deps.db)
    .find({ nextDueAt: { $type: "date" } })
    .sort({ nextDueAt: 1 })
    .limit(1)
    .project<{ nextDueAt: Date }>({ nextDueAt: 1 })
    .toArray();
  return first?.nextDueAt ?? null;
}
