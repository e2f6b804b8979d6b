import { storeNotices } from "../outbox/index.ts";
import { hourMs } from "../platform/index.ts";
import type { Deps, ServiceRequest } from "../request/index.ts";
import { nextLoudTime } from "../station/index.ts";

/**
 * Asks once more whoever has not answered an offer; within an hour once. Quiet hours are kept unless it is urgent.
 * @returns ids of those who are asked again; empty when nobody's answer is waited for
 */
export async function nudgeHelpers(deps: Deps, request: ServiceRequest, cause: string): Promise<readonly string[]> {
  const waiting = request.status === "offered" ? request.offers.filter(({ status }) => status === "offered") : [];
  const now = deps.clock.now();
  const hour = Math.floor(now.getTime() / hourMs);
  const notices = waiting.map(({ volunteerId }) => ({
    id: `nudge.${request.id}.${hour}.${volunteerId}`,
    stationId: request.stationId,
    kind: "helper.offer",
    to: volunteerId,
    requestId: request.id,
    data: { by: cause },
    createdAt: now,
    sendAt: request.urgency === "urgent" ? now : nextLoudTime(now, deps.settings(request.stationId)),
  }));
  await storeNotices(deps, notices);
  await Promise.all(notices.map(({ id }) => deps.queues.add("notices", id, { noticeId: id })));
  return waiting.map(({ volunteerId }) => volunteerId);
}
