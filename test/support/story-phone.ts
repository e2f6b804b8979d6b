import type { Person } from "../../src/station/index.ts";

/** Longer than a first try of a busy machine and the second one after it. */
const patienceMs = 25_000;
const pollMs = 15;

/** What one person can see of the chat, whatever the channel. */
export interface Feed {
  says(text: string, options: { readonly clientId?: string; readonly room?: boolean }): Promise<void>;
  /** What came after the message numbered `seq`, oldest first, with their own. */
  seen(seq: number): Promise<readonly { readonly seq: number; readonly isOwn: boolean; readonly text: string }[]>;
}

export interface Phone {
  readonly person: Person;
  says(text: string, options?: { readonly clientId?: string; readonly room?: boolean }): Promise<void>;
  /** The first new message that matches; fails with all new ones when none does. */
  sees(pattern: RegExp): Promise<string>;
  /** The code in the first new message that has one. */
  seesCode(): Promise<string>;
  /** Waits until all is quiet, then fails if a new message matches. */
  seesNothing(pattern: RegExp): Promise<void>;
  /** Everything this person can see, oldest first. */
  all(): Promise<readonly string[]>;
  /** Forgets what has come so far. */
  skip(): Promise<void>;
}

/** `sees` looks only at what came since the person last wrote or saw something. */
export function openPhone(person: Person, feed: Feed, settle: () => Promise<void>, after = 0): Phone {
  let seen = after;
  const toThem = async () => (await feed.seen(seen)).filter(({ isOwn }) => !isOwn);
  const skipAll = async (): Promise<void> => {
    seen = (await feed.seen(seen)).at(-1)?.seq ?? seen;
  };

  async function wait<T>(
    find: (messages: Awaited<ReturnType<typeof toThem>>) => { readonly value: T; readonly seq: number } | undefined,
    what: string,
  ): Promise<T> {
    const until = performance.now() + patienceMs;
    for (;;) {
      const messages = await toThem();
      const found = find(messages);
      if (found) {
        seen = found.seq;
        return found.value;
      }
      if (performance.now() > until)
        throw new Error(
          `${person.name} never saw ${what}; new were:\n${messages.map(({ text }) => `  ${text}`).join("\n") || "  nothing"}`,
        );
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  return {
    person,
    async says(text, options = {}) {
      await skipAll();
      await feed.says(text, options);
    },
    sees: (pattern) =>
      wait((messages) => {
        const message = messages.find(({ text }) => pattern.test(text));
        return message && { value: message.text, seq: message.seq };
      }, String(pattern)),
    seesCode: () =>
      wait((messages) => {
        for (const { text, seq } of messages) {
          const code = /[A-Z]\d{2,3}/u.exec(text)?.[0];
          if (code) return { value: code, seq };
        }
        return undefined;
      }, "a code"),
    async seesNothing(pattern) {
      await settle();
      const found = (await toThem()).find(({ text }) => pattern.test(text));
      if (found) throw new Error(`${person.name} saw: ${found.text}`);
    },
    all: async () => (await feed.seen(0)).map(({ isOwn, text }) => (isOwn ? `> ${text}` : text)),
    async skip() {
      await settle();
      await skipAll();
    },
  };
}
