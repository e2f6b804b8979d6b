/** For tests: one person's chat with the bot, through the router, with what was asked last remembered. */
import { findPerson } from "../../src/station/index.ts";
import { answer } from "../answer.ts";
import type { BotDeps, Pending } from "../turn.ts";

export interface StaffChat {
  /** What the bot answers, bubbles joined by line breaks. */
  says(text: string, options?: { readonly inRoom?: boolean }): Promise<string>;
  pending(): Pending | null;
}

let messages = 0;

export async function chatOf(deps: BotDeps, personId: string): Promise<StaffChat> {
  const person = await findPerson(deps, personId);
  let pending: Pending | null = null;
  return {
    async says(text, { inRoom = false } = {}) {
      messages += 1;
      const room = inRoom ? { room: deps.station.roomId } : {};
      const message = {
        id: `m${messages}`,
        personChatId: personId,
        channel: "local",
        text,
        kind: "text" as const,
        at: deps.clock.now(),
        ...room,
      };
      const turn = await answer(deps, message, person, pending);
      if (turn.pending !== undefined) pending = turn.pending;
      return turn.say.join("\n");
    },
    pending: () => pending,
  };
}
