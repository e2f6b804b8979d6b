import { type Deps, findByStatus, isTerminal, type ServiceRequest, statuses } from "../../src/request/index.ts";

const openStatuses = statuses.filter((status) => !isTerminal(status));

/** Open requests, the last changed first. */
export async function listOpen(deps: Pick<Deps, "db" | "cipher">, stationId: string): Promise<readonly ServiceRequest[]> {
  const found = await findByStatus(deps, stationId, openStatuses);
  return found.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
}

/** A text that is another whenever an open request has changed, come or gone. */
export async function stateOfOpen(deps: Pick<Deps, "db" | "cipher">, stationId: string): Promise<string> {
  return (await listOpen(deps, stationId)).map(({ id, version }) => `${id}.${version}`).join(" ");
}
