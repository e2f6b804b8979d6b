import type { AmendmentEvent } from "./amendments.ts";
import type { NoticeKind } from "./notice-kind.ts";

/** The life of a service request, as one table (domain T01–T56). Everything that moves a request asks `findTransition` first. */
export const statuses = [
  "collecting",
  "submitted",
  "queued",
  "proposed",
  "offered",
  "accepted",
  "in_progress",
  "served",
  "closed",
  "referred",
  "suspended",
  "disputed",
  "unfilled",
  "escalated",
  "cancelled",
  "declined",
  "merged",
] as const;
export type Status = (typeof statuses)[number];

export const terminalStatuses = ["cancelled", "closed", "declined", "merged"] as const satisfies readonly Status[];

export const actorRoles = [
  "resident",
  "proxy",
  "volunteer",
  "coordinator",
  "supervisor",
  "receiver",
  "matcher",
  "timer",
  "system",
] as const;
export type ActorRole = (typeof actorRoles)[number];

/** What must hold besides the status; `src/request/guards.ts` has the functions. */
export type GuardName =
  | "isComplete"
  | "hasReason"
  | "hasConsent"
  | "isSilentOrLost"
  | "hasCandidates"
  | "isTeamComplete"
  | "hasNoOpenOffer"
  | "isWithinReschedules"
  | "isDisputable"
  | "isEveryoneOut";

export interface Transition {
  readonly id: string;
  readonly from: Status | "-";
  readonly event: string;
  readonly to: Status;
  readonly by: readonly ActorRole[];
  readonly when?: GuardName;
  readonly tell?: readonly NoticeKind[];
}

const anyone = ["resident", "proxy", "volunteer", "coordinator", "supervisor", "system"] as const;
/** Who asks, and a coordinator who does it for them. */
export const asker = ["resident", "proxy", "coordinator"] as const;
export const desk = ["coordinator", "supervisor"] as const;
const alarm = ["room.urgent", "desk.escalated"] as const;

export const transitions = [
  { id: "T01", from: "-", event: "open", to: "collecting", by: ["resident", "proxy", "coordinator", "system"] },
  { id: "T02", from: "collecting", event: "answer", to: "collecting", by: asker },
  {
    id: "T03",
    from: "collecting",
    event: "submit",
    to: "submitted",
    by: [...asker, "system"],
    when: "isComplete",
    tell: ["room.new", "desk.triage"],
  },
  {
    id: "T04",
    from: "collecting",
    event: "hand_over",
    to: "submitted",
    by: ["timer", "resident", "proxy"],
    when: "isSilentOrLost",
    tell: ["room.new", "desk.needs_call"],
  },
  { id: "T05", from: "collecting", event: "cancel", to: "cancelled", by: [...asker, "timer"] },
  { id: "T06", from: "submitted", event: "merge", to: "merged", by: ["system", ...desk], tell: ["resident.merged"] },
  { id: "T07", from: "submitted", event: "decline", to: "declined", by: desk, when: "hasReason", tell: ["resident.declined"] },
  {
    id: "T08",
    from: "submitted",
    event: "refer",
    to: "referred",
    by: desk,
    when: "hasConsent",
    tell: ["receiver.task", "resident.referred"],
  },
  {
    id: "T09",
    from: "referred",
    event: "bounce",
    to: "submitted",
    by: ["receiver"],
    when: "hasReason",
    tell: ["desk.referral_back", "resident.referral_back"],
  },
  {
    id: "T10",
    from: "referred",
    event: "complete",
    to: "closed",
    by: ["receiver"],
    tell: ["desk.referral_done", "resident.referral_done"],
  },
  { id: "T11", from: "submitted", event: "approve", to: "queued", by: [...desk, "system"], tell: ["resident.searching"] },
  {
    id: "T12",
    from: "queued",
    event: "propose",
    to: "proposed",
    by: ["matcher"],
    when: "hasCandidates",
    tell: ["room.candidates", "desk.candidates"],
  },
  { id: "T13", from: "queued", event: "widen", to: "queued", by: ["timer", "matcher"] },
  { id: "T14", from: "proposed", event: "pick", to: "offered", by: [...desk, "system"], tell: ["helper.offer"] },
  { id: "T15", from: "proposed", event: "refresh", to: "queued", by: [...desk, "system"] },
  {
    id: "T16",
    from: "offered",
    event: "accept",
    to: "accepted",
    by: ["volunteer", "coordinator"],
    when: "isTeamComplete",
    tell: ["resident.found", "helper.taken", "helper.team_complete", "room.taken", "desk.accepted"],
  },
  {
    id: "T17",
    from: "offered",
    event: "run_out",
    to: "proposed",
    by: ["volunteer", "resident", "proxy", "timer", "system"],
    when: "hasNoOpenOffer",
    tell: ["desk.all_declined"],
  },
  { id: "T18", from: "offered", event: "counter", to: "offered", by: ["volunteer"], tell: ["resident.counter"] },
  {
    id: "T19",
    from: "accepted",
    event: "withdraw",
    to: "queued",
    by: ["volunteer"],
    when: "hasReason",
    tell: ["resident.searching_again", "desk.withdrawn"],
  },
  {
    id: "T20",
    from: "accepted",
    event: "reschedule",
    to: "accepted",
    by: ["resident", "proxy", "volunteer", "coordinator"],
    when: "isWithinReschedules",
    tell: ["resident.time_agreed", "helper.time_agreed"],
  },
  {
    id: "T21",
    from: "accepted",
    event: "reschedule_refused",
    to: "queued",
    by: ["resident", "proxy", "volunteer", "coordinator", "timer"],
    tell: ["resident.searching_again", "helper.released", "desk.time_change"],
  },
  { id: "T22", from: "accepted", event: "check_in", to: "in_progress", by: ["volunteer", "coordinator"], tell: ["resident.arrived"] },
  { id: "T23", from: "accepted", event: "no_show", to: "queued", by: desk, tell: ["resident.searching_again", "helper.no_show"] },
  { id: "T24", from: "accepted", event: "close_absent", to: "cancelled", by: desk, tell: ["resident.absent", "helper.absent_close"] },
  {
    id: "T25",
    from: "in_progress",
    event: "check_out",
    to: "served",
    by: ["volunteer", "coordinator"],
    when: "isEveryoneOut",
    tell: ["resident.served", "desk.served"],
  },
  {
    id: "T26",
    from: "in_progress",
    event: "auto_check_out",
    to: "served",
    by: ["timer"],
    tell: ["desk.unverified", "resident.served", "desk.served"],
  },
  {
    id: "T27",
    from: "in_progress",
    event: "leave_early",
    to: "queued",
    by: ["volunteer"],
    when: "hasReason",
    tell: ["desk.left_early", "resident.searching_again"],
  },
  { id: "T28", from: "served", event: "rate", to: "closed", by: ["resident", "proxy"], tell: ["helper.rated"] },
  { id: "T29", from: "served", event: "close_silent", to: "closed", by: ["timer"] },
  {
    id: "T30",
    from: "served",
    event: "dispute",
    to: "disputed",
    by: ["resident", "proxy", "volunteer", "coordinator", "supervisor"],
    when: "isDisputable",
    tell: ["desk.disputed", "helper.disputed"],
  },
  {
    id: "T31",
    from: "closed",
    event: "dispute",
    to: "disputed",
    by: ["resident", "proxy", "volunteer", "supervisor"],
    when: "isDisputable",
    tell: ["desk.disputed", "helper.disputed"],
  },
  { id: "T32", from: "disputed", event: "decide", to: "closed", by: desk, when: "hasReason", tell: ["resident.decided", "helper.decided"] },
  { id: "T33", from: "submitted", event: "cancel", to: "cancelled", by: asker, tell: ["desk.cancelled", "resident.cancelled"] },
  {
    id: "T34",
    from: "queued",
    event: "cancel",
    to: "cancelled",
    by: asker,
    tell: ["desk.cancelled", "resident.cancelled", "helper.cancelled"],
  },
  {
    id: "T35",
    from: "proposed",
    event: "cancel",
    to: "cancelled",
    by: asker,
    tell: ["desk.cancelled", "resident.cancelled", "helper.cancelled"],
  },
  {
    id: "T36",
    from: "offered",
    event: "cancel",
    to: "cancelled",
    by: asker,
    tell: ["desk.cancelled", "resident.cancelled", "helper.voided", "helper.cancelled"],
  },
  {
    id: "T37",
    from: "accepted",
    event: "cancel",
    to: "cancelled",
    by: asker,
    tell: ["desk.cancelled", "resident.cancelled", "helper.cancelled"],
  },
  {
    id: "T38",
    from: "queued",
    event: "give_up",
    to: "unfilled",
    by: ["timer"],
    tell: ["desk.unfilled", "room.unfilled", "resident.unfilled", "helper.released"],
  },
  {
    id: "T39",
    from: "offered",
    event: "give_up",
    to: "unfilled",
    by: ["timer"],
    tell: ["desk.unfilled", "room.unfilled", "resident.unfilled", "helper.voided", "helper.released"],
  },
  { id: "T40", from: "unfilled", event: "retry", to: "submitted", by: desk },
  {
    id: "T41",
    from: "accepted",
    event: "suspend",
    to: "suspended",
    by: ["supervisor"],
    when: "hasReason",
    tell: ["resident.suspended", "helper.suspended", "desk.suspended"],
  },
  { id: "T42", from: "suspended", event: "lift", to: "queued", by: ["supervisor"], tell: ["resident.lifted"] },
  { id: "T43", from: "suspended", event: "cancel", to: "cancelled", by: asker, tell: ["desk.cancelled", "resident.cancelled"] },
  { id: "T44", from: "collecting", event: "escalate", to: "escalated", by: anyone, tell: alarm },
  { id: "T45", from: "submitted", event: "escalate", to: "escalated", by: anyone, tell: alarm },
  { id: "T46", from: "queued", event: "escalate", to: "escalated", by: anyone, tell: [...alarm, "helper.released"] },
  { id: "T47", from: "accepted", event: "escalate", to: "escalated", by: anyone, tell: [...alarm, "helper.released"] },
  { id: "T48", from: "in_progress", event: "escalate", to: "escalated", by: anyone, tell: [...alarm, "helper.released"] },
  { id: "T49", from: "escalated", event: "hand_over_done", to: "closed", by: desk, when: "hasReason", tell: ["resident.follow_up"] },
  { id: "T50", from: "escalated", event: "resume", to: "submitted", by: desk, tell: ["desk.triage"] },
  { id: "T51", from: "escalated", event: "dismiss", to: "cancelled", by: desk, when: "hasReason" },
  { id: "T52", from: "proposed", event: "escalate", to: "escalated", by: anyone, tell: [...alarm, "helper.released"] },
  { id: "T53", from: "offered", event: "escalate", to: "escalated", by: anyone, tell: [...alarm, "helper.voided", "helper.released"] },
  {
    id: "T54",
    from: "referred",
    event: "cancel",
    to: "cancelled",
    by: asker,
    tell: ["receiver.cancelled", "desk.cancelled", "resident.cancelled"],
  },
  { id: "T55", from: "unfilled", event: "cancel", to: "cancelled", by: [...asker, "timer"], tell: ["resident.cancelled"] },
  { id: "T56", from: "served", event: "escalate", to: "escalated", by: anyone, tell: alarm },
] as const satisfies readonly Transition[];

export type TransitionEvent = (typeof transitions)[number]["event"];
export type EventName = TransitionEvent | AmendmentEvent;

/** The row of the table for `event` from `from`, whoever asks; undefined when the life of a request has no such step. */
export function findTransition(from: Status | "-", event: TransitionEvent): Transition | undefined {
  return transitions.find((row) => row.from === from && row.event === event);
}

export function isTerminal(status: Status): boolean {
  return (terminalStatuses as readonly Status[]).includes(status);
}
