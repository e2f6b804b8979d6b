import { minuteMs } from "../platform/index.ts";
import {
  type AssignmentStatus,
  type Deps,
  isTerminal,
  plannedMinutes,
  type RequestFlag,
  type Status,
  statuses,
  type TimerName,
  timersOf,
  type Urgency,
} from "../request/index.ts";
import { communityOf, findStation } from "../station/index.ts";
import { type StoredRequest, storedRequests } from "./collections.ts";
import { itemOf } from "./item-of.ts";
import { type NextStep, nextStepOf } from "./next-step.ts";

/** One open request as the desk sees it: no names, no addresses, no words (R18). */
export interface BoardRow {
  readonly id: string;
  readonly code: string;
  /** For a write that must find the request as it was read. */
  readonly version: number;
  readonly itemCode: string | null;
  readonly item: string | null;
  readonly communityId: string;
  readonly community: string | null;
  readonly status: Status;
  readonly urgency: Urgency;
  readonly flags: readonly RequestFlag[];
  readonly nextStep: NextStep;
  readonly createdAt: Date;
  readonly statusAt: Date;
  /** Since somebody asked (R20). */
  readonly waitedMinutes: number;
  /** When the desk should have done its step, also when that has passed; null while nothing is due from anybody at the desk. */
  readonly dueAt: Date | null;
  readonly isOverdue: boolean;
  readonly startAt: Date | null;
  readonly isTimeOpen: boolean;
  /** Helpers needed, and those who said yes. */
  readonly people: number;
  readonly helpers: number;
}

/** A row's place in the order of the board, from which the next page goes on. */
export interface BoardPlace {
  /** 0 emergencies · 1 urgent · 2 the others. */
  readonly rank: number;
  readonly createdAt: Date;
  readonly id: string;
}

export interface BoardQuery {
  /** Rows behind this place only. */
  readonly after?: BoardPlace;
  /** 1–200, default 50. */
  readonly limit?: number;
  /** Open states only; others have no board. */
  readonly status?: Status | readonly Status[];
  readonly communityId?: string;
}

export interface Board {
  readonly rows: readonly BoardRow[];
  /** Where the next page begins; null on the last one. */
  readonly next: BoardPlace | null;
}

const openStatuses: readonly Status[] = statuses.filter((status) => !isTerminal(status));
const rank = { $cond: [{ $eq: ["$status", "escalated"] }, 0, { $cond: [{ $eq: ["$urgency", "urgent"] }, 1, 2] }] };
const saidYes: readonly AssignmentStatus[] = ["accepted", "checked_in", "checked_out", "credited"];
/** Timers by which it is somebody's turn at the desk. */
const deskDeadlines: readonly TimerName[] = [
  "submitted.late",
  "proposed.silent",
  "queued.give_up",
  "offered.give_up",
  "referred.chase",
  "accepted.no_show_due",
  "accepted.absent_due",
  "disputed.late",
  "escalated.page",
  "escalated.follow_up",
];

/**
 * A station's open requests: emergencies on top, then what is urgent, then the rest, each the oldest first. A page begins behind the
 * last row of the one before, so that nothing is left out or shown twice when requests come and go in between; what became urgent
 * meanwhile is on the first page again.
 * @throws station.unknown-station
 */
export async function boardOf(
  deps: Pick<Deps, "db" | "clock" | "cipher" | "catalog" | "settings">,
  stationId: string,
  { after, limit = 50, status = openStatuses, communityId }: BoardQuery = {},
): Promise<Board> {
  const most = Math.min(200, Math.max(1, Math.floor(limit)));
  const wanted = [status].flat().filter((one) => openStatuses.includes(one));
  const found = await storedRequests(deps.db)
    .aggregate<StoredRequest & { readonly rank: number }>([
      { $match: { stationId, status: { $in: wanted }, ...(communityId !== undefined && { communityId }) } },
      { $set: { rank } },
      ...(after === undefined ? [] : [{ $match: behind(after) }]),
      { $sort: { rank: 1, createdAt: 1, _id: 1 } },
      { $limit: most + 1 },
    ])
    .toArray();
  const station = await findStation(deps, stationId);
  const shown = found.slice(0, most);
  const last = found.length > most ? shown.at(-1) : undefined;
  return {
    rows: shown.map((request) => rowOf(deps, request, communityOf(station, request.communityId)?.name ?? null)),
    next: last ? { rank: last.rank, createdAt: last.createdAt, id: last._id } : null,
  };
}

function behind({ rank, createdAt, id }: BoardPlace): Record<string, unknown> {
  return { $or: [{ rank: { $gt: rank } }, { rank, createdAt: { $gt: createdAt } }, { rank, createdAt, _id: { $gt: id } }] };
}

function rowOf(
  { clock, catalog, settings }: Pick<Deps, "clock" | "catalog" | "settings">,
  request: StoredRequest,
  community: string | null,
): BoardRow {
  const item = itemOf(catalog, request.itemCode);
  const now = clock.now();
  const dueAt = dueOf(request, settings, plannedMinutes(item));
  return {
    id: request._id,
    code: request.code,
    version: request.version,
    itemCode: request.itemCode,
    item: item?.name ?? null,
    communityId: request.communityId,
    community,
    status: request.status,
    urgency: request.urgency,
    flags: request.flags,
    nextStep: nextStepOf(request),
    createdAt: request.createdAt,
    statusAt: request.statusAt,
    waitedMinutes: Math.max(0, Math.floor((now.getTime() - request.createdAt.getTime()) / minuteMs)),
    dueAt,
    isOverdue: dueAt !== null && dueAt <= now,
    startAt: request.wish.startAt ?? null,
    isTimeOpen: request.wish.isTimeOpen ?? false,
    people: request.people,
    helpers: request.assignments.filter(({ status }) => saidYes.includes(status)).length,
  };
}

/** A deadline stays where it was when it has passed: what was reminded of is not done. */
function dueOf(request: StoredRequest, settings: Deps["settings"], minutes: number): Date | null {
  if (request.status === "unfilled") return request.done.includes("called") ? null : request.statusAt;
  const timers = timersOf({ ...request, id: request._id, done: [] }, settings(request.stationId), minutes);
  const times = timers.filter(({ name }) => deskDeadlines.includes(name)).map(({ at }) => at.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}
