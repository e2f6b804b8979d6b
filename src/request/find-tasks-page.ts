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
