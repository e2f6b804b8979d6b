import { addMinutes, dayMs, hourMs, startOfDay } from "../platform/index.ts";
import type { StationSettings } from "../station/index.ts";
import { addMinutesOutsideQuiet } from "../station/index.ts";
import type { Schedule } from "./schedule.ts";
import type { ServiceRequest } from "./service-request.ts";
import { stamp, type Timer } from "./timer.ts";

/** Between a yes and the door: reminders of both sides, lateness, a closed door, a new time nobody has answered (R3, T21–T24). */
export function accepted(request: ServiceRequest, settings: StationSettings, { startAt, latestStartAt, endAt }: Schedule): Timer[] {
  const { reminders, lateness, nobodyHome } = settings;
  const slot = stamp(startAt);
  const timers: Timer[] = [];
  const [first, ...rest] = [...reminders.volunteerHoursBefore].sort((a, b) => b - a);
  const lastHours = rest.at(-1) ?? first ?? 2;
  const lastAt = new Date(startAt.getTime() - lastHours * hourMs);
  // Nobody is reminded of what they have only just heard.
  const settledAt = request.history.findLast(({ event }) => event === "reschedule")?.at ?? request.statusAt;
  for (const { volunteerId, acceptedAt, status, confirmedAt } of request.assignments) {
    if (status !== "accepted") continue;
    const knownAt = acceptedAt > settledAt ? acceptedAt : settledAt;
    for (const hours of reminders.volunteerHoursBefore) {
      const at = new Date(startAt.getTime() - hours * hourMs);
      const isLast = hours === lastHours;
      if (at <= knownAt) continue;
      const staleAt = isLast ? startAt : new Date(startAt.getTime() - lastHours * hourMs);
      timers.push({
        name: isLast ? "accepted.two_hours" : "accepted.day_before",
        at,
        mark: `T-${hours}h:${slot}:${volunteerId}`,
        staleAt,
        personId: volunteerId,
      });
    }
    if (!confirmedAt && lastAt > knownAt) {
      timers.push({
        name: "accepted.unanswered",
        at: answerBy(request, lastAt, settings),
        mark: `unanswered:${slot}:${volunteerId}`,
        staleAt: startAt,
        personId: volunteerId,
      });
    }
  }
  const eveningAt = addMinutes(startOfDay(startAt, -1), reminders.residentEveningAt);
  if (eveningAt > settledAt)
    timers.push({ name: "accepted.resident_evening", at: eveningAt, mark: `evening:${slot}`, staleAt: startOfDay(startAt) });
  const hourAt = addMinutes(startAt, -reminders.residentBeforeMinutes);
  if (hourAt > settledAt) timers.push({ name: "accepted.resident_hour", at: hourAt, mark: `hour:${slot}`, staleAt: startAt });
  const lateBase = addMinutes(latestStartAt, request.visit.lateMinutes ?? 0);
  if (!request.visit.nobodyHome) {
    timers.push({
      name: "accepted.late_ask",
      at: addMinutes(lateBase, lateness.askAfterMinutes),
      mark: `late:${slot}:${request.visit.lateMinutes ?? 0}`,
      staleAt: addMinutes(lateBase, lateness.noShowAfterMinutes),
    });
    timers.push({
      name: "accepted.no_show_due",
      at: addMinutes(lateBase, lateness.noShowAfterMinutes),
      mark: `no-show:${slot}:${request.visit.lateMinutes ?? 0}`,
      staleAt: new Date(endAt.getTime() + dayMs),
    });
  } else {
    timers.push({
      name: "accepted.absent_due",
      at: addMinutes(request.visit.nobodyHome.saidAt, nobodyHome.waitMinutes),
      mark: `absent:${stamp(request.visit.nobodyHome.saidAt)}`,
    });
  }
  if (request.timeChange)
    timers.push({
      name: "accepted.time_change_over",
      at: timeChangeBy(request.timeChange.at, startAt, settings),
      mark: `time-change:${stamp(request.timeChange.at)}`,
    });
  return timers;
}

/** A helper has the full time to answer from when they were really asked: late after downtime, in the morning after a quiet night. */
function answerBy(request: ServiceRequest, plannedAt: Date, settings: StationSettings): Date {
  const askedAt =
    request.history.findLast(({ event, reason, at }) => event === "remind" && reason === "accepted.two_hours" && at >= plannedAt)?.at ??
    plannedAt;
  const { answerWithinMinutes } = settings.reminders;
  return request.urgency === "urgent"
    ? addMinutes(askedAt, answerWithinMinutes)
    : addMinutesOutsideQuiet(askedAt, answerWithinMinutes, settings);
}

/** A new time waits for an answer as long as a soon offer does, and never past an hour before the old start. */
function timeChangeBy(askedAt: Date, startAt: Date, settings: StationSettings): Date {
  const patient = addMinutes(askedAt, settings.offers.routine.ttlMinutes);
  const latest = addMinutes(startAt, -60);
  return patient < latest ? patient : latest > askedAt ? latest : addMinutes(askedAt, settings.offers.urgent.ttlMinutes);
}
