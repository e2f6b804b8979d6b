import DataLoader from "dataloader";
import { findSessions, type Session } from "../src/access/index.ts";
import { DomainError } from "../src/platform/index.ts";
import { findPeople, type Person, type Role } from "../src/station/index.ts";
import type { ApiDeps } from "./deps.ts";

/** Who calls: the person as they are now, in the one role they act in. */
export interface Caller {
  readonly person: Person;
  readonly role: Role;
  readonly session: Session;
}

/** Answers who is behind an `Authorization` header. */
export type ReadCaller = (authorization: string | undefined) => Promise<Caller>;

/**
 * Opens the reading of callers. Session and roles are read anew for each call, so that a role taken away or a session ended counts at once;
 * calls that come in one turn of the event loop are read together, which saves most of the cost when many call.
 *
 * The reader it gives rejects with
 * access.token-missing without a header,
 * access.token-refused for a token that is no good or whose session has ended,
 * access.role-lost when the person no longer has the role they act in.
 */
export function openCallers(deps: ApiDeps): ReadCaller {
  const sessions = together((ids) => findSessions(deps, ids, deps.clock.now()));
  const people = together(async (ids) => new Map((await findPeople(deps, ids)).map((person) => [person.id, person])));
  return async (authorization) => {
    const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? "")?.[1];
    if (token === undefined) throw new DomainError("access.token-missing");
    const named = await deps.tokens.read(token);
    const [session, person] = await Promise.all([sessions.load(named.sessionId), people.load(named.personId)]);
    if (session?.personId !== person?.id || !session || !person) throw new DomainError("access.token-refused");
    if (!person.roles.includes(session.role)) throw new DomainError("access.role-lost");
    return { person, role: session.role, session };
  };
}

function together<Thing>(read: (ids: readonly string[]) => Promise<Map<string, Thing>>): DataLoader<string, Thing | undefined> {
  const readAll = async (ids: readonly string[]) => {
    const found = await read([...new Set(ids)]);
    return ids.map((id) => found.get(id));
  };
  return new DataLoader(readAll, { cache: false, batchScheduleFn: (readNow) => void setImmediate(readNow) });
}
