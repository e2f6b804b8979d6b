import { ilink } from "../src/channel/index.ts";
import { passOn } from "../src/intake/index.ts";
import { findPersonByIdentity } from "../src/station/index.ts";
import { staleChatWords } from "./texts/general.ts";
import type { BotDeps } from "./turn.ts";

/** WeChat refuses somebody's chat from now on, and they cannot be told in it: the coordinators hear that they have to scan anew. */
export async function tellStaleChat(deps: BotDeps, accountId: string, chatUserId: string): Promise<void> {
  const person = await findPersonByIdentity(deps, ilink, chatUserId);
  if (person) await passOn(deps, { person, said: staleChatWords, kind: "desk.handoff", topic: "chat.stale", cause: `stale.${accountId}` });
}
