import { DomainError } from "../platform/index.ts";
import { type AmendmentEvent, amendments } from "./amendments.ts";
import { audienceOf } from "./audience.ts";
import { type GuardContext, guards } from "./guards.ts";
import { type EventName, findTransition, isTerminal, type TransitionEvent } from "./lifecycle.ts";
import type { NoticeKind } from "./notice-kind.ts";
import type { Actor, HistoryEntry, OutboxMessage, ServiceRequest } from "./service-request.ts";

/** A notice a move sends besides those of the lifecycle table, or `data` for one the table sends. */
export interface Tell {
  readonly kind: NoticeKind;
  /** Default: the audience of the kind. */
  readonly to?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
}

/** One step somebody wants a request to take. */
export interface Move {
  readonly event: EventName;
  readonly by: Actor;
  readonly reason?: string;
  /** What else changes in the same write. A key set to undefined is removed. */
  readonly change?: { readonly [Key in keyof ServiceRequest]?: ServiceRequest[Key] | undefined };
  readonly tell?: readonly Tell[];
  /** Notices of the table this move does not send. */
  readonly hush?: readonly NoticeKind[];
  /** A reminder this move has sent. */
  readonly done?: readonly string[];
}

export type ApplyContext = Omit<GuardContext, "now" | "reason"> & { readonly dueAt: (request: ServiceRequest) => Date | null };

/**
 * The request after a move. Pure; asks the lifecycle table whether the step exists, whether this actor may take it, and its guard.
 * @throws request.not-allowed when the life of a request has no such step from here
 * @throws request.wrong-actor when the step exists but is not this actor's
 * @throws request.incomplete, request.reason-missing, request.consent-missing, request.no-candidates, request.team-incomplete,
 * request.offer-still-open, request.rescheduled-too-often, request.dispute-too-late, request.appealed-already, request.not-everyone-out, request.not-silent: its guard
 */
export function apply(request: ServiceRequest, move: Move, now: Date, context: ApplyContext): ServiceRequest {
  const step = stepOf(request, move);
  const to = step.to;
  const entry: HistoryEntry = {
    at: now,
    event: move.event,
    ...(step.id !== undefined && { transition: step.id }),
    from: request.status,
    to,
    by: move.by,
    ...(move.reason !== undefined && { reason: move.reason }),
  };
  const changed = dropUndefined({
    ...request,
    ...move.change,
    status: to,
    version: request.version + 1,
    done: [...new Set([...(move.change?.done ?? request.done), ...(move.done ?? [])])],
    statusAt: to === request.status ? request.statusAt : now,
    updatedAt: now,
    history: [...request.history, entry],
  }) as ServiceRequest;
  const refusal = step.when && guards[step.when](changed, { ...context, now, ...(move.reason !== undefined && { reason: move.reason }) });
  if (refusal) throw new DomainError(`request.${refusal}`, describe(request, move));
  const outbox = [...request.outbox, ...messagesOf(request, changed, move, step.tell ?? [], now)];
  const next = { ...changed, outbox };
  return { ...next, nextDueAt: context.dueAt(next) };
}

function stepOf(
  request: ServiceRequest,
  move: Move,
): { id?: string; to: ServiceRequest["status"]; when?: keyof typeof guards; tell?: readonly NoticeKind[] } {
  const amendment = Object.hasOwn(amendments, move.event) ? amendments[move.event as AmendmentEvent] : undefined;
  if (amendment) {
    if (!(amendment.in as readonly string[]).includes(request.status))
      throw new DomainError("request.not-allowed", describe(request, move));
    if (!(amendment.by as readonly string[]).includes(move.by.role)) throw new DomainError("request.wrong-actor", describe(request, move));
    return { to: request.status };
  }
  const row = findTransition(request.status, move.event as TransitionEvent);
  if (!row) throw new DomainError("request.not-allowed", describe(request, move));
  if (!row.by.includes(move.by.role)) throw new DomainError("request.wrong-actor", { ...describe(request, move), allowed: row.by });
  return row;
}

/** What a refusal tells its reader: which request, where it stands, who moved it there. */
function describe(request: ServiceRequest, move: Move): Record<string, unknown> {
  const last = request.history.findLast(({ from, to }) => from !== to);
  const bound = request.assignments
    .filter(({ status }) => status === "accepted" || status === "checked_in")
    .map(({ volunteerId }) => volunteerId);
  return { code: request.code, status: request.status, event: move.event, role: move.by.role, lastBy: last?.by.personId, heldBy: bound };
}

function messagesOf(before: ServiceRequest, after: ServiceRequest, move: Move, kinds: readonly NoticeKind[], now: Date): OutboxMessage[] {
  const extra = move.tell ?? [];
  const table = kinds
    .filter((kind) => !move.hush?.includes(kind) && !extra.some((tell) => tell.kind === kind))
    .map((kind): Tell => ({ kind }));
  const messages: OutboxMessage[] = [];
  for (const { kind, to, data } of [...table, ...extra]) {
    for (const recipient of to ?? audienceOf(kind, before, after, move.by)) {
      messages.push({ id: `${after.id}.${after.version}.${messages.length}`, kind, to: recipient, at: now, ...(data && { data }) });
    }
  }
  return messages;
}

function dropUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined));
}

/** True when the request still occupies its code. */
export function isOpen(request: Pick<ServiceRequest, "status">): boolean {
  return !isTerminal(request.status);
}
