import {
  batchInserts,
  type Clock,
  type Collection,
  type Db,
  dayMs,
  type FieldCipher,
  isDuplicateKey,
  sealedFields,
} from "../platform/index.ts";
import { type WakeDeps, wake, watch } from "./wake.ts";

/** A message of the mini-program's customer-service session, as WeChat pushed it. */
export interface PushedMessage {
  /** Made from WeChat's own id: the same message pushed again has the same. */
  readonly id: string;
  readonly openId: string;
  readonly kind: "text" | "image" | "card" | "other";
  /** What was written; of a card its title. */
  readonly text: string;
  /** Of a picture: under what name WeChat keeps it for three days. */
  readonly mediaId?: string;
  /** Of a card: the page of the mini-program it stands for. */
  readonly page?: string;
  /** WeChat's time of the message, in whole seconds. */
  readonly at: Date;
  /** Orders messages of one second. */
  readonly order: string;
}

type StoredMessage = Omit<PushedMessage, "id"> & {
  readonly _id: string;
  /** The push that brought it first. */
  readonly nonce: string;
  readonly receivedAt: Date;
  /** When the bot was done with it, null until then. */
  readonly ackedAt: Date | null;
  readonly failures?: number;
};

export type Pushed = "stored" | "known" | "replayed";

export interface PushedMessages {
  /**
   * Stores a message, journaled: only then WeChat may be told that it has arrived. `known`: it came before; `replayed`: the nonce belongs to
   * another message, so this one is a forgery.
   */
  store(message: PushedMessage, nonce: string): Promise<Pushed>;
  /** Remembers a push that is nothing for the bot, so that its nonce is good for it alone. */
  note(event: Pick<PushedMessage, "id" | "openId" | "at">, nonce: string): Promise<Pushed>;
  /** What the bot is not done with, in the order it was written, without what it has in hand; looks at 1,000 at most. */
  waiting(isInHand?: (id: string) => boolean): Promise<readonly PushedMessage[]>;
  find(id: string): Promise<PushedMessage | undefined>;
  /** The bot is done with it: it is never handed out again. */
  acknowledge(id: string): Promise<void>;
  /** The bot failed on it; answers how often by now. */
  countFailure(id: string): Promise<number>;
  /** Calls `look` at once, soon after each new message and every 300 ms. @returns ends it */
  watch(look: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void>;
}

export interface PushedDeps extends WakeDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

const mostAtOnce = 1_000;
const keptDays = 7;
const thing = "pushed";
// What is not marked is handed out again, and the inbox knows it: this need not wait for the disk.
const quick = { writeConcern: { w: 1, j: false } } as const;

/** What people wrote, and where their pictures are. */
export const pushedFields = sealedFields("pushedMessages", ["text", "mediaId"]);

const messagesOf = ({ db }: Pick<PushedDeps, "db">): Collection<StoredMessage> => db.collection<StoredMessage>("pushedMessages");

export async function ensurePushedIndexes(db: Db): Promise<void> {
  await messagesOf({ db }).createIndexes([
    { key: { nonce: 1 }, name: "nonce", unique: true },
    { key: { ackedAt: 1, at: 1, order: 1 }, name: "waiting" },
  ]);
}

/** Between WeChat's push, which must be answered within five seconds, and the bot, which takes its time. Open one per process. */
export function openPushedMessages(deps: PushedDeps): PushedMessages {
  const { cipher, clock } = deps;
  const messages = messagesOf(deps);
  const insert = batchInserts(messages);
  const opened = ({ _id, nonce, receivedAt, ackedAt, failures, ...message }: StoredMessage): PushedMessage => ({
    id: _id,
    ...pushedFields.open(cipher, _id, message),
  });

  async function keep(message: StoredMessage): Promise<Pushed> {
    try {
      await insert(message);
      return "stored";
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const holder = await messages.findOne({ nonce: message.nonce }, { projection: { _id: 1 } });
      return holder === null || holder._id === message._id ? "known" : "replayed";
    }
  }

  return {
    async store({ id, ...message }, nonce) {
      const arrived = { _id: id, nonce, receivedAt: clock.now(), ackedAt: null };
      const outcome = await keep({ ...arrived, ...pushedFields.seal(cipher, id, message) });
      if (outcome === "stored") wake(deps, thing);
      return outcome;
    },
    async note({ id, openId, at }, nonce) {
      const now = clock.now();
      return keep({ _id: id, nonce, openId, at, order: "", kind: "other", text: "", receivedAt: now, ackedAt: now });
    },
    async waiting(isInHand = () => false) {
      const found = await messages.find({ ackedAt: null }, { sort: { at: 1, order: 1 }, limit: mostAtOnce }).toArray();
      return found.filter(({ _id }) => !isInHand(_id)).map(opened);
    },
    async find(id) {
      const found = await messages.findOne({ _id: id });
      return found ? opened(found) : undefined;
    },
    async acknowledge(id) {
      await messages.updateOne({ _id: id }, { $set: { ackedAt: clock.now() } }, quick);
    },
    async countFailure(id) {
      const after = await messages.findOneAndUpdate({ _id: id }, { $inc: { failures: 1 } }, { returnDocument: "after", ...quick });
      return after?.failures ?? 0;
    },
    watch: (look, onError) => watch(deps, thing, look, onError),
  };
}

/** Removes messages the bot was done with a week ago: the inbox keeps what was said for as long as the station keeps it. Safe to repeat. */
export async function forgetOldPushed(deps: Pick<PushedDeps, "db" | "clock">): Promise<void> {
  await messagesOf(deps).deleteMany({ ackedAt: { $ne: null, $lt: new Date(deps.clock.now().getTime() - keptDays * dayMs) } });
}

/** Removes everything this person wrote. */
export async function forgetPushedBy(deps: Pick<PushedDeps, "db">, openId: string): Promise<void> {
  await messagesOf(deps).deleteMany({ openId });
}
