import { randomUUID } from "node:crypto";
import { type payloads, types } from "wechaty-puppet";
import type { Log } from "../../src/platform/index.ts";
import { type HandOut, openHandOut } from "../hand-out.ts";
import { outgoingId } from "../outgoing-id.ts";
import type { OwnPuppet } from "../own-puppet.ts";
import { PuppetWithoutExtras } from "../puppet-without-extras.ts";
import { botId, type Contact, type Looking, type Network, type SimMessage } from "./network/index.ts";

export interface LocalPuppetDeps {
  readonly network: Network;
  readonly log: Log;
}

const lookBackMs = 1_000;

/**
 * A Wechaty puppet whose WeChat is the simulated network. It hands out the messages that are not acknowledged yet, one at a time per person
 * and in their order; `received` and `failed` say what became of one. What is not acknowledged when the process ends is handed out by the next.
 */
export class LocalPuppet extends PuppetWithoutExtras implements OwnPuppet {
  static override readonly VERSION = "1.0.0";

  readonly #deps: LocalPuppetDeps;
  /** What is not acknowledged yet. */
  #inHand: HandOut<SimMessage>;
  #looking: Looking | undefined;
  #lastSeq = 0;
  #lookedBackAt = 0;

  constructor(deps: LocalPuppetDeps) {
    super({ cache: { message: 2_000, contact: 2_000 } });
    this.#deps = deps;
    this.#inHand = this.#openHandOut();
  }

  override name(): string {
    return "local";
  }

  override async onStart(): Promise<void> {
    this.#inHand = this.#openHandOut();
    this.#lastSeq = 0;
    this.login(botId);
    const { network, log } = this.#deps;
    this.#looking = network.watch(
      () => this.#takeNew(),
      (error) => log.warn({ err: error }, "the simulated network does not answer"),
    );
    setImmediate(() => this.emit("ready", { data: "local" }));
  }

  override async onStop(): Promise<void> {
    await this.takeNoMore();
  }

  /** Hands out nothing more; what is in hand may still be acknowledged. */
  async takeNoMore(): Promise<void> {
    this.#inHand.stop();
    await this.#looking?.stop();
  }

  received(messageId: string): Promise<void> {
    return this.#inHand.received(messageId);
  }

  failed(messageId: string): Promise<void> {
    return this.#inHand.failed(messageId);
  }

  async typing(personId: string): Promise<void> {
    this.#deps.network.hint({ kind: "typing", to: personId });
  }

  #openHandOut(): HandOut<SimMessage> {
    const { network, log } = this.#deps;
    return openHandOut<SimMessage>({
      senderOf: ({ from }) => from,
      // The payload is put at hand first, so that Wechaty finds the message even while the store does not answer.
      handOut: (messageId, message) => {
        this.cache.message.set(messageId, messagePayload(message));
        this.emit("message", { messageId });
      },
      acknowledge: (messageId) => network.ack(messageId),
      countFailure: (messageId) => network.countFailure(messageId),
      log,
    });
  }

  /**
   * Mostly only what came after the last message seen. A store that is killed forgets what was visible for a moment and gives its place to
   * another message, so now and then everything that waits is looked at.
   */
  async #takeNew(): Promise<void> {
    if (performance.now() - this.#lookedBackAt > lookBackMs) {
      this.#lookedBackAt = performance.now();
      this.#lastSeq = 0;
    }
    for (;;) {
      const found = await this.#deps.network.unacked(this.#lastSeq);
      if (found.length === 0) return;
      for (const message of found) await this.#take(message);
    }
  }

  async #take(message: SimMessage): Promise<void> {
    if (!this.#inHand.get(message._id)) await this.#handOver(message);
    this.#lastSeq = message.seq;
  }

  async #handOver(message: SimMessage): Promise<void> {
    await this.#freshen(message);
    this.#inHand.add(message._id, message);
  }

  /** Wechaty keeps what it knows of a contact or a room for days: say so when it has changed. */
  async #freshen(message: SimMessage): Promise<void> {
    const known = this.cache.contact.get(message.from);
    const contact = await this.#deps.network.findContact(message.from);
    if (known && contact && known.name !== contact.calledAs) this.dirtyPayload(types.Dirty.Contact, message.from);
    if (message.room === undefined) return;
    const room = this.cache.room.get(message.room);
    if (room && !room.memberIdList.includes(message.from)) this.dirtyPayload(types.Dirty.Room, message.room);
  }

  override ding(data?: string): void {
    this.emit("dong", { data: data ?? "" });
  }

  override async messageRawPayload(messageId: string): Promise<SimMessage> {
    const message = await this.#deps.network.findMessage(messageId);
    if (!message) throw new Error(`no message ${messageId}`);
    return message;
  }

  override async messageRawPayloadParser(message: SimMessage): Promise<payloads.Message> {
    return messagePayload(message);
  }

  override async messageSendText(conversationId: string, text: string, mentionIdList?: string[]): Promise<string> {
    const { network } = this.#deps;
    const place = conversationId === (await network.room()).id ? { room: conversationId } : { to: conversationId };
    const mention = mentionIdList?.length ? { mention: mentionIdList } : {};
    const sent = await network.deliverFromBot({ id: outgoingId() ?? randomUUID(), ...place, text, ...mention });
    this.cache.message.set(sent._id, messagePayload(sent));
    return sent._id;
  }

  override async conversationReadMark(): Promise<void> {}

  override async contactList(): Promise<string[]> {
    const contacts = await this.#deps.network.listContacts();
    return contacts.map((contact) => contact.id);
  }

  override async contactRawPayload(contactId: string): Promise<Contact> {
    if (contactId === botId) return { id: botId, name: "一米", calledAs: "一米", gender: "female", roles: [], communityId: "" };
    const contact = await this.#deps.network.findContact(contactId);
    if (!contact) throw new Error(`no contact ${contactId}`);
    return contact;
  }

  override async contactRawPayloadParser(contact: Contact): Promise<payloads.Contact> {
    return {
      id: contact.id,
      name: contact.calledAs,
      gender: contact.gender === "female" ? types.ContactGender.Female : types.ContactGender.Male,
      type: types.Contact.Individual,
      avatar: "",
      friend: true,
      phone: [],
    };
  }

  // Wechaty asks for the remark a bot gave a contact; here nobody gives one.
  override contactAlias(contactId: string): Promise<string>;
  override contactAlias(contactId: string, alias: string | null): Promise<void>;
  override async contactAlias(): Promise<unknown> {
    return "";
  }

  override async roomList(): Promise<string[]> {
    return [(await this.#deps.network.room()).id];
  }

  override async roomRawPayload(roomId: string): Promise<payloads.Room> {
    const room = await this.#deps.network.room();
    if (roomId !== room.id) throw new Error(`no room ${roomId}`);
    return { id: roomId, topic: room.name, memberIdList: await this.roomMemberList(), adminIdList: [], ownerId: botId };
  }

  override async roomRawPayloadParser(room: payloads.Room): Promise<payloads.Room> {
    return room;
  }

  override async roomMemberList(): Promise<string[]> {
    const members = await this.#deps.network.roomMembers();
    return [botId, ...members.map((member) => member.id)];
  }

  override async roomMemberRawPayload(_roomId: string, contactId: string): Promise<Contact> {
    return this.contactRawPayload(contactId);
  }

  override async roomMemberRawPayloadParser(member: Contact): Promise<payloads.RoomMember> {
    return { id: member.id, name: member.calledAs, avatar: "" };
  }

  override roomTopic(roomId: string): Promise<string>;
  override roomTopic(roomId: string, topic: string): Promise<void>;
  override async roomTopic(roomId: string): Promise<unknown> {
    return (await this.roomRawPayload(roomId)).topic;
  }
}

function messagePayload(message: Omit<SimMessage, "seq">): payloads.Message {
  const base = { id: message._id, talkerId: message.from, text: message.text, timestamp: message.at.getTime(), type: types.Message.Text };
  if (message.room !== undefined) return { ...base, roomId: message.room, mentionIdList: [...(message.mention ?? [])] };
  return { ...base, listenerId: message.to ?? botId };
}
