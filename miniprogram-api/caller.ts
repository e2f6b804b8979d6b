import { findSession, type Session } from "../src/access/index.ts";
import { DomainError } from "../src/platform/index.ts";
import { findPeople, type Person, type Role } from "../src/station/index.ts";
import type { ApiDeps } from "./deps.ts";

/** Who calls: the person as they are now, in the one role they act in. */
export interface Caller {
  readonly person: Person;
  readonly role: Role;
  readonly session: Session;
}

/**
 * Who is behind an `Authorization` header. Session and roles are read anew, so that a role taken away or a session ended counts at once.
 * @throws access.token-missing without a header
 * @throws access.token-refused for a token that is no good, or whose session has ended
 * @throws access.role-lost when the person no longer has the role they act in
 */
export async function callerOf(deps: ApiDeps, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new DomainError("access.token-missing");
  const named = await deps.tokens.read(token);
  const [session, [person]] = await Promise.all([findSession(deps, named.sessionId, deps.clock.now()), findPeople(deps, [named.personId])]);
  if (session?.personId !== person?.id || !session || !person) throw new DomainError("access.token-refused");
  if (!person.roles.includes(session.role)) throw new DomainError("access.role-lost");
  return { person, role: session.role, session };
}
