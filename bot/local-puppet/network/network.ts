import { createHash, randomUUID } from "node:crypto";
import { DomainError, type Platform } from "../../../src/platform/index.ts";
import { openLog } from "./append-log.ts";
import { inBatches } from "./batch-run.ts";
import { type Contact, findContact, findRoom, isInRoom, listContacts, type Room } from "./contacts.ts";
import { type Hint, openHints } from "./hints.ts";
import { type Looking, lookOnHint } from "./look-on-hint.ts";
import {
  botId,
  createSimMessageIndexes,
  type NewSimMessage,
  personConversation,
  roomConversation,
  type SimMessage,
} from "./sim-message.ts";

export type NetworkDeps = Pick<Platform, "db" | "cipher" | "clock" | "redis" | "key" | "config">;

export interface Network {
  /**
   * A person writes to the bot, or in a room. Stored (journaled) when it resolves; the same `clientId` of the same person counts once.
   * @throws sim.unknown-person, sim.unknown-room, sim.not-in-room
   */
  sendAsPerson(message: { from: string; room?: string; text: string; clientId?: string }): Promise<{ readonly id: string }>;
  /**
   * The bot writes to a person or in a room; the same `id` counts once.
   * @throws sim.unknown-person, sim.unknown-room
   */
  deliverFromBot(message: { id: string; to?: string; room?: string; text: string; mention?: readonly string[] }): Promise<NewSimMessage>;
  /** All that this person can see after `afterSeq`, oldest first. @throws sim.unknown-person */
  messagesFor(personId: string, afterSeq: number): Promise<readonly SimMessage[]>;
  /** All messages after `afterSeq`, oldest first, at most 1,000. */
  messagesAfter(afterSeq: number): Promise<readonly SimMessage[]>;
  findMessage(id: string): Promise<SimMessage | undefined>;
  /** Messages to the bot that it is not done with, oldest first, at most 1,000. */
  unacked(afterSeq: number): Promise<readonly SimMessage[]>;
  /** The bot is done with this message. */
  ack(id: string): Promise<void>;
  /** The bot failed on this message; answers how often by now. */
  countFailure(id: string): Promise<number>;
  /** The place of the last message, 0 when there is none. */
  lastSeq(): Promise<number>;
  /** The place of the last message in each person's own chat. */
  lastSeqByPerson(): Promise<ReadonlyMap<string, number>>;
  findContact(personId: string): Promise<Contact | undefined>;
  listContacts(): Promise<readonly Contact[]>;
  room(): Promise<Room>;
  roomMembers(): Promise<readonly Contact[]>;
  hint(hint: Hint): void;
  onHint(listener: (hint: Hint) => void): () => void;
  /** Calls `look` at once, on every new message and every 500 ms; never twice at a time. */
  watch(look: () => Promise<void>, onError: (error: unknown) => void): Looking;
  close(): Promise<void>;
}

const mostAtOnce = 1_000;

/**
 * Opens the simulated WeChat of the station in its database. Processes that open it on the same database meet in it; Redis only makes them
 * hear of each other at once.
 */
export async function openNetwork(deps: NetworkDeps): Promise<Network> {
  const { db, clock, redis } = deps;
  const messages = db.collection<SimMessage>("simMessages");
  await createSimMessageIndexes(messages);
  const append = openLog(messages);
  const hints = openHints(redis, deps.key("sim", "hint"));

  async function store(message: NewSimMessage): Promise<void> {
    const { isNew } = await append(message);
    if (isNew) hints.give({ kind: "message" });
  }

  const markAcked = inBatches<string, void>(async (ids) => {
    await messages.updateMany({ _id: { $in: [...ids] } }, { $set: { ackedAt: clock.now() } });
    return ids.map(() => undefined);
  });

  async function knownPerson(personId: string): Promise<Contact> {
    const contact = await findContact(deps, personId);
    if (!contact) throw new DomainError("sim.unknown-person", { personId });
    return contact;
  }

  let found: Room | undefined;
  async function stationRoom(): Promise<Room> {
    found ??= await findRoom(deps);
    return found;
  }

  async function refuseOtherRooms(room: string | undefined): Promise<void> {
    if (room !== undefined && room !== (await stationRoom()).id) throw new DomainError("sim.unknown-room", { room });
  }

  return {
    async sendAsPerson({ from, room, text, clientId }) {
      const contact = await knownPerson(from);
      await refuseOtherRooms(room);
      if (room !== undefined && !isInRoom(contact)) throw new DomainError("sim.not-in-room", { room });
      const id = clientId === undefined ? `in-${randomUUID()}` : `in-${digest(from, clientId)}`;
      const sent = { _id: id, direction: "in", from, text, at: clock.now(), ackedAt: null } as const;
      const place = room === undefined ? { conversation: personConversation(from) } : { room, conversation: roomConversation(room) };
      await store({ ...sent, ...place, ...(clientId !== undefined && { clientId }) });
      return { id };
    },

    async deliverFromBot({ id, to, room, text, mention }) {
      await refuseOtherRooms(room);
      if (room === undefined) await knownPerson(to ?? "");
      const message: NewSimMessage = {
        _id: `out-${id}`,
        direction: "out",
        from: botId,
        ...(room === undefined
          ? { to: to as string, conversation: personConversation(to as string) }
          : { room, conversation: roomConversation(room) }),
        text,
        at: clock.now(),
        ...(mention?.length && { mention }),
      };
      await store(message);
      return message;
    },

    async messagesFor(personId, afterSeq) {
      const contact = await knownPerson(personId);
      const visible = [personConversation(personId)];
      if (isInRoom(contact)) visible.push(roomConversation((await stationRoom()).id));
      return messages.find({ conversation: { $in: visible }, seq: { $gt: afterSeq } }, { sort: { seq: 1 } }).toArray();
    },

    async messagesAfter(afterSeq) {
      return messages.find({ seq: { $gt: afterSeq } }, { sort: { seq: 1 }, limit: mostAtOnce }).toArray();
    },

    async findMessage(id) {
      return (await messages.findOne({ _id: id })) ?? undefined;
    },

    async unacked(afterSeq) {
      const waiting = { direction: "in", ackedAt: null, seq: { $gt: afterSeq } } as const;
      return messages.find(waiting, { sort: { seq: 1 }, limit: mostAtOnce }).toArray();
    },

    ack: markAcked,

    async countFailure(id) {
      const after = await messages.findOneAndUpdate({ _id: id }, { $inc: { failures: 1 } }, { returnDocument: "after" });
      return after?.failures ?? 0;
    },

    async lastSeq() {
      const last = await messages.findOne({}, { sort: { seq: -1 }, projection: { seq: 1 } });
      return last?.seq ?? 0;
    },

    async lastSeqByPerson() {
      const stages = [{ $match: { room: { $exists: false } } }, { $group: { _id: "$conversation", seq: { $max: "$seq" } } }];
      const found = await messages.aggregate<{ _id: string; seq: number }>(stages).toArray();
      return new Map(found.map((each) => [each._id.replace(/^person:/, ""), each.seq]));
    },

    findContact: (personId) => findContact(deps, personId),
    listContacts: () => listContacts(deps),
    room: stationRoom,
    roomMembers: async () => (await listContacts(deps)).filter(isInRoom),

    hint: hints.give,
    onHint: hints.listen,
    watch: (look, onError) => lookOnHint(hints, look, onError),

    async close() {
      hints.close();
    },
  };
}

function digest(from: string, clientId: string): string {
  return createHash("sha256")
    .update(JSON.stringify([from, clientId]))
    .digest("hex")
    .slice(0, 24);
}
