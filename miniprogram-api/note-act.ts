import { record } from "../src/audit/index.ts";
import type { Caller } from "./caller.ts";
import type { ApiDeps } from "./deps.ts";

interface Noted {
  readonly caller: Caller;
  readonly requestId: string;
}

/** Names of fields in what was sent, for the audit trail. */
export function fieldsOf(body: object): string[] {
  return Object.entries(body).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

/** Writes down what a caller did or looked at. Reads are noted before the answer goes out, so that none goes out unnoted. */
export async function noteAct(
  deps: ApiDeps,
  { caller, requestId }: Noted,
  act: string,
  subject: { readonly kind: string; readonly id: string },
  { fields, reason }: { readonly fields?: readonly string[]; readonly reason?: string | undefined } = {},
): Promise<void> {
  await record(deps, {
    stationId: caller.person.stationId,
    actorId: caller.person.id,
    activeRole: caller.role,
    act,
    subject,
    ...(fields && { fields }),
    ...(reason !== undefined && { reason }),
    requestId,
    via: "api",
  });
}
