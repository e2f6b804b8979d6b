import type { Deps } from "./deps.ts";
import { fromDocument, type RequestDocument, requestsOf } from "./request-document.ts";
import type { ServiceRequest } from "./service-request.ts";

/** What the list of one's own requests shows: a third of a request's weight. */
const shown = [
  "code",
  "version",
  "status",
  "itemCode",
  "requesterId",
  "beneficiaryId",
  "wish",
  "missing",
  "offers",
  "assignments",
  "timeChange",
  "rating",
  "createdAt",
  "updatedAt",
] as const;
const projection = Object.fromEntries(shown.map((field) => [field, 1]));

/** A request as lists of one's own need it. */
export type RequestRow = Pick<ServiceRequest, "id" | (typeof shown)[number]>;

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
    .project<RequestDocument>(projection)
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray();
  return found.map((document) => fromDocument(deps, document));
}
