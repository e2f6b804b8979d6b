import { approvalsOf } from "./approval.ts";
import type { AccessDeps } from "./open-session.ts";
import { sessionsOf } from "./session.ts";
import { ticketsOf } from "./ticket.ts";

/** Safe at every start and in two processes at once. */
export async function ensureAccessIndexes(deps: Pick<AccessDeps, "db">): Promise<void> {
  await sessionsOf(deps).createIndex({ personId: 1 }, { name: "person" });
  await approvalsOf(deps).createIndex({ stationId: 1, endsAt: 1 }, { name: "station" });
  await ticketsOf(deps).createIndex({ expiresAt: 1 }, { name: "expiry" });
}
