import { addMinutes, dayMs, minuteMs } from "../platform/index.ts";
import type { StationSettings } from "../station/index.ts";
import { addWorkingDays, addWorkingMinutes } from "../station/index.ts";
import { boundHelpers } from "./guards.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";
import type { ServiceRequest } from "./service-request.ts";
import { stamp, type Timer } from "./timer.ts";
import { accepted } from "./timers-accepted.ts";

export { type Timer, type TimerName, timerNames } from "./timer.ts";

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
          at: addMinutes(request.statusAt, settings.offers.autoPickAfterMinutes),
          mark: `silent:${stamp(request.statusAt)}`,
        },
        ...giveUp("proposed.give_up", request, settings, schedule),
      ];
    case "offered":
      // At the same moment the search ends with its offers, not without.
      return [...giveUp("offered.give_up", request, settings, schedule), ...offered(request)];
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
      ? [{ name: "collecting.lapse", at: addMinutes(request.createdAt, rule.lapseAfterHours * 60), mark: "lapsed" }]
      : [];
  }
  const handOverAt = addMinutes(request.lastHeardAt, rule.needsCallAfterMinutes);
  return [
    {
      name: "collecting.nudge",
      at: addMinutes(request.lastHeardAt, rule.nudgeAfterMinutes),
      mark: `nudge:${stamp(request.lastHeardAt)}`,
      staleAt: handOverAt,
    },
    { name: "collecting.hand_over", at: handOverAt, mark: "handed-over" },
  ];
}

/** Triage deadline (R20), from handing in, because until then the resident owed the answers: urgent and soon by the clock, routine in working time. */
function triageBy(request: ServiceRequest, { triage, workingHours }: StationSettings): Date {
  if (request.urgency === "urgent") return addMinutes(request.statusAt, triage.urgentMinutes);
  if (request.urgency === "soon") return addMinutes(request.statusAt, triage.soonMinutes);
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
  const before = unfilled.beforeStartMinutes * minuteMs;
  const at = new Date(
    lead >= before * 2 ? schedule.latestStartAt.getTime() - before : since.getTime() + Math.max(lead, 0) * unfilled.leadShare,
  );
  return [{ name, at, mark: `give-up:${stamp(since)}` }];
}

/**
 * The end of each open offer, and when the next ones are asked beside them (R1). With none open and a seat still empty, as after a no
 * before a partner's yes, the next ones are asked at once, or when the quiet hours end.
 */
function offered(request: ServiceRequest): Timer[] {
  const isOver = !request.offers.some(({ status }) => status === "offered" || status === "countered");
  if (isOver && boundHelpers(request).length < request.people)
    return [
      {
        name: "offered.expire",
        at: request.waveAt ?? request.statusAt,
        mark: `go-on:${request.round}:${request.offers.length}${request.waveAt ? `:${stamp(request.waveAt)}` : ""}`,
      },
    ];
  const isResting = request.offers.some(({ status }) => status === "countered");
  const widen: Timer[] =
    request.waveAt && !isResting
      ? [{ name: "offered.widen", at: request.waveAt, mark: `wave:${request.round}:${stamp(request.waveAt)}` }]
      : [];
  const ends = request.offers
    .filter(({ status }) => (isResting ? status === "countered" : status === "offered"))
    .map(
      (offer): Timer => ({
        name: "offered.expire",
        at: offer.expiresAt,
        mark: `expire:${offer.volunteerId}:${stamp(offer.expiresAt)}`,
        personId: offer.volunteerId,
      }),
    );
  return [...ends, ...widen];
}

function inProgress(request: ServiceRequest, { checkOut }: StationSettings, schedule: Schedule | null): Timer[] {
  const inside = request.assignments.filter(({ status }) => status === "checked_in");
  return inside.flatMap(({ volunteerId, checkInAt }): Timer[] => {
    const plannedEnd = addMinutes(checkInAt ?? request.statusAt, schedule?.minutes ?? 60);
    return [
      {
        name: "in_progress.check_out_ask",
        at: addMinutes(plannedEnd, checkOut.askAfterMinutes),
        mark: `out-ask:${volunteerId}`,
        staleAt: addMinutes(plannedEnd, checkOut.autoAfterMinutes),
        personId: volunteerId,
      },
      {
        name: "in_progress.auto_check_out",
        at: addMinutes(plannedEnd, checkOut.autoAfterMinutes),
        mark: `auto-out:${volunteerId}`,
        personId: volunteerId,
      },
    ];
  });
}

function served(request: ServiceRequest, { reminders }: StationSettings): Timer[] {
  const since = request.servedAt ?? request.statusAt;
  const closeAt = addMinutes(since, reminders.closeAfterHours * 60);
  const repeatAt = addMinutes(since, reminders.ratingAskAfterMinutes + reminders.ratingRepeatAfterHours * 60);
  const slot = stamp(since);
  return [
    { name: "served.rating_ask", at: addMinutes(since, reminders.ratingAskAfterMinutes), mark: `rating:${slot}`, staleAt: repeatAt },
    { name: "served.rating_repeat", at: repeatAt, mark: `rating-2:${slot}`, staleAt: closeAt },
    { name: "served.close", at: closeAt, mark: `closed:${slot}` },
  ];
}

/** Paged every two minutes until somebody answers; pages missed by downtime are one (the handler marks the number of this minute). */
function pages({ escalation, done }: ServiceRequest, { escalation: rule }: StationSettings): Timer[] {
  if (!escalation || escalation.answeredAt) return [];
  const prefix = `page:${stamp(escalation.at)}:`;
  const sent = done.reduce((last, mark) => (mark.startsWith(prefix) ? Math.max(last, Number(mark.slice(prefix.length))) : last), 0);
  return [{ name: "escalated.page", at: addMinutes(escalation.at, (sent + 1) * rule.pageMinutes), mark: `${prefix}${sent + 1}` }];
}

/** Somebody asks how it went: after an emergency handed over, and after an office has done what was referred to it. */
function followUps(request: ServiceRequest, settings: StationSettings): Timer[] {
  const last = request.history.findLast(({ from, to }) => to === "closed" && from !== to)?.event;
  if (last === "hand_over_done")
    return [{ name: "escalated.follow_up", at: addMinutes(request.statusAt, settings.escalation.followUpHours * 60), mark: "follow-up" }];
  if (last === "complete")
    return [
      {
        name: "referred.follow_up",
        at: addMinutes(request.statusAt, settings.referral.followUpDays * 24 * 60),
        mark: "referral-follow-up",
      },
    ];
  return [];
}

/** The next of a recurrence is written when this one begins, however this one ends; cancelled before it began, the series ends with it. */
function seriesTimers(request: ServiceRequest, schedule: Schedule | null): Timer[] {
  if (!request.wish.rrule || !schedule || ["collecting", "escalated", "cancelled", "declined", "merged"].includes(request.status))
    return [];
  return [{ name: "series.next", at: request.wish.ruleTime?.startAt ?? schedule.startAt, mark: "series-next" }];
}
