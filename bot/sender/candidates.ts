import { channelRule } from "../../src/channel/index.ts";
import { identitiesOf } from "../../src/station/index.ts";
import type { Chat } from "../chat.ts";
import type { SenderDeps } from "./sender-deps.ts";

/** A chat a person could be told something in. */
export interface Candidate {
  readonly chat: Chat;
  readonly chatUserId: string;
  /** Whether the channel counts messages, so that several notices go out as one. */
  readonly isCounted: boolean;
}

/** The chats of a person on the channels that are open here, the one they used last first. */
export async function candidatesFor(deps: SenderDeps, personId: string): Promise<Candidate[]> {
  return (await identitiesOf(deps, [personId])).flatMap(({ channel, chatUserId }) => {
    const chat = deps.channels.of(channel);
    return chat ? [{ chat, chatUserId, isCounted: isCounted(channel) }] : [];
  });
}

/** Whether a channel counts the messages after each of theirs. */
export function isCounted(channel: string): boolean {
  return channelRule(channel).windowHours !== undefined;
}
