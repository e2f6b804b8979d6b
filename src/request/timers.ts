import { addMinutes, dayMs, hourMs, startOfDay } from "../platform/index.ts";
import type { StationSettings } from "../station/index.ts";
import { addMinutesOutsideQuiet, addWorkingDays, addWorkingMinutes } from "../station/index.ts";
import { activeHelpers } from "./guards.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";
import type { ServiceRequest } from "./service-request.ts";

export const timerNames = [
  "collecting.nudge",
  "collecting.hand_over",
  "collecting.lapse",
  "submitted.auto_triage",
  "submitted.late",
  "referred.chase",
  "referred.follow_up",
  "queued.match",
  "queued.give_up",
  "proposed.silent",
  "proposed.give_up",
  "offered.expire",
  "offered.give_up",
  "accepted.day_before",
  "accepted.two_hours",
  "accepted.unanswered",
  "accepted.resident_evening",
  "accepted.resident_hour",
  "accepted.late_ask",
  "accepted.no_show_due",
  "accepted.absent_due",
  "accepted.time_change_over",
  "in_progress.check_out_ask",
  "in_progress.auto_check_out",
  "served.rating_ask",
  "served.rating_repeat",
  "served.close",
  "disputed.late",
  "unfilled.close",
  "escalated.page",
  "escalated.follow_up",
  "series.next",
] as const;
export type TimerName = (typeof timerNames)[number];

/** Something a request has to do at a time, not yet done. */
export interface Timer {
  readonly name: TimerName;
  readonly at: Date;
  /** Written to `request.done` when it has fired. */
  readonly mark: string;
  /** From here on it is dropped silently: a reminder for tomorrow sent the day after helps nobody. */
  readonly staleAt?: Date;
  readonly personId?: string;
}

const minutesAfter = (at: Date, minutes: number) => addMinutes(at, minutes);

/**
 * What a request is waiting for, from its state alone, so that a tick can ask "what is due and not yet done" at any time,
 * also after downtime (R3, R13, R20, R22 and the timer rows of the lifecycle). Pure.
 * @param minutes the planned length of the item
 */
export function timersOf(request: ServiceRequest, settings: StationSettings, minutes: number): Timer[] {
  const schedule = scheduleOf(request, minutes);
  return [...timersOfStatus(request, settings, schedule), ...seriesTimers(request, schedule)].filter(
    ({ mark }) => !request.done.includes(mark),
  );
}

/** The earliest moment a timer of this request has something to do. */
export function dueAt(request: ServiceRequest, settings: StationSettings, minutes: number): Date | null {
  let earliest: Date | null = null;
  for (const { at } of timersOf(request, settings, minutes)) if (earliest === null || at < earliest) earliest = at;
  return earliest;
}

function timersOfStatus(request: ServiceRequest, settings: StationSettings, schedule: Schedule | null): Timer[] {
  switch (request.status) {
    case "collecting":
      return collecting(request, settings);
    case "submitted":
      return [
        ...autoTriage(request, settings),
        { name: "submitted.late", at: triageBy(request, settings), mark: `triage:${stamp(request.statusAt)}` },
      ];
    case "referred":
      return [
        {
          name: "referred.chase",
          at: addWorkingDays(request.statusAt, settings.referral.chaseWorkingDays),
          mark: `chase:${stamp(request.statusAt)}`,
        },
      ];
    case "queued":
      return [
        { name: "queued.match", at: request.matchAt ?? request.statusAt, mark: `match:${stamp(request.matchAt ?? request.statusAt)}` },
        ...giveUp("queued.give_up", request, settings, schedule),
      ];
    case "proposed":
      return [
        {
          name: "proposed.silent",
          at: minutesAfter(request.statusAt, settings.offers.autoPickAfterMinutes),
          mark: `silent:${stamp(request.statusAt)}`,
        },
        ...giveUp("proposed.give_up", request, settings, schedule),
      ];
    case "offered":
      return [...offered(request), ...giveUp("offered.give_up", request, settings, schedule)];
    case "accepted":
      return schedule ? accepted(request, settings, schedule) : [];
    case "in_progress":
      return inProgress(request, settings, schedule);
    case "served":
      return served(request, settings);
    case "disputed":
      return request.dispute ? [{ name: "disputed.late", at: request.dispute.decideBy, mark: `decide:${stamp(request.dispute.at)}` }] : [];
    case "unfilled":
      return request.done.includes("called")
        ? [
            {
              name: "unfilled.close",
              at: new Date(request.statusAt.getTime() + settings.unfilled.closeAfterDays * dayMs),
              mark: "unfilled-closed",
            },
          ]
        : [];
    case "escalated":
      return pages(request, settings);
    case "closed":
      return followUps(request, settings);
    default:
      return [];
  }
}

function collecting(request: ServiceRequest, { collecting: rule }: StationSettings): Timer[] {
  if (request.source === "phone_in") {
    return request.done.includes("called")
      ? [{ name: "collecting.lapse", at: minutesAfter(request.createdAt, rule.lapseAfterHours * 60), mark: "lapsed" }]
      : [];
  }
  const handOverAt = minutesAfter(request.lastHeardAt, rule.needsCallAfterMinutes);
  return [
    {
      name: "collecting.nudge",
      at: minutesAfter(request.lastHeardAt, rule.nudgeAfterMinutes),
      mark: `nudge:${stamp(request.lastHeardAt)}`,
      staleAt: handOverAt,
    },
    { name: "collecting.hand_over", at: handOverAt, mark: "handed-over" },
  ];
}

/** Triage deadline from the first message (R20): urgent and soon by the clock, routine in working time. */
function triageBy(request: ServiceRequest, { triage, workingHours }: StationSettings): Date {
  if (request.urgency === "urgent") return minutesAfter(request.statusAt, triage.urgentMinutes);
  if (request.urgency === "soon") return minutesAfter(request.statusAt, triage.soonMinutes);
  return addWorkingMinutes(request.statusAt, triage.routineWorkingMinutes, workingHours);
}

/** T11 without a coordinator: only the first time a request is handed in, never after an alarm or a referral that came back. */
function autoTriage(request: ServiceRequest, { triage }: StationSettings): Timer[] {
  if (!triage.isAutoOn || request.escalation || request.referral) return [];
  return [{ name: "submitted.auto_triage", at: request.statusAt, mark: "auto-triage" }];
}

/** T38, T39: two hours before the latest start, or after half of the lead when the lead is short. */
function giveUp(
  name: "queued.give_up" | "proposed.give_up" | "offered.give_up",
  request: ServiceRequest,
  { unfilled }: StationSettings,
  schedule: Schedule | null,
): Timer[] {
  if (!schedule) return [];
  const since = request.queuedAt ?? request.statusAt;
  const lead = schedule.latestStartAt.getTime() - since.getTime();
  const before = unfilled.beforeStartMinutes * 60_000;
  const at = new Date(
    lead >= before * 2 ? schedule.latestStartAt.getTime() - before : since.getTime() + Math.max(lead, 0) * unfilled.leadShare,
  );
  return [{ name, at, mark: `give-up:${stamp(since)}` }];
}

function offered(request: ServiceRequest): Timer[] {
  const isResting = request.offers.some(({ status }) => status === "countered");
  return request.offers
    .filter(({ status }) => (isResting ? status === "countered" : status === "offered"))
    .map((offer) => ({
      name: "offered.expire",
      at: offer.expiresAt,
      mark: `expire:${offer.volunteerId}:${stamp(offer.expiresAt)}`,
      personId: offer.volunteerId,
    }));
}

function accepted(request: ServiceRequest, settings: StationSettings, { startAt, latestStartAt, endAt }: Schedule): Timer[] {
  const { reminders, lateness, nobodyHome } = settings;
  const slot = stamp(startAt);
  const timers: Timer[] = [];
  const [first, ...rest] = [...reminders.volunteerHoursBefore].sort((a, b) => b - a);
  const lastHours = rest.at(-1) ?? first ?? 2;
  const lastAt = new Date(startAt.getTime() - lastHours * hourMs);
  for (const { volunteerId, acceptedAt, status, confirmedAt } of request.assignments) {
    if (status !== "accepted") continue;
    for (const hours of reminders.volunteerHoursBefore) {
      const at = new Date(startAt.getTime() - hours * hourMs);
      const isLast = hours === lastHours;
      if (at <= acceptedAt) continue;
      const staleAt = isLast ? startAt : new Date(startAt.getTime() - lastHours * hourMs);
      timers.push({
        name: isLast ? "accepted.two_hours" : "accepted.day_before",
        at,
        mark: `T-${hours}h:${slot}:${volunteerId}`,
        staleAt,
        personId: volunteerId,
      });
    }
    if (!confirmedAt && lastAt > acceptedAt) {
      timers.push({
        name: "accepted.unanswered",
        at: answerBy(request, lastAt, settings),
        mark: `unanswered:${slot}:${volunteerId}`,
        staleAt: startAt,
        personId: volunteerId,
      });
    }
  }
  const boundAt = request.statusAt;
  const eveningAt = minutesAfter(startOfDay(startAt, -1), reminders.residentEveningAt);
  if (eveningAt > boundAt)
    timers.push({ name: "accepted.resident_evening", at: eveningAt, mark: `evening:${slot}`, staleAt: startOfDay(startAt) });
  const hourAt = minutesAfter(startAt, -reminders.residentBeforeMinutes);
  if (hourAt > boundAt) timers.push({ name: "accepted.resident_hour", at: hourAt, mark: `hour:${slot}`, staleAt: startAt });
  const lateBase = minutesAfter(latestStartAt, request.visit.lateMinutes ?? 0);
  if (!request.visit.nobodyHome) {
    timers.push({
      name: "accepted.late_ask",
      at: minutesAfter(lateBase, lateness.askAfterMinutes),
      mark: `late:${slot}:${request.visit.lateMinutes ?? 0}`,
      staleAt: minutesAfter(lateBase, lateness.noShowAfterMinutes),
    });
    timers.push({
      name: "accepted.no_show_due",
      at: minutesAfter(lateBase, lateness.noShowAfterMinutes),
      mark: `no-show:${slot}:${request.visit.lateMinutes ?? 0}`,
      staleAt: new Date(endAt.getTime() + dayMs),
    });
  } else {
    timers.push({
      name: "accepted.absent_due",
      at: minutesAfter(request.visit.nobodyHome.saidAt, nobodyHome.waitMinutes),
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
    ? minutesAfter(askedAt, answerWithinMinutes)
    : addMinutesOutsideQuiet(askedAt, answerWithinMinutes, settings);
}

/** A new time waits for an answer as long as a soon offer does, and never past an hour before the old start. */
function timeChangeBy(askedAt: Date, startAt: Date, settings: StationSettings): Date {
  const patient = minutesAfter(askedAt, settings.offers.routine.ttlMinutes);
  const latest = minutesAfter(startAt, -60);
  return patient < latest ? patient : latest > askedAt ? latest : minutesAfter(askedAt, settings.offers.urgent.ttlMinutes);
}

function inProgress(request: ServiceRequest, { checkOut }: StationSettings, schedule: Schedule | null): Timer[] {
  const inside = request.assignments.filter(({ status }) => status === "checked_in");
  return inside.flatMap(({ volunteerId, checkInAt }): Timer[] => {
    const plannedEnd = minutesAfter(checkInAt ?? request.statusAt, schedule?.minutes ?? 60);
    return [
      {
        name: "in_progress.check_out_ask",
        at: minutesAfter(plannedEnd, checkOut.askAfterMinutes),
        mark: `out-ask:${volunteerId}`,
        staleAt: minutesAfter(plannedEnd, checkOut.autoAfterMinutes),
        personId: volunteerId,
      },
      {
        name: "in_progress.auto_check_out",
        at: minutesAfter(plannedEnd, checkOut.autoAfterMinutes),
        mark: `auto-out:${volunteerId}`,
        personId: volunteerId,
      },
    ];
  });
}

function served(request: ServiceRequest, { reminders }: StationSettings): Timer[] {
  const since = request.servedAt ?? request.statusAt;
  const closeAt = minutesAfter(since, reminders.closeAfterHours * 60);
  const repeatAt = minutesAfter(since, reminders.ratingAskAfterMinutes + reminders.ratingRepeatAfterHours * 60);
  const slot = stamp(since);
  return [
    { name: "served.rating_ask", at: minutesAfter(since, reminders.ratingAskAfterMinutes), mark: `rating:${slot}`, staleAt: repeatAt },
    { name: "served.rating_repeat", at: repeatAt, mark: `rating-2:${slot}`, staleAt: closeAt },
    { name: "served.close", at: closeAt, mark: `closed:${slot}` },
  ];
}

/** Paged every two minutes until somebody answers; pages missed by downtime are one (the handler marks the number of this minute). */
function pages({ escalation, done }: ServiceRequest, { escalation: rule }: StationSettings): Timer[] {
  if (!escalation || escalation.answeredAt) return [];
  const prefix = `page:${stamp(escalation.at)}:`;
  const sent = done.reduce((last, mark) => (mark.startsWith(prefix) ? Math.max(last, Number(mark.slice(prefix.length))) : last), 0);
  return [{ name: "escalated.page", at: minutesAfter(escalation.at, (sent + 1) * rule.pageMinutes), mark: `${prefix}${sent + 1}` }];
}

/** Somebody asks how it went: after an emergency handed over, and after an office has done what was referred to it. */
function followUps(request: ServiceRequest, settings: StationSettings): Timer[] {
  const last = request.history.findLast(({ from, to }) => to === "closed" && from !== to)?.event;
  if (last === "hand_over_done")
    return [{ name: "escalated.follow_up", at: minutesAfter(request.statusAt, settings.escalation.followUpHours * 60), mark: "follow-up" }];
  if (last === "complete")
    return [
      {
        name: "referred.follow_up",
        at: minutesAfter(request.statusAt, settings.referral.followUpDays * 24 * 60),
        mark: "referral-follow-up",
      },
    ];
  return [];
}

/** The next of a recurrence is written when this one begins, however this one ends; cancelled before it began, the series ends with it. */
function seriesTimers(request: ServiceRequest, schedule: Schedule | null): Timer[] {
  if (!request.wish.rrule || !schedule || ["collecting", "escalated", "cancelled", "declined", "merged"].includes(request.status))
    return [];
  return [{ name: "series.next", at: schedule.startAt, mark: "series-next" }];
}

/** Helpers who have not yet come. */
export function isStillComing(request: ServiceRequest, personId: string): boolean {
  return request.status === "accepted" && activeHelpers(request).includes(personId);
}

const stamp = (at: Date) => Math.floor(at.getTime() / 60_000).toString(36);
