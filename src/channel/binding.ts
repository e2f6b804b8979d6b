import type { Collection, Db, FieldCipher } from "../platform/index.ts";
import { sealedFields } from "../platform/index.ts";

/**
 * How far a binding is. `open`: nobody looks at it yet; `shown`: a QR code is there to be scanned; `scanned`; `number_asked`: the phone shows
 * a number that is typed in beside the code; `linked`: WeChat has made a chat, and whose it is, is asked in it; `undecided`: a coordinator
 * has to say whose it is; `bound`; `closed`: used up, refused or called off.
 */
export const bindingStates = ["open", "shown", "scanned", "number_asked", "linked", "undecided", "bound", "closed"] as const;
export type BindingState = (typeof bindingStates)[number];

/** Why somebody has to decide, or why it is over. */
export type BindingWhy =
  /** three answers did not fit */
  | "not_recognised"
  /** they scanned for somebody else: family, neighbours */
  | "family"
  /** whom the answer fits serves at the station: the desk binds them itself */
  | "staff"
  /** whom it fits writes from another WeChat already */
  | "has_other"
  /** this WeChat is somebody else already */
  | "taken"
  /** this WeChat is bound to this person already */
  | "again"
  | "declined"
  | "called_off"
  | "refused"
  | "too_many_codes";

/** A ticket for one person to open a chat with us by scanning a QR code of WeChat (iLink), good once. */
export interface Binding {
  /** 132 random bits: whoever has it may look at the code. */
  readonly id: string;
  /** Four digits the desk names it by. */
  readonly code: string;
  readonly stationId: string;
  /** The coordinator who made it; absent where somebody began at a poster. */
  readonly askedBy?: string;
  /** Whom it is for, where that is known beforehand. */
  readonly forPersonId?: string;
  readonly askedAt: Date;
  readonly endsAt: Date;
  readonly state: BindingState;
  readonly why?: BindingWhy;
  readonly qr?: QrCode;
  /** QR codes shown so far: each is good for five minutes. */
  readonly qrTimes: number;
  /** When somebody last looked at its page. */
  readonly seenAt?: Date;
  /** What was typed in from the phone, until WeChat has seen it. */
  readonly number?: string;
  readonly wasNumberWrong?: boolean;
  /** Who scanned, as WeChat names them. */
  readonly chatUserId?: string;
  /** The first message in the chat. */
  readonly greetedBy?: string;
  /** What they have said of who they are, by message; the messages that did not fit. */
  readonly told: readonly { readonly messageId: string; readonly text: string }[];
  readonly triedBy: readonly string[];
  /** What they asked for before we knew them; absent in what was stored before it was kept. */
  readonly wishes?: readonly { readonly messageId: string; readonly text: string; readonly at: Date }[];
  /** Who it is by what they said; bound when they agree. */
  readonly meantId?: string;
  readonly boundAt?: Date;
  /** The message that bound them. */
  readonly boundBy?: string;
}

export interface QrCode {
  /** What WeChat calls it. */
  readonly key: string;
  /** What the picture says. */
  readonly link: string;
  /** Where its state is asked for. */
  readonly baseUrl: string;
  readonly shownAt: Date;
}

export type StoredBinding = Omit<Binding, "id"> & { readonly _id: string; readonly heldBy?: string };

export const bindingFields = sealedFields("ilinkBindings", ["qr.key", "qr.link", "number", "told.*.text", "wishes.*.text"]);

export const journaled = { writeConcern: { j: true } } as const;

/** The states in which a code is or will be scanned. */
export const beforeScan: BindingState[] = ["open", "shown", "scanned", "number_asked"];

export const bindingsOf = ({ db }: { readonly db: Db }): Collection<StoredBinding> => db.collection<StoredBinding>("ilinkBindings");

export async function ensureChannelIndexes(db: Db): Promise<void> {
  await bindingsOf({ db }).createIndexes([
    { key: { stationId: 1, askedAt: -1 }, name: "station" },
    { key: { state: 1, seenAt: 1 }, name: "work" },
    { key: { chatUserId: 1, askedAt: -1 }, name: "chat" },
    { key: { askedAt: 1 }, name: "age" },
  ]);
  await db.collection("ilinkAccounts").createIndexes([
    { key: { userId: 1, state: 1 }, name: "user" },
    { key: { heldBy: 1 }, name: "holder" },
    { key: { leavesAt: 1 }, name: "leaving", sparse: true },
  ]);
}

export function bindingFrom({ cipher }: { readonly cipher: FieldCipher }, { _id, heldBy: _, ...stored }: StoredBinding): Binding {
  return { id: _id, ...bindingFields.open(cipher, _id, stored) };
}

/** True while something may still come of it. */
export function isOpenBinding({ state, endsAt }: Pick<Binding, "state" | "endsAt">, now: Date): boolean {
  return state === "linked" || state === "undecided" || (beforeScan.includes(state) && endsAt > now);
}
