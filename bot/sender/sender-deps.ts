import type { Subscriptions } from "../../src/channel/index.ts";
import type { Channels } from "../channels.ts";
import type { BotDeps } from "../turn.ts";
import type { Pace } from "./pace.ts";

/** What sending needs beside the rest of the bot. */
export interface SenderDeps extends BotDeps {
  readonly channels: Channels;
  readonly pace: Pace;
  readonly subscriptions: Pick<Subscriptions, "send">;
}
