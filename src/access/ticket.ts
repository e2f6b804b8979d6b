import { createHash, randomBytes, randomInt } from "node:crypto";
import { type Collection, type Db, DomainError, isDuplicateKey, minuteMs } from "../platform/index.ts";
import { type AccessDeps, change } from "./open-session.ts";

/** `login` lets a screen in; `step_up` lets a session export and change roles for a while. */
export type TicketKind = "login" | "step_up";

/** A question a screen shows and a person answers in their own chat (「登录 7384」): nobody types a password. */
export interface Ticket {
  /** What the person writes: four digits, unique among open tickets. */
  readonly code: string;
  readonly kind: TicketKind;
  readonly expiresAt: Date;
  /** For `step_up`: whose session it is for; nobody else can answer it. */
  readonly personId?: string;
  /** Who answered. */
  readonly confirmedBy?: string;
}

type StoredTicket = Omit<Ticket, "code"> & { readonly _id: string; readonly secretHash: string; readonly sessionId?: string };

const ticketMinutes = 5;
const stepUpMinutes = 10;
const journaled = { writeConcern: { j: true } } as const;

export function ticketsOf({ db }: { readonly db: Db }): Collection<StoredTicket> {
  return db.collection<StoredTicket>("tickets");
}

/** Makes a ticket. The secret stays with the screen that asked: the code alone opens nothing. */
export async function askTicket(
  deps: AccessDeps,
  kind: TicketKind,
  session?: { readonly id: string; readonly personId: string },
): Promise<{ ticket: Ticket; secret: string }> {
  const now = deps.clock.now();
  const secret = randomBytes(24).toString("base64url");
  await ticketsOf(deps).deleteMany({ expiresAt: { $lte: now } });
  for (;;) {
    const ticket: Ticket = {
      code: String(randomInt(1000, 10_000)),
      kind,
      expiresAt: new Date(now.getTime() + ticketMinutes * minuteMs),
      ...(session && { personId: session.personId }),
    };
    const { code, ...fields } = ticket;
    try {
      await ticketsOf(deps).insertOne(
        { _id: code, ...fields, secretHash: hashOf(secret), ...(session && { sessionId: session.id }) },
        journaled,
      );
      return { ticket, secret };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

/**
 * A person answers a ticket in chat. Answered twice by the same person it stays answered.
 * @throws access.ticket-unknown when no open ticket of this code is theirs to answer
 */
export async function confirmTicket(deps: AccessDeps, code: string, personId: string): Promise<TicketKind> {
  const now = deps.clock.now();
  const mine = { $or: [{ personId: { $exists: false } }, { personId }] };
  const free = { $or: [{ confirmedBy: { $exists: false } }, { confirmedBy: personId }] };
  const stored = await ticketsOf(deps).findOneAndUpdate(
    { _id: code, expiresAt: { $gt: now }, $and: [mine, free] },
    { $set: { confirmedBy: personId } },
    { returnDocument: "after", ...journaled },
  );
  if (!stored) throw new DomainError("access.ticket-unknown");
  if (stored.kind === "step_up" && stored.sessionId)
    await change(deps, stored.sessionId, { steppedUpUntil: new Date(now.getTime() + stepUpMinutes * minuteMs) });
  return stored.kind;
}

/** The ticket as the screen with its secret sees it. @throws access.ticket-unknown */
export async function readTicket(deps: AccessDeps, code: string, secret: string): Promise<Ticket> {
  const stored = await ticketsOf(deps).findOne({ _id: code, secretHash: hashOf(secret), expiresAt: { $gt: deps.clock.now() } });
  if (!stored) throw new DomainError("access.ticket-unknown");
  const { _id, secretHash: _, sessionId: __, ...ticket } = stored;
  return { code: _id, ...ticket };
}

/** Uses up an answered ticket: of two screens with the same secret one gets in. @throws access.ticket-unknown */
export async function takeTicket(deps: AccessDeps, code: string, secret: string): Promise<string> {
  const taken = await ticketsOf(deps).findOneAndDelete(
    { _id: code, secretHash: hashOf(secret), kind: "login", confirmedBy: { $exists: true }, expiresAt: { $gt: deps.clock.now() } },
    journaled,
  );
  if (!taken?.confirmedBy) throw new DomainError("access.ticket-unknown");
  return taken.confirmedBy;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
