/** Chat in and out: messages are stored, answered by the dialogue of their writer's role, and notices are delivered. */
import { openDelivery } from "./deliver.ts";
import { ensureInboxIndexes, openInbox } from "./inbox.ts";
import { openCompletion } from "./llm.ts";
import { openMemory } from "./memory.ts";
import { openReceiver } from "./receive.ts";
import type { BotDeps } from "./turn.ts";
import { openChat } from "./wechat.ts";

export interface RunningBot {
  /** Takes no new messages, ends the running ones, then leaves the channel. */
  stop(): Promise<void>;
}

export async function start(started: BotDeps): Promise<RunningBot> {
  const { languageModel } = started.config;
  const deps: BotDeps = { ...(languageModel && { complete: openCompletion(languageModel) }), ...started };
  await ensureInboxIndexes(deps.db);
  const chat = await openChat(deps);
  const inbox = openInbox(deps);
  const receiver = openReceiver(deps, { chat, inbox, memory: openMemory(deps) });
  const delivery = openDelivery(deps, chat);
  chat.onMessage((message) => receiver.receive(message));
  await chat.start();
  await receiver.resume();
  delivery.start();
  return {
    async stop() {
      await chat.stop();
      await delivery.stop();
    },
  };
}
