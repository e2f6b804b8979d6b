import { batchInserts, type Collection, type Db, type FieldCipher, isDuplicateKey, sealedFields } from "../src/platform/index.ts";
import type { IncomingMessage } from "./chat.ts";
import type { Pending } from "./turn.ts";

/** One answer of the bot, as it goes out. */
export interface Reply {
  readonly id: string;
  readonly to: { readonly person: string } | { readonly room: string; readonly mention: string };
  readonly text: string;
  /** Goes out by itself, see `Turn`. */
  readonly isApart?: true;
}

/**
 * A message that came in and how far it got. `received`: stored, not yet answered; `answered`: the answer is decided but perhaps not sent;
 * `done`. A crash at any point goes on from here: what was decided once is not decided again.
 */
export interface InboxEntry {
  readonly _id: string;
  readonly message: IncomingMessage;
  readonly state: "received" | "answered" | "done";
  readonly replies?: readonly Reply[];
  readonly personId?: string;
  /** The open question after this message; undefined leaves it as it was. */
  readonly pending?: Pending | null;
  readonly receivedAt: Date;
  /** How often answering it has failed. */
  readonly tries?: number;
}

export interface Inbox {
  /** Stores a message, journaled; gives back what is known of it when it came before. */
  receive(message: IncomingMessage, receivedAt: Date): Promise<InboxEntry>;
  /**
   * Stores what was decided and gives back the entry as it stands: when another process was faster, with its answer. Journaled before it
   * resolves: the conversation moves on by this answer, so that deciding again would give another one.
   */
  answered(entry: InboxEntry, answer: Pick<InboxEntry, "replies" | "personId" | "pending">): Promise<InboxEntry>;
  /** Counts a failed try; gives back how many there were. */
  failed(id: string): Promise<number>;
  done(id: string): Promise<void>;
  /** Messages a crash left unanswered or unsent, oldest first. */
  unfinished(): Promise<InboxEntry[]>;
}

export async function ensureInboxIndexes(db: Db): Promise<void> {
  await inboxOf(db).createIndexes([
    { key: { state: 1, receivedAt: 1 }, name: "state" },
    { key: { receivedAt: 1 }, name: "age" },
  ]);
}

/** What was written and answered, and what of it the open question keeps. */
export const inboxFields = sealedFields("inbox", ["message.text", "message.quoted", "replies.*.text", "pending.data.**"]);

const inboxOf = (db: Db): Collection<InboxEntry> => db.collection<InboxEntry>("inbox");
// Once more from the stored answer gives the same, so this mark need not wait for the disk.
const quick = { writeConcern: { w: 1, j: false } } as const;

export function openInbox({ db, cipher }: { readonly db: Db; readonly cipher: FieldCipher }): Inbox {
  const collection = inboxOf(db);
  const insert = batchInserts(collection);
  const opened = (stored: InboxEntry): InboxEntry => inboxFields.open(cipher, stored._id, stored);
  const find = async (_id: string): Promise<InboxEntry | null> => {
    const stored = await collection.findOne({ _id });
    return stored && opened(stored);
  };
  return {
    async receive(message, receivedAt) {
      const entry: InboxEntry = { _id: `${message.channel}/${message.id}`, message, state: "received", receivedAt };
      try {
        await insert(inboxFields.seal(cipher, entry._id, entry));
        return entry;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await find(entry._id)) ?? entry;
      }
    },
    async answered(entry, answer) {
      const answered = { ...answer, state: "answered" } as const;
      const $set = inboxFields.seal(cipher, entry._id, answered);
      const { matchedCount } = await collection.updateOne({ _id: entry._id, state: "received" }, { $set });
      if (matchedCount === 1) return { ...entry, ...answered };
      return (await find(entry._id)) ?? { ...entry, ...answered };
    },
    async failed(id) {
      const after = await collection.findOneAndUpdate({ _id: id }, { $inc: { tries: 1 } }, { returnDocument: "after" });
      return after?.tries ?? 1;
    },
    async done(id) {
      await collection.updateOne({ _id: id }, { $set: { state: "done" } }, quick);
    },
    async unfinished() {
      const stored = await collection
        .find({ state: { $in: ["received", "answered"] } })
        .sort({ receivedAt: 1 })
        .toArray();
      return stored.map(opened);
    },
  };
}
