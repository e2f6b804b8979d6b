import { EventEmitter } from "node:events";
import type { WorldClock } from "../world-clock.ts";
import type { Account, Accounts } from "./accounts.ts";
import { type Binding, type Bindings, ScanError } from "./bindings.ts";
import { type MessageIds, newUserId } from "./identifiers.ts";
import type { Media } from "./media.ts";
import type { IlinkSettings } from "./settings.ts";
import { type Bubble, bubbleOf, itemOf, type Said } from "./wire.ts";

/** Somebody's WeChat. */
export interface Phone {
  readonly name: string;
  readonly userId: string;
  /** Everything in the chat with the bot, oldest first. */
  readonly bubbles: readonly Bubble[];
  /** The bot shows that it writes. */
  readonly isTyping: boolean;
  /** How often it began to. */
  readonly typings: number;
  /** The bot this person is bound to. */
  readonly account: Account | undefined;
  /** What may still be sent to this person; undefined before their first message. */
  readonly window: { readonly endsAt: number; readonly left: number } | undefined;
  /** Scans a link of a QR code; `code` is the number the phone shows, if any. @throws ScanError */
  scan(link: string, how?: { readonly asksForCode?: boolean | undefined }): { readonly code: string | undefined };
  /** Agrees to what was scanned last. @throws ScanError */
  confirm(): Account;
  refuse(): void;
  /** Removes the bot: its token is stale. */
  unbind(): void;
  /** Sends a message; answers its id in decimal digits. @throws Error without a bot */
  say(said: string | Said): string;
  /** The last `count` messages are delivered to the bot once more. */
  repeat(count: number): void;
  /** The bubbles of the bot. */
  heard(): readonly Bubble[];
  /** The first bubble of the bot after `after` (a number of bubbles) that matches; waits for it. @throws Error when it does not come */
  sees(pattern: RegExp, options?: { readonly after?: number; readonly limitMs?: number }): Promise<Bubble>;
}

/** The other side of a phone: what the bot does to it. */
export interface Screen extends Phone {
  show(bubble: Bubble): void;
  type(isTyping: boolean): void;
}

export interface Phones {
  readonly all: readonly Phone[];
  /** The phone of this name; a new one when nobody has it. */
  take(name: string): Phone;
  byUserId(userId: string): Screen | undefined;
}

export interface PhoneParts {
  readonly clock: WorldClock;
  readonly settings: IlinkSettings;
  readonly accounts: Accounts;
  readonly bindings: Bindings;
  readonly media: Media;
  readonly ids: MessageIds;
  /** Where media are fetched. */
  readonly origin: () => string;
}

const usualPatienceMs = 15_000;

export function openPhones(parts: PhoneParts): Phones {
  const byName = new Map<string, Screen>();
  const byUserId = new Map<string, Screen>();
  return {
    get all() {
      return [...byName.values()];
    },
    take: (name) => {
      const known = byName.get(name);
      if (known) return known;
      const phone = openPhone(parts, name);
      byName.set(name, phone);
      byUserId.set(phone.userId, phone);
      return phone;
    },
    byUserId: (userId) => byUserId.get(userId),
  };
}

function openPhone({ clock, settings, accounts, bindings, media, ids, origin }: PhoneParts, name: string): Screen {
  const userId = newUserId();
  const bubbles: Bubble[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  let binding: Binding | undefined;
  let isTyping = false;
  let typings = 0;
  let seq = 0;
  const scanned = (): Binding => {
    if (!binding) throw new ScanError("还没有扫码");
    return binding;
  };
  const bound = (): Account => {
    const account = accounts.of(userId);
    if (!account) throw new Error(`${name} has no bot to write to`);
    return account;
  };
  return {
    name,
    userId,
    bubbles,
    get isTyping() {
      return isTyping;
    },
    get typings() {
      return typings;
    },
    get account() {
      return accounts.of(userId);
    },
    get window() {
      const open = accounts.of(userId)?.window;
      return open && { endsAt: open.openedAt + settings.windowMs, left: Math.max(0, settings.mostPerMessage - open.used) };
    },
    scan: (link, how) => {
      binding = bindings.scan(qrcodeIn(link), userId, how);
      return { code: binding.code };
    },
    confirm: () => bindings.confirm(scanned()),
    refuse: () => bindings.refuse(scanned()),
    unbind: () => accounts.end(bound()),
    say: (words) => {
      const account = bound();
      const said: Said = typeof words === "string" ? { text: words } : words;
      const id = ids.next();
      const at = clock.now();
      const quoted = "text" in said ? bubbles.find((bubble) => bubble.id === said.quotes) : undefined;
      bubbles.push({ id: String(id), from: "person", ...bubbleOf(said), at, ...(quoted && { quoted: quoted.text }) });
      seq += 1;
      account.delivery.add({
        seq,
        message_id: id,
        from_user_id: userId,
        to_user_id: account.botId,
        client_id: `phone_${id}`,
        create_time_ms: at,
        update_time_ms: at,
        delete_time_ms: 0,
        session_id: `${userId}#${account.botId}`,
        group_id: "",
        message_type: 1,
        message_state: 2,
        item_list: [
          { create_time_ms: at, update_time_ms: at, is_completed: true, msg_id: id, ...itemOf(said, { media, origin: origin(), quoted }) },
        ],
        context_token: accounts.open(account),
      });
      return String(id);
    },
    repeat: (count) => bound().delivery.repeat(count),
    heard: () => bubbles.filter(({ from }) => from === "bot"),
    sees: (pattern, { after = 0, limitMs = usualPatienceMs } = {}) =>
      new Promise((resolve, reject) => {
        const end = (act: () => void): void => {
          clearTimeout(timer);
          changes.off("bubble", look);
          act();
        };
        const look = (): void => {
          const found = bubbles.slice(after).find(({ from, text }) => from === "bot" && pattern.test(text));
          if (found) end(() => resolve(found));
        };
        const missing = (): Error =>
          new Error(
            `${name} never saw ${pattern}, but: ${bubbles
              .slice(after)
              .map(({ from, text }) => `${from}: ${text}`)
              .join(" | ")}`,
          );
        const timer = setTimeout(() => end(() => reject(missing())), limitMs);
        changes.on("bubble", look);
        look();
      }),
    show: (bubble) => {
      isTyping = false;
      bubbles.push(bubble);
      changes.emit("bubble");
    },
    type: (next) => {
      if (next && !isTyping) typings += 1;
      isTyping = next;
    },
  };
}

/** The code in a link, or the code itself. */
function qrcodeIn(link: string): string {
  return URL.canParse(link) ? (new URL(link).searchParams.get("qrcode") ?? "") : link.trim();
}
