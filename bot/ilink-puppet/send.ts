import { createHash } from "node:crypto";
import { type Account, channelRule, findLiveAccount, findWindows, ilink, tokenOf } from "../../src/channel/index.ts";
import { UnsentError } from "../chat.ts";
import { splitText } from "../split-text.ts";
import { IlinkAway, IlinkRefusal, notNow, staleToken } from "./ask-ilink.ts";
import { type Item, sendMessage } from "./client.ts";
import type { PollDeps } from "./poll-account.ts";

export type SendDeps = PollDeps;

/** What makes the same message the same, however often it is sent: WeChat takes a client id once. */
export function clientIdOf(outgoingId: string, part: number): string {
  return `yimi-${createHash("sha256").update(`${outgoingId}\u0000${part}`).digest("hex").slice(0, 32)}`;
}

/**
 * Sends a text to one person, in several messages where it is longer than one may be.
 * @returns WeChat's id of the first message
 * @throws UnsentError
 */
export async function sendText(deps: SendDeps, to: string, text: string, outgoingId: string): Promise<string> {
  const items = splitText(text, channelRule(ilink).longestText).map((piece): Item => ({ type: 1, text_item: { text: piece } }));
  return sendItems(deps, to, outgoingId, async () => items);
}

/**
 * Sends items one after the other under client ids of their own.
 * @param make may itself call WeChat, as to bring a picture there
 * @throws UnsentError
 */
export async function sendItems(
  deps: SendDeps,
  to: string,
  outgoingId: string,
  make: (account: Account) => Promise<readonly Item[]>,
): Promise<string> {
  const account = await findLiveAccount(deps, to);
  if (!account) throw new UnsentError("gone");
  const contextToken = await tokenOf(deps, { channel: ilink, chatUserId: to });
  if (contextToken === undefined) throw new UnsentError("closed");
  let firstId: string | undefined;
  try {
    for (const [part, item] of (await make(account)).entries()) {
      const id = await sendMessage(account, { to, clientId: clientIdOf(outgoingId, part), item, contextToken });
      firstId ??= id;
    }
  } catch (error) {
    // With the first part gone the rest has to follow, under the same ids.
    throw await unsent(deps, account, error, firstId !== undefined);
  }
  return firstId ?? "";
}

/** Why WeChat did not take it, as the sender of notices understands it. */
async function unsent(deps: SendDeps, account: Account, error: unknown, hasBegun: boolean): Promise<unknown> {
  const wasSent = hasBegun ? "perhaps" : "no";
  if (error instanceof IlinkAway) return new UnsentError("unreachable", { wasSent: error.isUndone ? wasSent : "perhaps", cause: error });
  if (!(error instanceof IlinkRefusal)) return error;
  if (error.code === staleToken) return new UnsentError("gone", { wasSent, cause: error });
  if (error.code !== notNow) return new UnsentError("unknown", { wasSent, cause: error });
  return new UnsentError(await whyNotNow(deps, account.userId), { wasSent, cause: error });
}

/** WeChat says −2 for all three: the window is over, its messages are used up, or too many at a time. Our own count tells which. */
async function whyNotNow(deps: SendDeps, userId: string): Promise<"closed" | "spent" | "rate"> {
  const [window] = await findWindows(deps, [{ channel: ilink, chatUserId: userId }]);
  if (!window || window.endsAt <= deps.clock.now() || window.closedBecause !== undefined) return "closed";
  return window.used >= window.most ? "spent" : "rate";
}
