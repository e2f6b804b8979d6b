import { readableNames } from "../outbox/index.ts";
import { type Collection, type Db, type FieldCipher, sealedFields } from "../platform/index.ts";
import { isOpen } from "./apply.ts";
import type { ServiceRequest } from "./service-request.ts";

/** A request as stored: its id as key, and whether it still holds its code. */
export type RequestDocument = Omit<ServiceRequest, "id"> & { _id: string; isOpen: boolean };

export const requestsOf = (db: Db): Collection<RequestDocument> => db.collection<RequestDocument>("serviceRequests");

/** What people said or wrote, and where somebody is to go: sealed. Times, items, states and ids are readable, they are searched and counted. */
export const requestFields = sealedFields(
  "serviceRequests",
  [
    "said",
    "relation",
    "wish.spokenTime",
    "wish.where.text",
    "wish.dest",
    "wish.details",
    "wish.who",
    "offers.*.reason",
    "assignments.*.reason",
    "rating.words",
    "dispute.reason",
    "dispute.decision.reason",
    "referral.outcome",
    "escalation.said",
    "closing.reason",
    "history.*.reason",
    "outbox.*.data.**",
  ],
  readableNames,
);

interface Ciphered {
  readonly cipher: FieldCipher;
}

export function fromDocument({ cipher }: Ciphered, { _id, isOpen: _, ...rest }: RequestDocument): ServiceRequest {
  return { id: _id, ...requestFields.open(cipher, _id, rest) };
}

export function toDocument({ cipher }: Ciphered, { id, ...rest }: ServiceRequest): RequestDocument {
  return { _id: id, ...requestFields.seal(cipher, id, rest), isOpen: isOpen(rest) };
}
