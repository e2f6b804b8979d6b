import { startOfDay } from "../platform/index.ts";
import { type Deps, findByStatus, isTerminal, type ServiceRequest, type Status, statuses } from "../request/index.ts";

/** What lies on a station's desk now, each list with what began first on top. */
export interface DeskLists {
  /** Everything not yet ended. */
  readonly open: readonly ServiceRequest[];
  /** Helpers are bound and the day is today. */
  readonly today: readonly ServiceRequest[];
  readonly atRisk: readonly ServiceRequest[];
  readonly unfilled: readonly ServiceRequest[];
  readonly needsCall: readonly ServiceRequest[];
  /** A deadline has passed and nobody has acted since. */
  readonly overdue: readonly ServiceRequest[];
  readonly escalated: readonly ServiceRequest[];
  /** Nobody checked out: minutes wait for a coordinator's word. */
  readonly unverified: readonly ServiceRequest[];
}

const openStatuses: readonly Status[] = statuses.filter((status) => !isTerminal(status));
/** Timers that fire when a person has let a deadline pass. */
const deadlines: readonly string[] = [
  "submitted.late",
  "proposed.silent",
  "referred.chase",
  "accepted.no_show_due",
  "accepted.absent_due",
  "disputed.late",
];
const mostOpen = 5_000;

/** The lists of a station's desk as of now; read-only. */
export async function deskLists(deps: Pick<Deps, "db" | "cipher" | "clock">, stationId: string): Promise<DeskLists> {
  const now = deps.clock.now();
  const open = await findByStatus(deps, stationId, openStatuses, mostOpen);
  const [from, to] = [startOfDay(now), startOfDay(now, 1)];
  const isToday = ({ status, wish: { startAt } }: ServiceRequest) =>
    (status === "accepted" || status === "in_progress") && startAt !== undefined && startAt >= from && startAt < to;
  return {
    open,
    today: open.filter(isToday).toSorted((a, b) => startOf(a) - startOf(b)),
    atRisk: open.filter(({ status, flags }) => status === "accepted" && flags.includes("at_risk")),
    unfilled: open.filter(({ status }) => status === "unfilled"),
    needsCall: open.filter(({ status, flags }) => status === "submitted" && flags.includes("needs_call")),
    overdue: open.filter(isOverdue),
    escalated: open.filter(({ status }) => status === "escalated"),
    unverified: open.filter(({ flags }) => flags.includes("unverified")),
  };
}

function isOverdue({ history, statusAt }: ServiceRequest): boolean {
  return history.some(
    ({ event, reason, at }) => event === "remind" && reason !== undefined && deadlines.includes(reason) && at >= statusAt,
  );
}

const startOf = ({ wish: { startAt } }: ServiceRequest) => startAt?.getTime() ?? 0;
