import type { WorldClock } from "../world-clock.ts";
import { type Delivery, openDelivery } from "./delivery.ts";
import { newBotId, newBotToken, newContextToken } from "./identifiers.ts";
import type { IlinkSettings } from "./settings.ts";

/** One bot, bound to the one person who scanned. */
export interface Account {
  readonly botId: string;
  readonly userId: string;
  readonly token: string;
  readonly boundAt: number;
  readonly typingTicket: string;
  readonly delivery: Delivery;
  /** Between notifystart and notifystop. */
  isStarted: boolean;
  isStale: boolean;
  /** The last message of the person, and what the bot has sent since. */
  window: { readonly openedAt: number; used: number } | undefined;
  /** Tokens handed out with messages, and when. */
  readonly contexts: Map<string, number>;
  /** What was sent under each client id. */
  readonly sent: Map<string, bigint>;
  /** When the last messages were sent. */
  sentAt: number[];
}

export interface Accounts {
  readonly all: readonly Account[];
  /** A new bot for this person; the one before is stale from now on. */
  bind(userId: string): Account;
  /** The bot that is bound to this person now. */
  of(userId: string): Account | undefined;
  byToken(token: string): Account | undefined;
  /** Ends a binding: every call with its token is answered −14. */
  end(account: Account): void;
  /** Another message of the person opens the window anew; answers its context token. */
  open(account: Account): string;
}

export function openAccounts(clock: WorldClock, settings: IlinkSettings): Accounts {
  const all: Account[] = [];
  const byToken = new Map<string, Account>();
  const current = new Map<string, Account>();
  const end = (account: Account): void => {
    account.isStale = true;
    if (current.get(account.userId) === account) current.delete(account.userId);
    account.delivery.wake();
  };
  return {
    all,
    bind: (userId) => {
      const before = current.get(userId);
      if (before) end(before);
      const botId = newBotId();
      const contexts = new Map<string, number>();
      const account: Account = {
        botId,
        userId,
        token: newBotToken(botId),
        boundAt: clock.now(),
        typingTicket: Buffer.from(`typing ${botId}`).toString("base64"),
        delivery: openDelivery(settings, (token) => contexts.set(token, clock.now())),
        isStarted: false,
        isStale: false,
        window: undefined,
        contexts,
        sent: new Map(),
        sentAt: [],
      };
      all.push(account);
      byToken.set(account.token, account);
      current.set(userId, account);
      return account;
    },
    of: (userId) => current.get(userId),
    byToken: (token) => byToken.get(token),
    end,
    open: (account) => {
      const now = clock.now();
      const token = newContextToken();
      account.window = { openedAt: now, used: 0 };
      account.contexts.set(token, now);
      return token;
    },
  };
}
