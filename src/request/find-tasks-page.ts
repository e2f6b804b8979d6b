import type { Deps } from "./deps.ts";
import { fromDocument, requestsOf } from "./request-document.ts";
import type { ServiceRequest } from "./service-request.ts";

const over = ["checked_out", "credited", "withdrawn", "late_withdrawn", "no_show", "released"] as const;

/** Tasks a helper is through with, or that ended without them, newest first by when they were asked for; a page at a time. */
export async function findPastTasksOf(
  deps: Pick<Deps, "db" | "cipher">,
  personId: string,
  { limit, before }: { readonly limit: number; readonly before?: { readonly createdAt: Date; readonly id: string } | undefined },
): Promise<ServiceRequest[]> {
  const own = { assignments: { $elemMatch: { volunteerId: personId, status: { $in: [...over] } } } };
  const older = before && {
    $or: [{ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before.id } }],
  };
  const found = await requestsOf(deps.db)
    .find({ $and: [own, ...(older ? [older] : [])] })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray();
  return found.map((one) => fromDocument(deps, one));
}

/**
 * Tasks a helper is bound to and not through with: those that stand or run (`findTasksOf`), then those where a partner is still sought, so that
 * who said yes first waits. The latter are among what they were lately asked (`findLatelyWith`).
 */
export function openTasksOf(bound: readonly ServiceRequest[], lately: readonly ServiceRequest[], personId: string): ServiceRequest[] {
  const isWaiting = ({ id, status, assignments }: ServiceRequest) =>
    (status === "queued" || status === "proposed") &&
    assignments.findLast(({ volunteerId }) => volunteerId === personId)?.status === "accepted" &&
    !bound.some((one) => one.id === id);
  return [...bound, ...lately.filter(isWaiting)];
}
