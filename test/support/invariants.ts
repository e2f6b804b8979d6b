/** What must hold in the database whatever was killed when: read directly, without the product's own reading of it. */
import type { InboxEntry } from "../../bot/inbox.ts";
import type { Catalog } from "../../src/catalog/index.ts";
import type { LedgerEntry } from "../../src/ledger/index.ts";
import type { Notice } from "../../src/outbox/index.ts";
import type { Db } from "../../src/platform/index.ts";
import {
  type Assignment,
  amendments,
  type HistoryEntry,
  plannedMinutes,
  type ServiceRequest,
  scheduleOf,
  transitions,
} from "../../src/request/index.ts";

/** The part of a document these checks read, whatever else is in it. */
type Stored<T> = Omit<T, "id"> & { readonly _id: string };

export interface Expected {
  readonly catalog: Catalog;
  readonly now: Date;
  /** Ids of the messages whose senders were told that they are stored. */
  readonly acknowledged: Iterable<string>;
}

/** Every violation in words; empty when all is well. */
export async function findViolations(db: Db, expected: Expected): Promise<string[]> {
  const requests = (await db.collection<Stored<ServiceRequest>>("serviceRequests").find().toArray()).map(({ _id, ...rest }) => ({
    id: _id,
    ...rest,
  }));
  return [
    ...(await unansweredMessages(db, expected)),
    ...doubleBookings(requests, expected.catalog),
    ...requests.flatMap(brokenHistory),
    ...(await wrongCredits(db, requests)),
    ...(await unsettledNotices(db, expected.now)),
    ...requests.filter(({ outbox }) => outbox.length > 0).map(({ code }) => `I5 ${code}: its outbox was not passed on`),
  ];
}

/** I1: each acknowledged message is in the network's journal, has exactly one record in the inbox, done, and every answer of it was sent once. */
async function unansweredMessages(db: Db, { acknowledged }: Expected): Promise<string[]> {
  const network = db.collection<{ _id: string; direction: string; ackedAt?: Date | null }>("simMessages");
  const messages = new Map((await network.find().toArray()).map((message) => [message._id, message]));
  const inbox = await db.collection<InboxEntry>("inbox").find().toArray();
  const problems: string[] = [];
  for (const id of acknowledged) {
    const entries = inbox.filter(({ message }) => message.id === id);
    if (!messages.has(id)) problems.push(`I1 ${id}: acknowledged and not stored`);
    else if (!messages.get(id)?.ackedAt) problems.push(`I1 ${id}: the bot is not done with it`);
    if (entries.length !== 1) problems.push(`I1 ${id}: ${entries.length} records in the inbox`);
  }
  for (const { _id, state, replies = [] } of inbox) {
    if (state !== "done") problems.push(`I1 ${_id}: stays ${state}`);
    for (const reply of replies) if (!messages.has(`out-${reply.id}`)) problems.push(`I1 ${_id}: its answer was not sent`);
  }
  return problems;
}

const isBinding = ({ status }: Assignment): boolean => status === "accepted" || status === "checked_in";

/** I2: nobody is bound twice at the same time, nor twice to one request. */
function doubleBookings(requests: readonly ServiceRequest[], catalog: Catalog): string[] {
  const bound = requests.flatMap((request) => {
    const item = request.itemCode === null ? null : catalog.item(request.itemCode);
    const times = scheduleOf(request, plannedMinutes(item));
    return times ? request.assignments.filter(isBinding).map(({ volunteerId }) => ({ volunteerId, code: request.code, ...times })) : [];
  });
  return bound.flatMap((one, index) =>
    bound
      .slice(index + 1)
      .filter(({ volunteerId, startAt, endAt }) => volunteerId === one.volunteerId && startAt < one.endAt && endAt > one.startAt)
      .map(({ code }) => `I2 ${one.volunteerId}: bound to ${one.code} and ${code} at the same time`),
  );
}

/** I3: the history is a path of the lifecycle table that ends in the present state, one entry for each write. */
function brokenHistory({ code, status, version, history }: ServiceRequest): string[] {
  const problems = history.flatMap((entry, index) => {
    const before = history[index - 1]?.to ?? "-";
    if (entry.from !== before) return [`I3 ${code}: ${entry.event} starts from ${entry.from} after ${before}`];
    return isStep(entry) ? [] : [`I3 ${code}: ${entry.event} does not lead from ${entry.from} to ${entry.to}`];
  });
  if (history.at(-1)?.to !== status) problems.push(`I3 ${code}: is ${status}, and its history ends in ${history.at(-1)?.to}`);
  if (history.length !== version) problems.push(`I3 ${code}: ${version} writes and ${history.length} entries of history`);
  return problems;
}

function isStep({ event, from, to }: HistoryEntry): boolean {
  if (from === to && Object.hasOwn(amendments, event)) return true;
  return transitions.some((row) => row.event === event && row.from === from && row.to === to);
}

/** I4: what the ledger credits for a request is what its assignments say, and a helper's minutes are the sum of their lines. */
async function wrongCredits(db: Db, requests: readonly ServiceRequest[]): Promise<string[]> {
  const entries = await db.collection<Stored<LedgerEntry>>("ledgerEntries").find().toArray();
  const people = await db.collection<{ _id: string; helper?: { creditedMinutes: number } }>("people").find().toArray();
  const posted = new Map<string, number>();
  const balances = new Map<string, number>();
  for (const { requestId, personId, minutes, frozenMinutes } of entries) {
    balances.set(personId, (balances.get(personId) ?? 0) + minutes);
    if (requestId !== undefined)
      posted.set(`${requestId} ${personId}`, (posted.get(`${requestId} ${personId}`) ?? 0) + minutes + frozenMinutes);
  }
  const problems: string[] = [];
  for (const { id, code, assignments } of requests)
    for (const { volunteerId, creditedMinutes } of assignments) {
      const inLedger = posted.get(`${id} ${volunteerId}`);
      if ((inLedger ?? null) !== creditedMinutes)
        problems.push(`I4 ${code}: ${volunteerId} has ${creditedMinutes} minutes, the ledger ${inLedger}`);
    }
  for (const { _id, helper } of people)
    if (helper && helper.creditedMinutes !== (balances.get(_id) ?? 0))
      problems.push(`I4 ${_id}: ${helper.creditedMinutes} minutes in the person, ${balances.get(_id) ?? 0} in the ledger`);
  return problems;
}

/** I5: a notice whose time has come has ended, and one that was sent is in the network once. */
async function unsettledNotices(db: Db, now: Date): Promise<string[]> {
  const sent = new Set((await db.collection<{ _id: string }>("simMessages").find({ direction: "out" }).toArray()).map(({ _id }) => _id));
  const notices = await db.collection<Stored<Notice>>("notices").find().toArray();
  return notices.flatMap(({ _id, kind, to, status, sendAt, why }) => {
    if (status === "pending" && sendAt <= now) return [`I5 ${kind} to ${to}: still waits (${_id}${why ? `, ${why}` : ""})`];
    if (status === "failed" && !why) return [`I5 ${kind} to ${to}: failed without a reason`];
    return status === "sent" && !sent.has(`out-${_id}`) ? [`I5 ${kind} to ${to}: marked as sent and never was`] : [];
  });
}

/** Notices of one request, kind and recipient beyond the first: none in a story where everything happens once. */
export async function findRepeatedNotices(db: Db, isExpectedOnce: (kind: string) => boolean): Promise<string[]> {
  const notices = await db.collection<Stored<Notice>>("notices").find().toArray();
  const counts = new Map<string, number>();
  for (const { requestId, kind, to } of notices)
    if (isExpectedOnce(kind))
      counts.set(`${kind} to ${to} about ${requestId}`, (counts.get(`${kind} to ${to} about ${requestId}`) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([what, count]) => `${count} times ${what}`);
}
