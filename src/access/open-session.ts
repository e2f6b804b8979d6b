import { createHash, randomBytes } from "node:crypto";
import { type Clock, type Db, DomainError, dayMs } from "../platform/index.ts";
import type { Person, Role } from "../station/index.ts";
import { type Session, type SignedInBy, type StoredSession, sessionFrom, sessionsOf } from "./session.ts";

export interface AccessDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/** A session and what its device keeps to go on. The refresh token is good once. */
export interface Opened {
  readonly session: Session;
  readonly refreshToken: string;
}

/** A device that is not used for so long signs in anew. */
const sessionDays = 30;
const journaled = { writeConcern: { j: true } } as const;
/** Of several roles the one with the most to do is taken first; the person may switch. */
const likelyRoles: readonly Role[] = ["supervisor", "coordinator", "social_worker", "receiver", "grid_worker", "volunteer", "resident"];

/** Signs a person in, in the role asked for or the one they likely mean. @throws access.not-your-role */
export async function openSession(
  deps: AccessDeps,
  person: Pick<Person, "id" | "stationId" | "roles">,
  { by, role = likelyRoles.find((one) => person.roles.includes(one)) ?? "resident" }: { by: SignedInBy; role?: Role | undefined },
): Promise<Opened> {
  if (!person.roles.includes(role)) throw new DomainError("access.not-your-role");
  const now = deps.clock.now();
  const { refreshToken, id, hash } = newRefreshToken();
  const session: Session = {
    id,
    personId: person.id,
    stationId: person.stationId,
    role,
    by,
    openedAt: now,
    endsAt: inDays(now, sessionDays),
  };
  const { id: _, ...fields } = session;
  await sessionsOf(deps).insertOne({ _id: id, ...fields, refreshHash: hash }, journaled);
  return { session, refreshToken };
}

/**
 * Takes a refresh token and gives the next. A token that was used before means that two hold it, of whom one has stolen it: the session ends.
 * @throws access.refresh-refused for a token that is unknown, used, or of a session that has ended
 */
export async function refreshSession(deps: AccessDeps, refreshToken: string): Promise<Opened> {
  const now = deps.clock.now();
  const [id = "", secret = ""] = refreshToken.split(".");
  const next = newRefreshToken(id);
  const stored = await sessionsOf(deps).findOneAndUpdate(
    { _id: id, refreshHash: hashOf(secret), endsAt: { $gt: now }, revokedAt: { $exists: false } },
    { $set: { refreshHash: next.hash, endsAt: inDays(now, sessionDays) } },
    { returnDocument: "after", ...journaled },
  );
  if (stored) return { session: sessionFrom(stored), refreshToken: next.refreshToken };
  await sessionsOf(deps).updateOne({ _id: id, revokedAt: { $exists: false } }, { $set: { revokedAt: now } }, journaled);
  throw new DomainError("access.refresh-refused");
}

/** Signs out, at once; a second time changes nothing. */
export async function revokeSession(deps: AccessDeps, sessionId: string): Promise<void> {
  await sessionsOf(deps).updateOne({ _id: sessionId, revokedAt: { $exists: false } }, { $set: { revokedAt: deps.clock.now() } }, journaled);
}

/** Signs a person out everywhere: a lost phone, a role taken away. Answers how many devices that were. */
export async function revokeSessionsOf(deps: AccessDeps, personId: string): Promise<number> {
  const { modifiedCount } = await sessionsOf(deps).updateMany(
    { personId, revokedAt: { $exists: false } },
    { $set: { revokedAt: deps.clock.now() } },
    journaled,
  );
  return modifiedCount;
}

/** Acts in another role from now on. @throws access.not-your-role */
export async function switchRole(deps: AccessDeps, session: Session, person: Pick<Person, "roles">, role: Role): Promise<Session> {
  if (!person.roles.includes(role)) throw new DomainError("access.not-your-role");
  await change(deps, session.id, { role });
  return { ...session, role };
}

/** @throws access.token-refused when it has ended meanwhile */
export async function change(deps: AccessDeps, sessionId: string, fields: Partial<StoredSession>): Promise<void> {
  const { matchedCount } = await sessionsOf(deps).updateOne({ _id: sessionId, revokedAt: { $exists: false } }, { $set: fields }, journaled);
  if (matchedCount === 0) throw new DomainError("access.token-refused");
}

function newRefreshToken(id = `s${randomBytes(12).toString("hex")}`): { id: string; refreshToken: string; hash: string } {
  const secret = randomBytes(32).toString("base64url");
  return { id, refreshToken: `${id}.${secret}`, hash: hashOf(secret) };
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

function inDays(now: Date, days: number): Date {
  return new Date(now.getTime() + days * dayMs);
}
