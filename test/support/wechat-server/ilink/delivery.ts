import { newContextToken } from "./identifiers.ts";
import type { IlinkSettings } from "./settings.ts";
import type { WireMessage } from "./wire.ts";

/** What waits for one bot, in the order it is handed out. A cursor is a place in this list. */
export interface Delivery {
  /** Adds a message, as often and wherever the settings say. */
  add(message: WireMessage): void;
  /** Adds the last `count` messages again. */
  repeat(count: number): void;
  /** What stands after a cursor, at most `most`, with the next cursor. */
  after(cursor: string, most: number): { readonly messages: readonly WireMessage[]; readonly cursor: string };
  /** Resolves when something was added, at the latest after `ms`, or when nobody waits any more. */
  wait(ms: number, gone: AbortSignal): Promise<void>;
  /** Lets everybody who waits look again. */
  wake(): void;
}

export function openDelivery(settings: IlinkSettings, noteContext: (token: string) => void): Delivery {
  const list: WireMessage[] = [];
  let handedOut = 0;
  const waiting = new Set<() => void>();

  /** A repetition brings a context token of its own. */
  const again = (message: WireMessage): WireMessage => {
    const context_token = newContextToken();
    noteContext(context_token);
    return { ...message, context_token };
  };
  const insert = (message: WireMessage, mayOvertake: boolean, from = handedOut): number => {
    const at = mayOvertake ? from + Math.floor(settings.random() * (list.length - from + 1)) : list.length;
    list.splice(at, 0, message);
    return at;
  };
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  return {
    add: (message) => {
      const at = insert(message, settings.shuffles === "all");
      for (let left = Math.floor(settings.random() * settings.copies); left > 0; left--)
        insert(again(message), settings.shuffles !== "nothing", settings.shuffles === "all" ? handedOut : at + 1);
      wake();
    },
    repeat: (count) => {
      for (const message of list.slice(-count)) insert(again(message), false);
      wake();
    },
    after: (cursor, most) => {
      const asked = placeOf(cursor, list.length);
      const from = settings.replays ? asked : Math.max(asked, handedOut);
      const messages = list.slice(from, from + most);
      handedOut = Math.max(handedOut, from + messages.length);
      return { messages, cursor: cursorAt(from + messages.length) };
    },
    wait: (ms, gone) =>
      new Promise((resolve) => {
        const look = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
          gone.removeEventListener("abort", look);
          resolve();
        };
        const timer = setTimeout(look, ms);
        waiting.add(look);
        if (gone.aborted) look();
        else gone.addEventListener("abort", look);
      }),
    wake,
  };
}

const cursorAt = (place: number): string => Buffer.from(`updates\n${place}`).toString("base64");

/** An empty cursor, or one that was not made here, begins with everything that is kept. */
function placeOf(cursor: string, length: number): number {
  const [word, place] = Buffer.from(cursor, "base64").toString().split("\n");
  return word === "updates" ? Math.min(Number(place) || 0, length) : 0;
}
