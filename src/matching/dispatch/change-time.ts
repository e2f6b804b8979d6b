import { DomainError } from "../../platform/index.ts";
import {
  type Actor,
  changeRequest,
  type Deps,
  findRequest,
  type Move,
  plannedMinutes,
  releaseAll,
  type ServiceRequest,
  scheduleOf,
  type TimeChange,
} from "../../request/index.ts";
import { mayAccept } from "../gates.ts";
import { reserve, unreserve } from "../loads.ts";
import { freeHelpers, searchAgain } from "./leave.ts";
import { boundHelpers, currentHelpers, matchContextOf, needOf } from "./need-of.ts";

export interface NewTime {
  readonly startAt: Date;
  readonly endAt?: Date;
  readonly isTimeOpen?: boolean;
  readonly spokenTime?: string;
}

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
    await changeRequest(deps, requestId, (request) => (request.status === "offered" ? voidOffers(request) : null));
    await freeHelpers(deps, seen);
  }
  const waiting = seen.status === "queued" || seen.status === "proposed" ? seen : undefined;
  const next = await changeRequest(deps, requestId, (request, now): Move => {
    const wish = moved(request, time);
    const search = { wish, assignments: releaseAll(request), ...searchAgain(request, now) };
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
    return { event: "change_time", by, change: { wish } };
  });
  if (waiting) await freeHelpers(deps, waiting);
  return next;
}

function voidOffers(request: ServiceRequest): Move {
  const offers = request.offers.map((offer) =>
    offer.status === "offered" || offer.status === "countered" ? { ...offer, status: "voided" as const } : offer,
  );
  return {
    event: "run_out",
    by: { role: "system" },
    change: { offers, assignments: releaseAll(request) },
    tell: [{ kind: "helper.voided" }, { kind: "helper.released" }],
    hush: ["desk.all_declined"],
  };
}

function moved(request: ServiceRequest, { startAt, endAt, isTimeOpen, spokenTime }: NewTime): ServiceRequest["wish"] {
  const { endAt: _e, isTimeOpen: _o, spokenTime: _s, ...rest } = request.wish;
  return { ...rest, startAt, ...(endAt && { endAt }), ...(isTimeOpen && { isTimeOpen }), ...(spokenTime && { spokenTime }) };
}

function propose(deps: Deps, request: ServiceRequest, by: Actor, time: NewTime, now: Date): Move {
  if (request.reschedules >= deps.settings(request.stationId).changes.maxReschedules) {
    throw new DomainError("request.rescheduled-too-often", { code: request.code });
  }
  const minutes = plannedMinutes(request.itemCode === null ? null : deps.catalog.item(request.itemCode));
  const schedule = scheduleOf({ wish: moved(request, time) }, minutes);
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
 * Somebody agrees to the new time; the last yes moves the task (T20) and the helpers' bookings with it.
 * @throws matching.no-time-change when nobody asked for one
 * @throws matching.double-booked, matching.day-full, matching.not-allowed-helper when this helper cannot then
 */
export async function agreeToTime(deps: Deps, requestId: string, by: Actor & { personId: string }): Promise<ServiceRequest> {
  const seen = await findRequest(deps, requestId);
  const { timeChange } = seen;
  if (seen.status !== "accepted" || !timeChange) throw new DomainError("matching.no-time-change", { code: seen.code });
  const target = { ...seen, wish: moved(seen, timeChange) };
  const need = await needOf(deps, target);
  if (by.role === "volunteer") await refuseGate(deps, seen, by.personId, need);
  const next = await changeRequest(deps, requestId, (request): Move | null => {
    if (!request.timeChange) return null;
    const agreed = {
      ...request,
      timeChange: { ...request.timeChange, agreedBy: [...new Set([...request.timeChange.agreedBy, by.personId])] },
    };
    if (waitingFor(agreed).length > 0) return { event: "agree_time", by, change: { timeChange: agreed.timeChange } };
    return {
      event: "reschedule",
      by,
      change: {
        wish: moved(request, request.timeChange),
        timeChange: undefined,
        reschedules: request.reschedules + 1,
        assignments: request.assignments.map(unconfirm),
      },
    };
  });
  if (next.reschedules > seen.reschedules) {
    const { maxTasksPerDay } = deps.settings(next.stationId).offers;
    for (const id of boundHelpers(next)) await reserve(deps, id, need, maxTasksPerDay);
  }
  return next;
}

function unconfirm({ confirmedAt: _, ...assignment }: ServiceRequest["assignments"][number]): ServiceRequest["assignments"][number] {
  return assignment;
}

async function refuseGate(deps: Deps, request: ServiceRequest, personId: string, need: Awaited<ReturnType<typeof needOf>>): Promise<void> {
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
  const next = await changeRequest(deps, requestId, (request, now) =>
    request.timeChange
      ? {
          event: "reschedule_refused",
          by,
          change: {
            wish: moved(request, request.timeChange),
            timeChange: undefined,
            reschedules: request.reschedules + 1,
            assignments: request.assignments.map((one) =>
              leaving.includes(one.volunteerId) ? { ...one, status: "released" as const } : one,
            ),
            ...searchAgain(request, now),
          },
        }
      : null,
  );
  await Promise.all(leaving.map((id) => unreserve(deps, id, requestId)));
  return next;
}
