import { type ActorRole, asker, desk, type Status } from "./lifecycle.ts";

/**
 * Changes that leave the status alone: parts of a step (one of two helpers accepts), what a timer has done, what somebody noted.
 * They are written to the history like transitions.
 */
export const amendments = {
  note_detail: {
    in: ["submitted", "queued", "proposed", "offered", "accepted", "referred", "unfilled", "suspended"],
    by: [...asker, "supervisor"],
  },
  change_time: { in: ["submitted", "unfilled"], by: [...asker, "supervisor"] },
  claim: { in: ["escalated"], by: desk },
  page: { in: ["escalated"], by: ["timer"] },
  remind: {
    in: [
      "collecting",
      "submitted",
      "referred",
      "queued",
      "proposed",
      "offered",
      "accepted",
      "in_progress",
      "served",
      "closed",
      "disputed",
      "unfilled",
      "suspended",
    ],
    by: ["timer"],
  },
  plan: { in: ["proposed"], by: ["matcher"] },
  accept_part: { in: ["offered"], by: ["volunteer", "coordinator"] },
  leave_team: { in: ["queued", "proposed", "offered"], by: ["volunteer"] },
  decline_offer: { in: ["offered"], by: ["volunteer", "resident", "proxy", "coordinator"] },
  expire_offer: { in: ["offered"], by: ["timer"] },
  next_wave: { in: ["offered"], by: ["volunteer", "resident", "proxy", "timer", ...desk] },
  confirm_coming: { in: ["accepted"], by: ["volunteer"] },
  say_late: { in: ["accepted"], by: ["volunteer", "resident", "proxy", "coordinator"] },
  nobody_home: { in: ["accepted"], by: ["volunteer"] },
  note_call: { in: ["accepted", "submitted", "collecting", "unfilled"], by: ["volunteer", ...desk] },
  propose_time: { in: ["accepted"], by: ["resident", "proxy", "volunteer", "coordinator"] },
  agree_time: { in: ["accepted"], by: ["resident", "proxy", "volunteer"] },
  keep_time: { in: ["accepted"], by: ["resident", "proxy", "volunteer", "coordinator"] },
  check_in_part: { in: ["in_progress"], by: ["volunteer", "coordinator"] },
  check_out_part: { in: ["in_progress"], by: ["volunteer", "coordinator"] },
  credit: {
    // Hours of an early end (T27) or an alarm are written while the rest is already on its way again.
    in: [
      "in_progress",
      "served",
      "closed",
      "disputed",
      "escalated",
      "cancelled",
      "submitted",
      "queued",
      "proposed",
      "offered",
      "accepted",
      "unfilled",
      "suspended",
    ],
    by: ["system", "coordinator", "supervisor", "timer"],
  },
  verify: { in: ["served", "closed"], by: desk },
  rate_late: { in: ["closed"], by: ["resident", "proxy"] },
  complain: { in: ["accepted", "in_progress", "served", "closed", "disputed"], by: ["resident", "proxy"] },
  add_said: {
    in: [
      "submitted",
      "queued",
      "proposed",
      "offered",
      "accepted",
      "in_progress",
      "served",
      "referred",
      "escalated",
      "unfilled",
      "suspended",
    ],
    by: asker,
  },
} as const satisfies Readonly<Record<string, { readonly in: readonly Status[]; readonly by: readonly ActorRole[] }>>;

export type AmendmentEvent = keyof typeof amendments;
