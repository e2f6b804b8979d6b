import { DomainError, isDomainError } from "../../platform/index.ts";
import {
  type Actor,
  boundHelpers,
  changeRequest,
  type Deps,
  findRequest,
  type Move,
  moveWish,
  type NewTime,
  plannedMinutes,
  releaseAll,
  type ServiceRequest,
  scheduleOf,
  type TimeChange,
  urgencyOf,
  voidOffers,
} from "../../request/index.ts";
import { mayAccept } from "../gates.ts";
import { reserve } from "../loads.ts";
import type { Need } from "../need.ts";
import { freeHelpers } from "./free-helpers.ts";
import { searchAgain } from "./leave.ts";
import { currentHelpers, matchContextOf, needOf } from "./need-of.ts";

/**
 * Moves a request to another time, whatever state it is in: before the team is complete it is looked for anew and who had said yes
 * to the old time is free; afterwards the other side is asked (T20, T21).
 * @throws request.start-passed when the new time is over
 * @throws request.rescheduled-too-often past the station's limit
 * @throws request.not-allowed when service has begun or it is over
 */
export async function changeTime(deps: Deps, requestId: string, by: Actor, time: NewTime): Promise<ServiceRequest> {
  const seen = await findRequest(deps, requestId);
  if ((time.endAt ?? time.startAt) < deps.clock.now()) throw new DomainError("request.start-passed", { code: seen.code });
  if (seen.status === "offered") {
    await changeRequest(deps, requestId, (request) => (request.status === "offered" ? endOffers(request) : null));
  }
  const next = await changeRequest(deps, requestId, (request, now): Move => {
    const { ruleTime, ...corrected } = moveWish(request.wish, time);
    // Before triage it is the wish itself that changes, of a recurrence too.
    const wish = ruleTime && request.status !== "submitted" ? { ...corrected, ruleTime } : corrected;
    const urgency = urgencyOf(wish.startAt, now, request.urgency === "urgent");
    const search = { wish, urgency, assignments: releaseAll(request), ...searchAgain(now) };
    const released = { kind: "helper.released" as const };
    if (request.status === "proposed") {
      return {
        event: "refresh",
        by: { role: "system" },
        change: search,
        tell: [{ kind: "desk.time_change", data: { startAt: time.startAt } }, released],
      };
    }
    if (request.status === "queued") return { event: "note_detail", by, change: search, tell: [released] };
    if (request.status === "accepted") return propose(deps, request, by, time, now);
    return { event: "change_time", by, change: { wish, urgency } };
  });
  await freeHelpers(deps, next);
  return next;
}

function endOffers(request: ServiceRequest): Move {
  return {
    event: "run_out",
    by: { role: "system" },
    change: { offers: voidOffers(request), assignments: releaseAll(request) },
    tell: [{ kind: "helper.voided" }, { kind: "helper.released" }],
    hush: ["desk.all_declined"],
  };
}

function propose(deps: Deps, request: ServiceRequest, by: Actor, time: NewTime, now: Date): Move {
  if (request.reschedules >= deps.settings(request.stationId).changes.maxReschedules) {
    throw new DomainError("request.rescheduled-too-often", { code: request.code });
  }
  const minutes = plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode));
  const schedule = scheduleOf({ wish: moveWish(request.wish, time) }, minutes);
  if (!schedule) throw new DomainError("request.incomplete", { code: request.code, missing: ["when"] });
  const timeChange: TimeChange = {
    startAt: schedule.startAt,
    endAt: schedule.endAt,
    by,
    at: now,
    agreedBy: by.personId ? [by.personId] : [],
  };
  const data = { startAt: schedule.startAt };
  const isHelper = by.role === "volunteer";
  const tellResident = isHelper || by.role === "coordinator";
  return {
    event: "propose_time",
    by,
    change: { timeChange },
    tell: [
      { kind: "helper.time_change", to: boundHelpers(request).filter((id) => id !== by.personId), data },
      ...(tellResident ? [{ kind: "resident.time_change" as const, data }] : []),
    ],
  };
}

/** Who has still to say yes to the new time: the resident unless they or the station asked for it, and each helper. */
export function waitingFor(request: ServiceRequest): readonly string[] {
  const { timeChange } = request;
  if (!timeChange) return [];
  const isResidentAsked = timeChange.by.role === "volunteer" || timeChange.by.role === "coordinator";
  const all = [...(isResidentAsked ? [request.requesterId] : []), ...boundHelpers(request)];
  return all.filter((id) => !timeChange.agreedBy.includes(id));
}

/**
 * Somebody agrees to the new time; the last yes moves the helpers' bookings and with them the task (T20). When another helper has
 * promised that hour elsewhere since, others are looked for in their place (T21).
 * @throws matching.no-time-change when nobody asked for one
 * @throws matching.double-booked, matching.day-full, matching.not-allowed-helper when this helper cannot then
 */
export async function agreeToTime(deps: Deps, requestId: string, by: Actor & { personId: string }): Promise<ServiceRequest> {
  const seen = await findRequest(deps, requestId);
  const { timeChange } = seen;
  if (seen.status !== "accepted" || !timeChange) throw new DomainError("matching.no-time-change", { code: seen.code });
  const need = await needOf(deps, { ...seen, wish: moveWish(seen.wish, timeChange) });
  if (by.role === "volunteer") await refuseGate(deps, seen, by.personId, need);
  let unable: readonly string[] = [];
  const next = await changeRequest(deps, requestId, async (request): Promise<Move | null> => {
    if (!request.timeChange) return null;
    const agreedBy = [...new Set([...request.timeChange.agreedBy, by.personId])];
    const agreed = { ...request.timeChange, agreedBy };
    if (waitingFor({ ...request, timeChange: agreed }).length > 0) return { event: "agree_time", by, change: { timeChange: agreed } };
    unable = await moveBookings(deps, request, need, by.personId);
    return unable.length > 0 ? null : reschedule(request, request.timeChange, by);
  });
  return unable.length > 0 ? seekOthers(deps, requestId, by, unable) : next;
}

function reschedule(request: ServiceRequest, time: TimeChange, by: Actor): Move {
  return {
    event: "reschedule",
    by,
    change: {
      wish: moveWish(request.wish, time),
      timeChange: undefined,
      reschedules: request.reschedules + 1,
      assignments: request.assignments.map(unconfirm),
      visit: {},
    },
  };
}

/**
 * Books everybody bound for the new time.
 * @returns those who are bound elsewhere then
 * @throws matching.double-booked, matching.day-full when it is `ownId` who is; everything is as before then
 */
async function moveBookings(deps: Deps, request: ServiceRequest, need: Need, ownId?: string): Promise<readonly string[]> {
  const { maxTasksPerDay } = deps.settings(request.stationId).offers;
  const unable: string[] = [];
  const own = boundHelpers(request).filter((id) => id === ownId);
  for (const id of own) await reserve(deps, id, need, maxTasksPerDay);
  for (const id of boundHelpers(request)) {
    await reserve(deps, id, need, maxTasksPerDay).catch((error: unknown) => {
      if (!isDomainError(error)) throw error;
      unable.push(id);
    });
  }
  return unable;
}

function unconfirm({ confirmedAt: _, ...assignment }: ServiceRequest["assignments"][number]): ServiceRequest["assignments"][number] {
  return assignment;
}

async function refuseGate(deps: Deps, request: ServiceRequest, personId: string, need: Need): Promise<void> {
  const team = need.teamIds.filter((id) => id !== personId);
  const [helper, ...others] = await currentHelpers(deps, request.stationId, [personId, ...team]);
  const [refusal] = helper
    ? mayAccept(without(helper, request.id), { ...need, teamIds: team }, matchContextOf(deps, request.stationId), others)
    : [];
  if (refusal) throw new DomainError("matching.not-allowed-helper", { code: request.code, personId, words: refusal.words });
}

/** The helper as if this task were not booked: it is the one that moves. */
function without<T extends { load: { bookings: readonly { requestId: string }[] } }>(helper: T, requestId: string): T {
  return { ...helper, load: { ...helper.load, bookings: helper.load.bookings.filter((booking) => booking.requestId !== requestId) } };
}

/**
 * Somebody cannot at the new time. A helper's no lets the change stand and looks for others (T21); the resident's no keeps the old time.
 * @throws matching.no-time-change
 */
export async function refuseTime(deps: Deps, requestId: string, by: Actor): Promise<ServiceRequest> {
  const seen = await findRequest(deps, requestId);
  const { timeChange } = seen;
  if (seen.status !== "accepted" || !timeChange) throw new DomainError("matching.no-time-change", { code: seen.code });
  const isHelperAgainst = by.role === "volunteer" || (by.role === "timer" && timeChange.by.role !== "volunteer");
  if (!isHelperAgainst) {
    const keeper: Actor = by.role === "timer" ? timeChange.by : by;
    return changeRequest(deps, requestId, (request) =>
      request.timeChange
        ? { event: "keep_time", by: keeper, change: { timeChange: undefined }, tell: [{ kind: "helper.counter_refused" }] }
        : null,
    );
  }
  const leaving = boundHelpers(seen).filter((id) => id === by.personId || !timeChange.agreedBy.includes(id));
  return seekOthers(deps, requestId, by, leaving);
}

/** The new time stands, and others are looked for in place of those who cannot then (T21); who stays is booked for it. */
async function seekOthers(deps: Deps, requestId: string, by: Actor, leaving: readonly string[]): Promise<ServiceRequest> {
  const next = await changeRequest(deps, requestId, async (request, now) => {
    if (!request.timeChange) return null;
    const assignments = request.assignments.map((one) =>
      leaving.includes(one.volunteerId) ? { ...one, status: "released" as const } : one,
    );
    const wish = moveWish(request.wish, request.timeChange);
    const unable = await moveBookings(deps, { ...request, assignments }, await needOf(deps, { ...request, wish }));
    return {
      event: "reschedule_refused",
      by,
      change: {
        wish,
        timeChange: undefined,
        reschedules: request.reschedules + 1,
        assignments: assignments.map((one) => (unable.includes(one.volunteerId) ? { ...one, status: "released" as const } : one)),
        ...searchAgain(now),
      },
    };
  });
  await freeHelpers(deps, next);
  return next;
}
