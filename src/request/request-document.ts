import type { Collection, Db } from "../platform/index.ts";
import { isOpen } from "./apply.ts";
import type { ServiceRequest } from "./service-request.ts";

/** A request as stored: its id as key, and whether it still holds its code. */
export type RequestDocument = Omit<ServiceRequest, "id"> & { _id: string; isOpen: boolean };

export const requestsOf = (db: Db): Collection<RequestDocument> => db.collection<RequestDocument>("serviceRequests");

export const fromDocument = ({ _id, isOpen: _, ...rest }: RequestDocument): ServiceRequest => ({ id: _id, ...rest });
export const toDocument = ({ id, ...rest }: ServiceRequest): RequestDocument => ({ _id: id, ...rest, isOpen: isOpen(rest) });
