import { createHash, randomBytes } from "node:crypto";
import { type Collection, type Db, DomainError, hourMs } from "../platform/index.ts";
import type { AccessDeps } from "./open-session.ts";

/** Something one person may do only when a second one has said yes to exactly that. */
export interface Approval {
  readonly id: string;
  readonly stationId: string;
  /** What it is for, in words. */
  readonly purpose: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly status: "waiting" | "agreed" | "refused";
  readonly answeredBy?: string;
  /** A yes is good until then, and a question waits no longer. */
  readonly endsAt: Date;
}

type StoredApproval = Omit<Approval, "id"> & { readonly _id: string; readonly subject: string };

const goodForHours = 24;
const journaled = { writeConcern: { j: true } } as const;

export function approvalsOf({ db }: { readonly db: Db }): Collection<StoredApproval> {
  return db.collection<StoredApproval>("approvals");
}

/** Asks for a second person's yes. `subject` is all that they agree to, as JSON: another list, another period is another question. */
export async function askApproval(
  deps: AccessDeps,
  asked: Pick<Approval, "stationId" | "purpose" | "askedBy"> & { readonly subject: unknown },
): Promise<Approval> {
  const now = deps.clock.now();
  const { subject, ...rest } = asked;
  const stored: StoredApproval = {
    _id: `ok${randomBytes(12).toString("hex")}`,
    ...rest,
    subject: hashOf(subject),
    askedAt: now,
    status: "waiting",
    endsAt: new Date(now.getTime() + goodForHours * hourMs),
  };
  await approvalsOf(deps).insertOne(stored, journaled);
  return fromStored(stored);
}

/** What waits for a second person in a station and what was answered lately, the newest first. */
export async function findApprovals(deps: AccessDeps, stationId: string): Promise<Approval[]> {
  const found = await approvalsOf(deps)
    .find({ stationId, endsAt: { $gt: deps.clock.now() } })
    .sort({ askedAt: -1 })
    .toArray();
  return found.map(fromStored);
}

/**
 * The second person's answer. Given again by the same person it changes nothing.
 * @throws access.approval-unknown when there is none, it has ended, or it is of another station
 * @throws access.own-approval for who asked
 * @throws access.approval-answered when somebody else has said otherwise; names them
 */
export async function answerApproval(
  deps: AccessDeps,
  id: string,
  { isYes, by, stationId }: { readonly isYes: boolean; readonly by: string; readonly stationId: string },
): Promise<Approval> {
  const status = isYes ? "agreed" : "refused";
  const known = { _id: id, stationId, endsAt: { $gt: deps.clock.now() } };
  const answered = await approvalsOf(deps).findOneAndUpdate(
    { ...known, status: "waiting", askedBy: { $ne: by } },
    { $set: { status, answeredBy: by } },
    { returnDocument: "after", ...journaled },
  );
  const found = answered ?? (await approvalsOf(deps).findOne(known));
  if (!found) throw new DomainError("access.approval-unknown");
  if (found.askedBy === by) throw new DomainError("access.own-approval");
  if (found.status !== status) throw new DomainError("access.approval-answered", { lastBy: found.answeredBy });
  return fromStored(found);
}

/** @throws access.approval-needed unless a second person has agreed to just this for just this person, and not too long ago */
export async function requireApproval(
  deps: AccessDeps,
  id: string | undefined,
  { askedBy, subject }: { readonly askedBy: string; readonly subject: unknown },
): Promise<void> {
  const agreed =
    id !== undefined &&
    (await approvalsOf(deps).findOne({
      _id: id,
      askedBy,
      subject: hashOf(subject),
      status: "agreed",
      endsAt: { $gt: deps.clock.now() },
    }));
  if (!agreed) throw new DomainError("access.approval-needed");
}

function fromStored({ _id, subject: _, ...approval }: StoredApproval): Approval {
  return { id: _id, ...approval };
}

function hashOf(subject: unknown): string {
  return createHash("sha256").update(JSON.stringify(subject)).digest("base64url");
}
