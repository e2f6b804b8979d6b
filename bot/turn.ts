import type { AppDeps } from "../src/app.ts";
import type { RequiredField } from "../src/catalog/index.ts";
import type { Complete, Understanding } from "../src/language/index.ts";
import type { Person } from "../src/station/index.ts";
import type { IncomingMessage } from "./chat.ts";

export interface BotDeps extends AppDeps {
  /** A language model that may help where our own reading is unsure; none by default. */
  readonly complete?: Complete;
}

/** What the bot asked last and waits for; kept in Redis, so that a restart in mid-dialogue goes on. Plain JSON. */
export type Pending =
  | { readonly kind: "slot"; readonly requestId: string; readonly slot: RequiredField | "item" }
  | { readonly kind: "read_back"; readonly requestId: string }
  | { readonly kind: "item_menu"; readonly requestId: string; readonly itemCodes: readonly string[] }
  | {
      readonly kind: "which";
      readonly act: string;
      readonly requestIds: readonly string[];
      readonly data?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "cancel"; readonly requestId: string; readonly isSeries: boolean }
  | { readonly kind: "counter"; readonly requestId: string }
  | { readonly kind: "rating"; readonly requestId: string }
  | { readonly kind: "time_change"; readonly requestId: string }
  | { readonly kind: "human" /** ISO time of the last word passed on. */; readonly at: string }
  | { readonly kind: "ask"; readonly act: string; readonly requestId?: string; readonly data?: Readonly<Record<string, unknown>> };

/** One message with everything a dialogue may look at. */
export interface Heard {
  readonly message: IncomingMessage;
  readonly person: Person;
  readonly understood: Understanding;
  readonly pending: Pending | null;
  readonly now: Date;
}

/** What to answer. `pending` undefined leaves the open question as it is, null ends it. */
export interface Turn {
  readonly say: readonly string[];
  /** Each in a bubble of its own, also where a channel counts messages and they would go out as one. */
  readonly isApart?: true;
  readonly pending?: Pending | null;
  /** Words of theirs that were kept until they were known, answered next, as if they had come with this message. */
  readonly goesOn?: string;
}

/**
 * Answers a message: calls the domain's verbs, which are safe to repeat, and says what came of it. Sends and stores nothing itself.
 * Null: this dialogue has nothing to say to it, the next one may.
 */
export type Dialog = (deps: BotDeps, heard: Heard) => Promise<Turn | null>;
