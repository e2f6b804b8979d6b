import { minuteMs } from "../platform/index.ts";

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
  "offered.widen",
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

/** A moment as it stands in a mark: to the minute. */
export const stamp = (at: Date) => Math.floor(at.getTime() / minuteMs).toString(36);
