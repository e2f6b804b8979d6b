import type { Deps } from "./deps.ts";
import { fromDocument, type RequestDocument, requestsOf } from "./request-document.ts";
import type { ServiceRequest } from "./service-request.ts";

/** Parts that a list does not show and that make most of a request's weight. */
const heavy = ["history", "outbox", "candidates", "passedOver", "done"] as const;

/** A request as lists need it. */
export type RequestRow = Omit<ServiceRequest, (typeof heavy)[number]>;

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
): Promise<RequestRow[]> {
  const mine = { $or: [{ requesterId: personId }, { beneficiaryId: personId }] };
  const older = before && {
    $or: [{ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: before.id } }],
  };
  const found = await requestsOf(deps.db)
    .find({ $and: [mine, ...(older ? [older] : []), ...(isOpen === undefined ? [] : [{ isOpen }])] })
    .project<RequestDocument>(Object.fromEntries(heavy.map((field) => [field, 0])))
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray();
  return found.map((document) => fromDocument(deps, document));
}
