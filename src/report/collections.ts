import type { Collection, Db } from "../platform/index.ts";
import type { ServiceRequest } from "../request/index.ts";

/** A request as the store has it. Reports read it and never write. */
export type StoredRequest = Readonly<Omit<ServiceRequest, "id"> & { readonly _id: string; readonly isOpen: boolean }>;
export type RequestReader = Pick<Collection<StoredRequest>, "aggregate" | "find">;

export const storedRequests = (db: Db): RequestReader => db.collection<StoredRequest>("serviceRequests");

/** Makes the index by which services of a period are found; safe to repeat. */
export async function ensureReportIndexes(db: Db): Promise<void> {
  await db.collection("serviceRequests").createIndexes([{ key: { stationId: 1, "assignments.checkInAt": 1 }, name: "served" }]);
}
