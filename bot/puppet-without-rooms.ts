import { PuppetWithoutExtras } from "./puppet-without-extras.ts";

/** A channel where a bot talks with one person at a time, and has no list of them: who writes is known from then on. */
export abstract class PuppetWithoutRooms extends PuppetWithoutExtras {
  override async conversationReadMark(): Promise<void> {}

  override async contactList(): Promise<string[]> {
    return [];
  }

  // Wechaty asks for the remark a bot gave a contact; here nobody gives one.
  override contactAlias(contactId: string): Promise<string>;
  override contactAlias(contactId: string, alias: string | null): Promise<void>;
  override async contactAlias(): Promise<unknown> {
    return "";
  }

  override async roomList(): Promise<string[]> {
    return [];
  }

  override roomRawPayload = noRooms;
  override roomRawPayloadParser = noRooms;
  override roomMemberList = noRooms;
  override roomMemberRawPayload = noRooms;
  override roomMemberRawPayloadParser = noRooms;
  override roomTopic = noRooms;
}

async function noRooms(): Promise<never> {
  throw new Error("this channel has no rooms");
}
