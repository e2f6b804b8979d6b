/** Chat in and out: messages are stored, answered by the dialogue of their writer's role, and notices are delivered. */
import { openSubscriptions, readSubscribeTemplates } from "../src/channel/index.ts";
import { openWechat } from "../src/platform/index.ts";
import { openChannels } from "./channels.ts";
import { ensureInboxIndexes, openInbox } from "./inbox.ts";
import { openCompletion } from "./llm.ts";
import { openMemory } from "./memory.ts";
import { openReceiver } from "./receive.ts";
import { openPace, openSender, type SenderDeps } from "./sender/index.ts";
import type { BotDeps } from "./turn.ts";

export interface RunningBot {
  /** Takes no new messages, ends the running ones, then leaves the channel. */
  stop(): Promise<void>;
}

export async function start(started: BotDeps): Promise<RunningBot> {
  const { languageModel } = started.config;
  const botDeps: BotDeps = { ...(languageModel && { complete: openCompletion(languageModel) }), ...started };
  await ensureInboxIndexes(botDeps.db);
  const channels = await openChannels(botDeps);
  const templates = readSubscribeTemplates(botDeps.config.subscribeTemplates);
  const subscriptions = openSubscriptions({ ...botDeps, wechat: openWechat(botDeps) }, templates);
  const deps: SenderDeps = { ...botDeps, channels, pace: openPace(botDeps.clock), subscriptions };
  const receiver = openReceiver(deps, { inbox: openInbox(deps), memory: openMemory(deps) });
  const sender = openSender(deps);
  channels.onMessage((message) => receiver.receive(message));
  await channels.start();
  await receiver.resume();
  sender.start();
  return {
    async stop() {
      await channels.stop();
      await sender.stop();
    },
  };
}
