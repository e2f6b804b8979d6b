import { setTimeout as pause } from "node:timers/promises";
import { type Account, type BindingDeps, findAccount, markLive, markStale, storeCursor } from "../../src/channel/index.ts";
import type { Log } from "../../src/platform/index.ts";
import { IlinkRefusal, staleToken } from "./ask-ilink.ts";
import { getUpdates, notify, type Updates, usualHoldMs } from "./client.ts";
import { createCursorKeeper } from "./cursor-keeper.ts";
import type { Heard } from "./wire.ts";

export interface PollDeps extends BindingDeps {
  readonly log: Log;
}

export interface PollParts {
  readonly accountId: string;
  /** This process, as the accounts know who holds them. */
  readonly holder: string;
  /** Takes a message over: from now on it is handed out until it is `done`. The same one again changes nothing. */
  take(message: Heard): Promise<void>;
  /** WeChat refuses the account's token, for the first time. */
  onStale(account: Account): Promise<void>;
}

/** Asks WeChat for the messages of one account, as long as this process holds it. */
export interface Poll {
  /** This message is stored on our side, or set aside: the cursor may move over it. */
  done(messageId: string): void;
  /** Asks no more; what was taken may still be done. */
  takeNoMore(): void;
  /** Stores how far it got and tells WeChat that nobody listens. Never rejects. */
  stop(): Promise<void>;
  /** Resolves when it asks no more. */
  readonly ended: Promise<void>;
}

/** Messages wait in one line per person anyway, so a batch is waited for; one that fails again and again holds up nobody. */
const batchPatienceMs = 3_000;
const shortestEmptyMs = 100;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
const farewellMs = 2_000;

/** Between half of it and all of it, so that hundreds of accounts do not come back in one moment. */
export function backoffMs(failures: number, random = Math.random): number {
  const full = Math.min(firstPauseMs * 2 ** Math.min(failures, 10), longestPauseMs);
  return full * (0.5 + random() / 2);
}

export function pollAccount(deps: PollDeps, { accountId, holder, take, onStale }: PollParts): Poll {
  const stopping = new AbortController();
  const { signal } = stopping;
  const keeper = createCursorKeeper();
  const log = deps.log.child({ account: accountId });
  let account: Account | null = null;
  let storing: Promise<void> = Promise.resolve();
  let onQuiet: () => void = () => undefined;

  function storeReached(): void {
    const reached = keeper.take();
    if (reached === undefined) return;
    storing = storing.then(async () => {
      const isOurs = await storeCursor(deps, accountId, holder, reached).catch((error: unknown) => {
        log.warn({ err: error }, "how far the messages got could not be noted; some may come again");
        return true;
      });
      if (!isOurs) stopping.abort();
    });
  }

  async function run(): Promise<void> {
    account = await findAccount(deps, accountId);
    if (!account) return;
    let { cursor, state } = account;
    let holdMs = usualHoldMs;
    let failures = 0;
    void notify(account, "start").catch(() => log.debug("WeChat was not told that somebody listens"));
    while (!signal.aborted) {
      try {
        const askedAt = performance.now();
        const updates: Updates = await getUpdates(account, { cursor, holdMs, now: deps.clock.now }, signal);
        failures = 0;
        holdMs = updates.holdMs ?? holdMs;
        if (state === "stale") await markLive(deps, { id: accountId });
        state = "live";
        await takeBatch(updates, cursor);
        cursor = updates.cursor;
        if (updates.messages.length === 0 && performance.now() - askedAt < shortestEmptyMs) await rest(shortestEmptyMs);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof IlinkRefusal && error.code === staleToken) {
          if (await markStale(deps, accountId)) await onStale(account);
          log.warn("WeChat refuses the token of an account: its person has to scan anew");
          return;
        }
        log.warn({ err: error, failures }, "messages of an account could not be fetched");
        await rest(backoffMs(failures++));
      }
    }
  }

  async function takeBatch({ messages, cursor }: Updates, before: string): Promise<void> {
    if (cursor === before && messages.length === 0) return;
    keeper.add(
      cursor,
      messages.map(({ id }) => id),
    );
    try {
      for (const message of messages) await take(message);
    } catch (error) {
      keeper.dropLast();
      throw error;
    }
    storeReached();
    if (keeper.waiting === 0) return;
    const quiet = new Promise<void>((resolve) => {
      onQuiet = resolve;
    });
    await Promise.race([quiet, rest(batchPatienceMs)]);
  }

  async function rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }

  const ended = run().catch((error: unknown) => log.error({ err: error }, "an account is asked no more"));
  return {
    ended,
    done(messageId) {
      keeper.done(messageId);
      storeReached();
      if (keeper.waiting === 0) onQuiet();
    },
    takeNoMore: () => stopping.abort(),
    async stop() {
      stopping.abort();
      await ended;
      storeReached();
      await storing;
      if (account) await notify(account, "stop", farewellMs).catch(() => log.debug("WeChat was not told that nobody listens"));
    },
  };
}
