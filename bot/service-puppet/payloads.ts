import { type payloads, types } from "wechaty-puppet";
import type { PushedMessage } from "../../src/channel/index.ts";

/** The bot as Wechaty knows it here. */
export const botId = "yimi";

const typeOf = {
  text: types.Message.Text,
  image: types.Message.Image,
  card: types.Message.MiniProgram,
  other: types.Message.Unknown,
} as const;

/** A message of somebody as Wechaty reads it. */
export function incomingPayload({ id, openId, kind, text, at }: PushedMessage): payloads.Message {
  return { id, talkerId: openId, listenerId: botId, text, timestamp: at.getTime(), type: typeOf[kind] };
}

/** What the bot has sent, as Wechaty asks for it afterwards. */
export function outgoingPayload(id: string, openId: string, text: string, at: Date): payloads.Message {
  return { id, talkerId: botId, listenerId: openId, text, timestamp: at.getTime(), type: types.Message.Text };
}

/** WeChat tells nothing about the people of a mini-program but their id: who they are the station knows. */
export function contactPayload(id: string): payloads.Contact {
  return {
    id,
    name: id === botId ? "一米" : "微信用户",
    gender: types.ContactGender.Unknown,
    type: types.Contact.Individual,
    avatar: "",
    friend: true,
    phone: [],
  };
}
