import type { Deps } from "./deps.ts";
import { fromDocument, requestsOf } from "./request-document.ts";
import type { ServiceRequest } from "./service-request.ts";

export interface PageOfOwn {
  readonly limit: number;
  /** Where the page before ended. */
  readonly before?: { readonly createdAt: Date; readonly id: string };
  readonly isOpen?: boolean;
}

/** Requests somebody asked for or is the beneficiary of, newest first, a page at a time. */
export async function findPageOf(
  deps: Pick<Deps, "db" | "cipher">,
  personId: string,
  { limit, before, isOpen }: PageOfOwn,
): Promise<ServiceRequest[]> {
  const mine = { $or: [{ requesterId: personId }, { beneficiaryId: personId }] };
  const older = before && {
    $or: [{ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before.id } }],
  };
  const found = await requestsOf(deps.db)
    .find({ $and: [mine, ...(older ? [older] : []), ...(isOpen === undefined ? [] : [{ isOpen }])] })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray();
  return found.map((one) => fromDocument(deps, one));
}
