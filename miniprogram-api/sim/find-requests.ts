import type { Platform } from "../../src/platform/index.ts";
import type { ServiceRequest } from "../../src/request/service-request.ts";

type Stored = Omit<ServiceRequest, "id"> & { readonly _id: string; readonly isOpen: boolean };
type Deps = Pick<Platform, "db" | "config">;

const collection = ({ db }: Deps) => db.collection<Stored>("serviceRequests");
const fromStored = ({ _id, isOpen: _, ...rest }: Stored): ServiceRequest => ({ id: _id, ...rest });

/** The open request with this code, else the last one that had it. */
export async function findByCode(deps: Deps, code: string): Promise<ServiceRequest | undefined> {
  const found = await collection(deps).findOne({ stationId: deps.config.stationId, code }, { sort: { isOpen: -1, createdAt: -1 } });
  return found ? fromStored(found) : undefined;
}

/** Open requests, the last changed first. */
export async function listOpen(deps: Deps): Promise<readonly ServiceRequest[]> {
  const found = await collection(deps)
    .find({ stationId: deps.config.stationId, isOpen: true }, { sort: { updatedAt: -1 }, limit: 200 })
    .toArray();
  return found.map(fromStored);
}

/** Changes whenever a request does. */
export async function lastChange(deps: Deps): Promise<string> {
  const last = await collection(deps).findOne(
    { stationId: deps.config.stationId },
    { sort: { updatedAt: -1 }, projection: { version: 1, updatedAt: 1 } },
  );
  return last ? `${last._id} ${last.version} ${last.updatedAt.toISOString()}` : "";
}
