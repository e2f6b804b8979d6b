import { civilDate, readInTurns } from "../platform/index.ts";
import { samePeople } from "./ask-again.ts";
import type { Deps } from "./deps.ts";
import { openRequest, requestIdOf } from "./open.ts";
import { nextOccurrence, ruleAfterOne } from "./recurrence.ts";
import { fromDocument, requestsOf } from "./request-document.ts";
import type { Actor, AssignmentStatus, ServiceRequest, Wish } from "./service-request.ts";
import { changeRequest } from "./store.ts";

const system: Actor = { role: "system" };
/** Helpers who left by themselves are not wished for again. */
const gone: readonly AssignmentStatus[] = ["withdrawn", "late_withdrawn", "no_show"];

/**
 * Opens the next time of a recurrence (每周二…), approved like the one before it and with the same helper wished for; the resident is
 * told. Times missed while nothing ran are passed over. Run twice, there is one.
 * @returns null when the recurrence is over
 */
export async function openNextInSeries(deps: Deps, request: ServiceRequest): Promise<ServiceRequest | null> {
  const next = nextWish(request, deps.clock.now());
  if (next === null) return null;
  const seriesId = request.links.seriesId ?? request.id;
  const key = `series/${seriesId}/${civilDate(next.startAt)}`;
  const stored = await requestsOf(deps.db).findOne({ _id: requestIdOf(request.stationId, key) });
  if (stored) return passOn(deps, fromDocument(deps, stored));
  const { request: opened } = await openRequest(deps, {
    key,
    by: system,
    source: "series",
    ...samePeople(request),
    said: request.said,
    itemCode: request.itemCode,
    wish: next,
    flags: request.flags.filter((flag) => flag === "confidential" || flag === "vulnerable"),
    links: { seriesId },
  });
  return passOn(deps, opened);
}

function nextWish(request: ServiceRequest, now: Date): (Wish & { readonly startAt: Date }) | null {
  const { startAt: _s, endAt: _e, spokenTime: _t, wantsLastHelper: _l, ruleTime, ...wish } = request.wish;
  const { startAt, endAt } = ruleTime ?? request.wish;
  if (!startAt || wish.rrule === undefined) return null;
  let rrule: string = wish.rrule;
  let at: Date | null = startAt;
  do {
    at = nextOccurrence(rrule, at);
    if (at === null) return null;
    rrule = ruleAfterOne(rrule);
  } while (at <= now);
  const helperId = request.assignments.findLast(({ status }) => !gone.includes(status))?.volunteerId;
  const length = endAt ? endAt.getTime() - startAt.getTime() : null;
  return {
    ...wish,
    rrule,
    startAt: at,
    ...(length !== null && { endAt: new Date(at.getTime() + length) }),
    ...(helperId !== undefined && { helperId }),
  };
}

/** The series was read back and approved once: each of its times goes straight to the matcher, and only the resident hears of it. */
async function passOn(deps: Deps, { id }: ServiceRequest): Promise<ServiceRequest> {
  await changeRequest(deps, id, ({ status }) =>
    status === "collecting" ? { event: "submit", by: system, hush: ["room.new", "desk.triage"] } : null,
  );
  return changeRequest(deps, id, ({ status }, now) => {
    if (status !== "submitted") return null;
    const change = { queuedAt: now, matchAt: now, radius: 0 as const, round: 0, candidates: [] };
    return { event: "approve", by: system, change, hush: ["resident.searching"], tell: [{ kind: "resident.next_in_series" }] };
  });
}

/**
 * Requests of a recurrence that were cancelled once, not for good, and would have begun between the two moments: their timers
 * rest, so that somebody else has to go on with the series.
 */
export async function findCancelledInSeries(deps: Pick<Deps, "db" | "cipher">, from: Date, to: Date): Promise<ServiceRequest[]> {
  const found = requestsOf(deps.db).find({ status: "cancelled", "wish.rrule": { $exists: true }, "wish.startAt": { $gt: from, $lte: to } });
  return readInTurns(found, (one) => fromDocument(deps, one));
}
