import { type Clock, type Collection, type Db, type FieldCipher, hourMs, isDuplicateKey, sealedFields } from "../platform/index.ts";
import { channelRule } from "./channel-rules.ts";

export interface WindowDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

/** One person's chat on one channel. */
export interface ChatAddress {
  readonly channel: string;
  readonly chatUserId: string;
}

/** The time in which a person can be written to after a message of theirs, and how much of it is used. */
export interface ChatWindow extends ChatAddress {
  /** When they wrote, as the channel says. */
  readonly openedAt: Date;
  readonly endsAt: Date;
  /** Messages that may be sent in it. */
  readonly most: number;
  readonly used: number;
  /** Why the channel takes nothing more before they write again, though by our count it should. */
  readonly closedBecause?: string;
  /** In this window they were asked for a word that opens the next one. */
  readonly askedAt?: Date;
  /** This window was opened by the answer to such a question. */
  readonly isRenewal: boolean;
}

interface StoredWindow extends ChatWindow {
  readonly _id: string;
  /** Under which ids it was taken, so that sending again under the same id costs nothing. */
  readonly takenFor: readonly { readonly id: string; readonly at: Date }[];
  /** What the channel wants back with each message, sealed. */
  readonly token?: string;
}

export type Taken =
  | {
      readonly ok: true;
      /** What may still be sent after it. */
      readonly left: number;
      /** Undefined where the channel knows no window. */
      readonly window: ChatWindow | undefined;
    }
  | { readonly ok: false; readonly because: "never" | "closed" | "spent" | "reserved" };

export const windowFields = sealedFields("chatWindows", ["token"]);

const windowsOf = ({ db }: Pick<WindowDeps, "db">): Collection<StoredWindow> => db.collection<StoredWindow>("chatWindows");
const idOf = ({ channel, chatUserId }: ChatAddress): string => `${channel}:${chatUserId}`;
const maxRounds = 50;
const journaled = { writeConcern: { j: true } } as const;

/**
 * They have written: the window opens anew. An older message never overwrites a newer one, and the same message again changes nothing.
 * Without a token the one before stays. Where the channel knows no window nothing is stored.
 * @returns `renewed` when they had been asked for it, `known` when it changed nothing
 * @param at the channel's time of the message
 * @param token what the channel wants back with each message (iLink's context token); stored sealed
 */
export async function openWindow(
  deps: WindowDeps,
  { channel, chatUserId, at, token }: ChatAddress & { readonly at: Date; readonly token?: string },
): Promise<"opened" | "renewed" | "known"> {
  const { windowHours, mostPerWindow } = channelRule(channel);
  if (windowHours === undefined) return "known";
  const _id = idOf({ channel, chatUserId });
  for (let round = 0; round < maxRounds; round++) {
    const before = await windowsOf(deps).findOne({ _id });
    if (before && before.openedAt >= at) return "known";
    // What went out after they had written, before we knew of it, counts in the new window already.
    const takenFor = (before?.takenFor ?? []).filter((taken) => taken.at > at);
    const isRenewal = before?.askedAt !== undefined;
    const opened = windowFields.seal(deps.cipher, _id, {
      channel,
      chatUserId,
      openedAt: at,
      endsAt: new Date(at.getTime() + windowHours * hourMs),
      most: mostPerWindow,
      used: takenFor.length,
      takenFor,
      isRenewal,
      ...(token !== undefined && { token }),
    });
    if (await replaced(deps, _id, before, opened)) return isRenewal ? "renewed" : "opened";
  }
  throw new Error("a chat is opened by too many messages at once");
}

/** @returns false when it was changed since it was read */
async function replaced(deps: WindowDeps, _id: string, before: StoredWindow | null, opened: Omit<StoredWindow, "_id">): Promise<boolean> {
  if (before) {
    const asRead = { _id, openedAt: before.openedAt, used: before.used };
    const $unset = { closedBecause: "", askedAt: "" } as const;
    return (await windowsOf(deps).updateOne(asRead, { $set: opened, $unset }, journaled)).matchedCount === 1;
  }
  try {
    await windowsOf(deps).insertOne({ _id, ...opened }, journaled);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** They were asked, in the window that began then, for a word that opens the next one. */
export async function noteAsked(deps: WindowDeps, chat: ChatAddress, openedAt: Date): Promise<void> {
  await windowsOf(deps).updateOne({ _id: idOf(chat), openedAt }, { $set: { askedAt: deps.clock.now() } });
}

/**
 * Takes one message from a chat's window, in one write, before it is sent. The same `id` again takes nothing more. The last ones are kept
 * for what `matters`. Always possible where the channel knows no window.
 */
export async function takeFromWindow(
  deps: WindowDeps,
  chat: ChatAddress,
  { id, matters }: { readonly id: string; readonly matters: boolean },
): Promise<Taken> {
  const { windowHours, keptForWhatMatters } = channelRule(chat.channel);
  if (windowHours === undefined) return { ok: true, left: Number.POSITIVE_INFINITY, window: undefined };
  const _id = idOf(chat);
  const now = deps.clock.now();
  const kept = matters ? 0 : keptForWhatMatters;
  const isOpen = { _id, endsAt: { $gt: now }, closedBecause: { $exists: false } };
  const hasRoom = { "takenFor.id": { $ne: id }, $expr: { $lt: ["$used", { $subtract: ["$most", kept] }] } };
  const after = await windowsOf(deps).findOneAndUpdate(
    { ...isOpen, ...hasRoom },
    { $inc: { used: 1 }, $push: { takenFor: { id, at: now } } },
    { returnDocument: "after", ...journaled },
  );
  if (after) return taken(after);
  const stored = await windowsOf(deps).findOne({ _id });
  if (!stored) return { ok: false, because: "never" };
  if (stored.closedBecause !== undefined || stored.endsAt <= now) return { ok: false, because: "closed" };
  if (stored.takenFor.some((one) => one.id === id)) return taken(stored);
  return { ok: false, because: stored.used >= stored.most ? "spent" : "reserved" };
}

/** What was taken under `id` was surely not sent: it may be used for something else. */
export async function giveBack(deps: WindowDeps, chat: ChatAddress, id: string): Promise<void> {
  await windowsOf(deps).updateOne({ _id: idOf(chat), "takenFor.id": id }, { $inc: { used: -1 }, $pull: { takenFor: { id } } }, journaled);
}

/**
 * The channel refuses though by our count it should not: nothing more is tried before they write again.
 * @param openedAt the window that was refused; one that has opened since stays open
 */
export async function shutWindow(deps: WindowDeps, chat: ChatAddress, openedAt: Date | undefined, because: string): Promise<void> {
  const same = openedAt === undefined ? {} : { openedAt };
  await windowsOf(deps).updateOne({ _id: idOf(chat), ...same }, { $set: { closedBecause: because } }, journaled);
}

/** The windows of these chats, ended and shut ones too; none for a chat in which nobody ever wrote. */
export async function findWindows(deps: Pick<WindowDeps, "db">, chats: readonly ChatAddress[]): Promise<ChatWindow[]> {
  const stored = await windowsOf(deps)
    .find({ _id: { $in: chats.map(idOf) } })
    .toArray();
  return stored.map(windowFrom);
}

/** Messages that may still be sent now. */
export function leftIn({ endsAt, most, used, closedBecause }: ChatWindow, now: Date): number {
  return closedBecause !== undefined || endsAt <= now ? 0 : Math.max(0, most - used);
}

/** What the channel gave with the person's last message; undefined where there is none. */
export async function tokenOf(deps: WindowDeps, chat: ChatAddress): Promise<string | undefined> {
  const stored = await windowsOf(deps).findOne({ _id: idOf(chat) }, { projection: { token: 1 } });
  return stored?.token === undefined ? undefined : windowFields.open(deps.cipher, idOf(chat), stored).token;
}

/** Removes the windows of a chat that is no more. */
export async function forgetWindow(deps: Pick<WindowDeps, "db">, chat: ChatAddress): Promise<void> {
  await windowsOf(deps).deleteOne({ _id: idOf(chat) }, journaled);
}

function taken(stored: StoredWindow): Taken {
  return { ok: true, left: stored.most - stored.used, window: windowFrom(stored) };
}

function windowFrom({ _id, takenFor, token, ...window }: StoredWindow): ChatWindow {
  return window;
}
