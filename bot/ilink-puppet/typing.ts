import { findLiveAccount, ilink, tokenOf } from "../../src/channel/index.ts";
import { hourMs } from "../../src/platform/index.ts";
import { getTypingTicket, sendTyping } from "./client.ts";
import type { PollDeps } from "./poll-account.ts";

export interface Typing {
  /** An answer is being thought about: it shows when it takes longer than a moment. */
  begin(userId: string): void;
  /** The answer is there, or there will be none. */
  end(userId: string): void;
  stop(): void;
}

/** Most answers take less, and then nothing is to be shown. */
const momentMs = 800;
/** How long a ticket is used; WeChat's client asks for a new one within a day. */
const ticketMs = 6 * hourMs;
const mostTickets = 2_000;

/** «正在输入» while the bot thinks. It is a courtesy: whatever goes wrong with it goes unnoticed. */
export function openTyping(deps: PollDeps): Typing {
  const tickets = new Map<string, { readonly ticket: string; readonly until: number }>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const shown = new Set<string>();

  async function say(userId: string, isTyping: boolean): Promise<void> {
    try {
      const account = await findLiveAccount(deps, userId);
      if (!account) return;
      const now = deps.clock.now().getTime();
      let known = tickets.get(account.id);
      if (!known || known.until <= now) {
        const ticket = await getTypingTicket(account, userId, await tokenOf(deps, { channel: ilink, chatUserId: userId }));
        known = { ticket, until: now + ticketMs };
        if (tickets.size >= mostTickets) tickets.clear();
        tickets.set(account.id, known);
      }
      if (known.ticket !== "") await sendTyping(account, userId, known.ticket, isTyping);
    } catch (error) {
      deps.log.debug({ err: error }, "typing could not be shown");
    }
  }

  const show = async (userId: string): Promise<void> => {
    shown.add(userId);
    await say(userId, true);
  };

  return {
    begin(userId) {
      clearTimeout(waiting.get(userId));
      waiting.set(
        userId,
        setTimeout(() => void show(userId), momentMs),
      );
    },
    end(userId) {
      clearTimeout(waiting.get(userId));
      waiting.delete(userId);
      if (shown.delete(userId)) void say(userId, false);
    },
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
