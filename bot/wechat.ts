import type { Message } from "wechaty";
import { WechatyBuilder, log as wechatyLog } from "wechaty";
import { types } from "wechaty-puppet";
import type { Log } from "../src/platform/index.ts";
import type { Chat, IncomingMessage } from "./chat.ts";
import { withOutgoingId } from "./outgoing-id.ts";
import type { OwnPuppet } from "./own-puppet.ts";
import { openPersonQueues } from "./person-queues.ts";
import { within } from "./within.ts";

/** A channel to open: by a puppet of ours, or by the package of another one. */
export interface ChannelToOpen {
  readonly channel: string;
  /** Undefined: Wechaty loads the package `channel`. */
  readonly own?: OwnPuppet;
  /** Of a package that needs one. */
  readonly token?: string | undefined;
}

const drainMs = 10_000;
/** Longest wait for the messenger, and for an answer to be made. */
const sendMs = 10_000;
const handleMs = 60_000;

/** Opens one messenger through Wechaty. Nothing is received before `start`. */
export function openChat(deps: { readonly log: Log }, { channel, own, token }: ChannelToOpen): Chat {
  wechatyLog.level("silent");
  const named = { puppet: channel as "wechaty-puppet-service", ...(token !== undefined && { puppetOptions: { token } }) };
  const bot = WechatyBuilder.build(own ? { puppet: own } : named);
  const queues = openPersonQueues();
  let handle: (message: IncomingMessage) => Promise<void> = async () => undefined;

  async function receive(message: Message): Promise<void> {
    try {
      await within(handleMs, "answering", handle(incoming(message, channel, own?.quotedIn?.(message.id))));
      await own?.received(message.id);
    } catch (error) {
      deps.log.error({ err: error, messageId: message.id }, "a message could not be handled");
      await own?.failed(message.id);
    }
  }

  bot.on("message", (message) => {
    if (!message.self()) queues.add(message.talker().id, () => receive(message));
  });
  bot.on("error", (error) => deps.log.error({ err: error }, "the messenger reports an error"));

  return {
    channel,
    onMessage(next) {
      handle = next;
    },
    async say(chatUserId, text, { id }) {
      const contact = await within(sendMs, "finding a contact", bot.Contact.find({ id: chatUserId }));
      if (!contact) throw new Error("the messenger does not know this person");
      await within(
        sendMs,
        "sending",
        withOutgoingId(id, () => contact.say(text)),
      );
    },
    async sayInRoom(room, text, { id, mention = [] }) {
      const found = await within(sendMs, "finding a room", bot.Room.find({ id: room }));
      if (!found) throw new Error("the messenger does not know this room");
      const called = await Promise.all(mention.map((contactId) => bot.Contact.find({ id: contactId })));
      const mentioned = called.filter((contact) => contact !== undefined);
      await within(
        sendMs,
        "sending in a room",
        withOutgoingId(id, () => found.say(text, ...mentioned)),
      );
    },
    ...(own?.typing && { typing: async (chatUserId: string) => own.typing?.(chatUserId) }),
    start: () => bot.start(),
    async stop() {
      await own?.takeNoMore();
      await queues.drain(drainMs);
      await bot.stop();
    },
  };
}

function incoming(message: Message, channel: string, quoted?: string): IncomingMessage {
  const room = message.room()?.id;
  return {
    id: message.id,
    personChatId: message.talker().id,
    channel,
    ...(room !== undefined && { room }),
    text: message.text(),
    kind: kindOf(message.type()),
    ...(quoted !== undefined && { quoted }),
    at: message.date(),
  };
}

function kindOf(type: types.Message): IncomingMessage["kind"] {
  if (type === types.Message.Text) return "text";
  if (type === types.Message.Audio) return "voice";
  if (type === types.Message.Image) return "image";
  if (type === types.Message.Location) return "location";
  return "other";
}
