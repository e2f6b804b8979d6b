import { dayMs } from "../platform/index.ts";
import { approvalsOf } from "./approval.ts";
import { callKeysOf } from "./call-keys.ts";
import type { AccessDeps } from "./open-session.ts";
import { sessionsOf } from "./session.ts";

/** A repeated call is the same call for so long. */
const keyDays = 2;

/** Removes what no longer opens anything: sessions and a second person's yes that have ended, keys of calls nobody repeats any more. */
export async function forgetOldAccess(deps: AccessDeps): Promise<void> {
  const now = deps.clock.now();
  await sessionsOf(deps).deleteMany({ $or: [{ endsAt: { $lte: now } }, { revokedAt: { $exists: true } }] });
  await approvalsOf(deps).deleteMany({ endsAt: { $lte: now } });
  await callKeysOf(deps).deleteMany({ at: { $lt: new Date(now.getTime() - keyDays * dayMs) } });
}
