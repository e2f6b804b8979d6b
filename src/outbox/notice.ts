import { type Clock, type Db, type FieldCipher, isDuplicateKey, readInTurns, sealedFields } from "../platform/index.ts";

/**
 * Something the station has to tell somebody. Stored before anything is sent, sent once, never lost without a trace:
 * `failed` ones stand on the coordinators' call list.
 */
export interface Notice {
  /** Deterministic: the cause and the recipient, so that the same cause stores it once. */
  readonly id: string;
  readonly stationId: string;
  /** One text in the bot. */
  readonly kind: string;
  /** A person's id, or `room:<room id>`. */
  readonly to: string;
  readonly requestId?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  /** Not before this moment: quiet hours. */
  readonly sendAt: Date;
  readonly status: "pending" | "sent" | "dropped" | "failed";
  readonly tries: number;
  readonly sentAt?: Date;
  /** Why it was dropped, failed or put off. */
  readonly why?: string;
  /** The channel that carried it. */
  readonly channel?: string;
  /**
   * Noted before a message goes out in which several notices may be one: under this notice's id, on this channel, together with these. Until
   * it is known what became of the message it is sent again as it was, so that nobody reads anything twice.
   */
  readonly sending?: { readonly channel: string; readonly with: readonly string[]; readonly at: Date };
  /** It waits for a word of theirs, which opens their chat again; from then on a person calls. */
  readonly waitsUntil?: Date;
}

type NoticeDocument = Omit<Notice, "id"> & { _id: string };

interface Deps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

const journaled = { writeConcern: { j: true } } as const;
const notices = (db: Db) => db.collection<NoticeDocument>("notices");
/** Names in `data` of what is an id or a code; everything else in it are words about people. */
export const readableNames = ["personId", "volunteerId", "topic"];
export const noticeFields = sealedFields("notices", ["data.**"], readableNames);

function fromDocument({ cipher }: Deps, { _id, ...rest }: NoticeDocument): Notice {
  return { id: _id, ...noticeFields.open(cipher, _id, rest) };
}

function toDocument({ cipher }: Deps, { id, ...rest }: Omit<Notice, "status" | "tries">): NoticeDocument {
  return { _id: id, ...noticeFields.seal(cipher, id, rest), status: "pending", tries: 0 };
}

export async function ensureNoticeIndexes(db: Db): Promise<void> {
  await notices(db).createIndexes([
    { key: { status: 1, sendAt: 1 }, name: "due" },
    { key: { requestId: 1 }, name: "request" },
    { key: { to: 1, createdAt: -1 }, name: "recipient" },
  ]);
}

/** Stores notices in one journaled write; those that are stored already stay as they are. */
export async function storeNotices(deps: Deps, list: readonly Omit<Notice, "status" | "tries">[]): Promise<void> {
  if (list.length === 0) return;
  const documents = list.map((notice) => toDocument(deps, notice));
  try {
    await notices(deps.db).insertMany(documents, { ordered: false });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

export async function findNotice(deps: Deps, noticeId: string): Promise<Notice | null> {
  const found = await notices(deps.db).findOne({ _id: noticeId });
  return found && fromDocument(deps, found);
}

/** Pending notices whose time has come, oldest first. */
export async function findDueNotices(deps: Deps, limit: number): Promise<Notice[]> {
  const found = await notices(deps.db)
    .find({ status: "pending", sendAt: { $lte: deps.clock.now() } })
    .sort({ sendAt: 1, _id: 1 })
    .limit(limit)
    .toArray();
  return found.map((one) => fromDocument(deps, one));
}

/** When the next pending notice wants to be sent, or null. */
export async function nextNoticeAt(deps: Deps): Promise<Date | null> {
  const [first] = await notices(deps.db).find({ status: "pending" }).sort({ sendAt: 1 }).limit(1).toArray();
  return first?.sendAt ?? null;
}

/** What waits for one recipient, due or not, in the order it is to be sent. */
export async function findPendingFor(deps: Deps, to: string): Promise<Notice[]> {
  const found = notices(deps.db).find({ status: "pending", to }).sort({ sendAt: 1, _id: 1 });
  return readInTurns(found, (one) => fromDocument(deps, one));
}

/** Whether this recipient was also told something of these kinds by the same change of the same request. */
export async function isToldBeside(deps: Deps, { requestId, createdAt }: Notice, to: string, kinds: RegExp): Promise<boolean> {
  if (requestId === undefined) return false;
  const other = await notices(deps.db).findOne({ requestId, createdAt, to, kind: kinds }, { projection: { _id: 1 } });
  return other !== null;
}

/** Whether the same was told to somebody else: of several at a desk one has to know. */
export async function isToldToAnother(deps: Deps, { kind, requestId, createdAt, to }: Notice): Promise<boolean> {
  const same = { kind, requestId: requestId ?? { $exists: false }, createdAt, to: { $ne: to }, status: "sent" } as const;
  return (await notices(deps.db).findOne(same, { projection: { _id: 1 } })) !== null;
}

/**
 * Notes, before it goes out, in which message a notice goes out and with which others; journaled.
 * @param known what was noted before, as the caller saw it
 * @returns false when another process has noted something since: the message is that one's
 */
export async function noteSending(
  deps: Deps,
  noticeId: string,
  sending: NonNullable<Notice["sending"]>,
  known: Notice["sending"],
): Promise<boolean> {
  const asSeen = known ? { "sending.channel": known.channel } : { sending: { $exists: false } };
  const { matchedCount } = await notices(deps.db).updateOne(
    { _id: noticeId, status: "pending", ...asSeen },
    { $set: { sending } },
    journaled,
  );
  return matchedCount === 1;
}

/** Ends a notice: sent, dropped because it is no longer true, or failed for good. */
export async function settleNotice(deps: Deps, noticeId: string, outcome: Settled): Promise<void> {
  await settleNotices(deps, [noticeId], outcome);
}

export interface Settled {
  readonly status: "sent" | "dropped" | "failed";
  readonly why?: string;
  readonly channel?: string;
}

export async function settleNotices(deps: Deps, noticeIds: readonly string[], outcome: Settled): Promise<void> {
  const sentAt = outcome.status === "sent" ? { sentAt: deps.clock.now() } : {};
  await notices(deps.db).updateMany({ _id: { $in: [...noticeIds] } }, { $set: { ...outcome, ...sentAt }, $unset: { sending: "" } });
}

/** Puts a notice off after a failed try. */
export async function postponeNotice(deps: Deps, noticeId: string, sendAt: Date, why: string): Promise<void> {
  await postponeNotices(deps, [noticeId], sendAt, why);
}

export async function postponeNotices(deps: Deps, noticeIds: readonly string[], sendAt: Date, why: string): Promise<void> {
  await notices(deps.db).updateMany({ _id: { $in: [...noticeIds] }, status: "pending" }, { $set: { sendAt, why }, $inc: { tries: 1 } });
}

/** They cannot be written to now: these wait for a word of theirs, at most until `until`. Surely not sent so far. */
export async function letWait(deps: Deps, noticeIds: readonly string[], until: Date, why: string): Promise<void> {
  await notices(deps.db).updateMany(
    { _id: { $in: [...noticeIds] }, status: "pending" },
    { $set: { sendAt: until, waitsUntil: until, why }, $unset: { sending: "" } },
  );
}

/** They have written: what waited for that is due. */
export async function wakeWaiting(deps: Deps, to: string): Promise<void> {
  const now = deps.clock.now();
  await notices(deps.db).updateMany(
    { status: "pending", to, waitsUntil: { $exists: true }, sendAt: { $gt: now } },
    { $set: { sendAt: now } },
  );
}

/** Notices nobody could be reached with, newest first: the coordinators call these people. */
export async function findFailedNotices(deps: Deps, stationId: string, limit = 50): Promise<Notice[]> {
  const found = await notices(deps.db).find({ stationId, status: "failed" }).sort({ createdAt: -1 }).limit(limit).toArray();
  return found.map((one) => fromDocument(deps, one));
}

/**
 * Takes the words out of what was told to somebody, about them, or about requests of theirs; what still waits for them is dropped.
 * Safe to repeat.
 */
export async function forgetNotices(deps: Deps, personId: string, requestIds: readonly string[]): Promise<void> {
  const concerned = { $or: [{ to: personId }, { "data.personId": personId }, { requestId: { $in: [...requestIds] } }] };
  await notices(deps.db).updateMany({ to: personId, status: "pending" }, { $set: { status: "dropped", why: "forgotten" } });
  await notices(deps.db).updateMany({ ...concerned, status: { $ne: "pending" } }, { $unset: { data: "" } });
}
