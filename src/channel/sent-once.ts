import { batchInserts, type Clock, type Collection, type Db, dayMs, isDuplicateKey } from "../platform/index.ts";

interface StoredSend {
  readonly _id: string;
  readonly state: "sending" | "sent";
  readonly at: Date;
}

/** For a channel that knows no id of ours: what was sent under an id is not sent again. */
export interface SentOnce {
  /** `sent`: it has arrived; `unknown`: an earlier try ended without an answer. Otherwise it is the caller's to send. */
  claim(id: string): Promise<"new" | "sent" | "unknown">;
  markSent(id: string): Promise<void>;
  /** It was surely not sent. */
  release(id: string): Promise<void>;
}

const keptDays = 7;
// Between the answer of the channel and the disk a message could be sent twice; waiting for the disk would not close that gap.
const quick = { writeConcern: { w: 1, j: false } } as const;

const sendsOf = ({ db }: { readonly db: Db }): Collection<StoredSend> => db.collection<StoredSend>("serviceSends");

export async function ensureSendIndexes(db: Db): Promise<void> {
  await sendsOf({ db }).createIndex({ at: 1 }, { name: "age" });
}

export function openSentOnce({ db, clock }: { readonly db: Db; readonly clock: Clock }): SentOnce {
  const sends = sendsOf({ db });
  const insert = batchInserts(sends);
  return {
    async claim(id) {
      try {
        await insert({ _id: id, state: "sending", at: clock.now() });
        return "new";
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const known = await sends.findOne({ _id: id });
        return known?.state === "sent" ? "sent" : "unknown";
      }
    },
    async markSent(id) {
      await sends.updateOne({ _id: id }, { $set: { state: "sent" } }, quick);
    },
    async release(id) {
      await sends.deleteOne({ _id: id, state: "sending" }, quick);
    },
  };
}

/** Removes the ids of messages nobody sends again any more. Safe to repeat. */
export async function forgetOldSends(deps: { readonly db: Db; readonly clock: Clock }): Promise<void> {
  await sendsOf(deps).deleteMany({ at: { $lt: new Date(deps.clock.now().getTime() - keptDays * dayMs) } });
}
