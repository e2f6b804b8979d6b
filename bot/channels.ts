import type { Chat, IncomingMessage } from "./chat.ts";
import { IlinkPuppet } from "./ilink-puppet/index.ts";
import { LocalPuppet } from "./local-puppet/index.ts";
import { openNetwork } from "./local-puppet/network/index.ts";
import type { OwnPuppet } from "./own-puppet.ts";
import { openServicePuppet } from "./service-puppet/index.ts";
import { tellStaleChat } from "./stale-chat.ts";
import type { BotDeps } from "./turn.ts";
import { openChat } from "./wechat.ts";

/** Every messenger this installation talks through, each a Wechaty bot of its own. */
export interface Channels {
  readonly all: readonly Chat[];
  /** Undefined for a channel that is not among the settings, though somebody may still be bound to it. */
  of(channel: string): Chat | undefined;
  onMessage(handle: (message: IncomingMessage) => Promise<void>): void;
  start(): Promise<void>;
  /** Takes no new messages anywhere, lets the running ones end, then leaves the channels. */
  stop(): Promise<void>;
}

interface Made {
  readonly own: OwnPuppet;
  close?(): Promise<void>;
}

/** Puppets of ours by the name of their channel; every other name is a package Wechaty loads. */
const makers: Readonly<Record<string, (deps: BotDeps) => Promise<Made>>> = {
  local: async (deps) => {
    const network = await openNetwork(deps);
    return { own: new LocalPuppet({ network, log: deps.log }), close: () => network.close() };
  },
  ilink: async (deps) => ({ own: new IlinkPuppet({ ...deps, onStale: ({ id, userId }) => tellStaleChat(deps, id, userId) }) }),
  service: async (deps) => ({ own: openServicePuppet(deps) }),
};

/** Opens the channels of the settings. Nothing is received before `start`. */
export async function openChannels(deps: BotDeps): Promise<Channels> {
  const { channels, puppetToken: token } = deps.config;
  const made = await Promise.all(channels.map((channel) => makers[channel]?.(deps)));
  const all = channels.map((channel, i) => {
    const own = made[i]?.own;
    return openChat(deps, own ? { channel, own } : { channel, token });
  });
  return channelsOf(all, async () => {
    await Promise.all(made.map((one) => one?.close?.()));
  });
}

/** The same over chats that are open already. */
export function channelsOf(all: readonly Chat[], close: () => Promise<void> = async () => undefined): Channels {
  return {
    all,
    of: (channel) => all.find((chat) => chat.channel === channel),
    onMessage: (handle) => all.forEach((chat) => void chat.onMessage(handle)),
    async start() {
      await Promise.all(all.map((chat) => chat.start()));
    },
    async stop() {
      await Promise.all(all.map((chat) => chat.stop()));
      await close();
    },
  };
}
