import { type Notice, storeNotices } from "../outbox/index.ts";
import { listByRole, nextLoudTime, stationRoom } from "../station/index.ts";
import type { Deps } from "./deps.ts";
import type { NoticeKind } from "./notice-kind.ts";
import { requestsOf } from "./request-document.ts";
import type { OutboxMessage, ServiceRequest } from "./service-request.ts";

/**
 * Passes on what a stored change causes: its outbox becomes notices, and work that is due is hinted to the queues.
 * Runs after the write without holding up who made it; whatever is lost on the way the next tick does again.
 */
export function relay(deps: Deps, request: ServiceRequest): void {
  relayNow(deps, request).catch((error: unknown) => deps.log.warn({ err: error, requestId: request.id }, "outbox waits for the next tick"));
}

/** The same, awaited: for the tick and for tests. */
export async function relayNow(deps: Deps, request: ServiceRequest): Promise<void> {
  if (request.outbox.length > 0) await relayOutbox(deps, request);
  if (request.nextDueAt && request.nextDueAt <= deps.clock.now()) await hintDue(deps, request);
}

async function relayOutbox(deps: Deps, request: ServiceRequest): Promise<void> {
  const desks: Desks = new Map();
  const notices = (await Promise.all(request.outbox.map((message) => noticesOf(deps, request, message, desks)))).flat();
  await storeNotices(deps, notices);
  await requestsOf(deps.db).updateOne({ _id: request.id }, { $pull: { outbox: { id: { $in: request.outbox.map(({ id }) => id) } } } });
  const now = deps.clock.now();
  await Promise.all(
    notices.filter(({ sendAt }) => sendAt <= now).map(({ id, to }) => deps.queues.add("notices", id, { noticeId: id, to })),
  );
}

/** Adds the request to the queue of those with something to do; the version makes the id deterministic. */
export async function hintDue(deps: Deps, request: Pick<ServiceRequest, "id" | "version">, round = ""): Promise<void> {
  await deps.queues.add("requests", `${request.id}-v${request.version}${round}`, { requestId: request.id });
}

async function noticesOf(
  deps: Deps,
  request: ServiceRequest,
  message: OutboxMessage,
  desks: Desks,
): Promise<Omit<Notice, "status" | "tries">[]> {
  const sendAt = isLoud(message.kind, request) ? message.at : nextLoudTime(message.at, deps.settings(request.stationId));
  const recipients = await expand(deps, request.stationId, message.to, desks);
  return recipients.map((to) => ({
    id: `${message.id}.${to}`,
    stationId: request.stationId,
    kind: message.kind,
    to,
    requestId: request.id,
    ...(message.data && { data: message.data }),
    createdAt: message.at,
    sendAt,
  }));
}

/** Who is behind a desk, each asked for once in a relay. */
type Desks = Map<string, Promise<string[]>>;

async function expand(deps: Deps, stationId: string, to: string, desks: Desks): Promise<string[]> {
  if (to === "room") return [`room:${stationRoom(stationId)}`];
  const role = to === "coordinators" ? "coordinator" : to === "supervisors" ? "supervisor" : undefined;
  if (role === undefined) return [to];
  const asked = desks.get(role) ?? listByRole(deps, stationId, role).then((people) => people.map(({ id }) => id));
  desks.set(role, asked);
  return asked;
}

/** R2: only what is urgent or escalated may break the quiet of the night. */
function isLoud(kind: NoticeKind, request: ServiceRequest): boolean {
  return (
    request.urgency === "urgent" ||
    request.status === "escalated" ||
    request.status === "in_progress" ||
    kind.includes("escalated") ||
    kind === "room.urgent"
  );
}
