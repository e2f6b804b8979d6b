import { type Clock, type Collection, type Db, type FieldCipher, minuteMs, sealedFields } from "../platform/index.ts";

export interface AccountDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

/**
 * The chat one person has opened with us by scanning (iLink): each has credentials of its own. `live` is asked for messages; `stale` was
 * refused by WeChat and is tried again at `retryAt`, until then its person has to scan anew; `ended` is never used again.
 */
export interface Account {
  /** WeChat's id of the bot that was made for this person. */
  readonly id: string;
  /** The person who scanned, as WeChat names them: the chat user id of the channel `ilink`. */
  readonly userId: string;
  /** Where WeChat answers for this account, without a slash at its end. */
  readonly baseUrl: string;
  readonly token: string;
  /** How far its messages are taken over; empty before the first. */
  readonly cursor: string;
  readonly state: "live" | "stale" | "ended";
  readonly boundAt: Date;
  readonly retryAt?: Date;
  readonly endedBecause?: string;
  /** Ends then: the last answer still has to get out. */
  readonly leavesAt?: Date;
}

export type StoredAccount = Omit<Account, "id"> & {
  readonly _id: string;
  /** The process that asks for its messages. */
  readonly heldBy?: string;
};

export const accountFields = sealedFields("ilinkAccounts", ["token"]);

const journaled = { writeConcern: { j: true } } as const;
/** How long WeChat is left alone after it has refused a token. */
const staleMinutes = 60;
const farewellMs = 60_000;
const isAlive = { state: { $in: ["live", "stale"] as ("live" | "stale")[] } };

export const accountsOf = ({ db }: Pick<AccountDeps, "db">): Collection<StoredAccount> => db.collection<StoredAccount>("ilinkAccounts");

/** Takes over what WeChat gave after a scan. The same person's earlier accounts end: WeChat refuses their tokens from now on. */
export async function addAccount(deps: AccountDeps, given: Pick<Account, "id" | "userId" | "baseUrl" | "token">): Promise<void> {
  const { id, ...fields } = given;
  const account = { ...fields, cursor: "", state: "live" as const, boundAt: deps.clock.now() };
  await accountsOf(deps).updateOne(
    { _id: id },
    { $set: accountFields.seal(deps.cipher, id, account), $unset: { heldBy: "", retryAt: "", endedBecause: "", leavesAt: "" } },
    { upsert: true, ...journaled },
  );
  await end(deps, { userId: given.userId, _id: { $ne: id } }, "replaced");
}

/** The account a person can be written to by; null when there is none, or WeChat refuses it. */
export async function findLiveAccount(deps: AccountDeps, userId: string): Promise<Account | null> {
  const stored = await accountsOf(deps).findOne({ userId, state: "live" });
  return stored && accountFrom(deps, stored);
}

/** One account with its token, or null. */
export async function findAccount(deps: AccountDeps, id: string): Promise<Account | null> {
  const stored = await accountsOf(deps).findOne({ _id: id, ...isAlive });
  return stored && accountFrom(deps, stored);
}

/** How the accounts of these people stand; of each only the newest. */
export async function findAccountStates(
  deps: Pick<AccountDeps, "db">,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Account["state"]>> {
  const stored = await accountsOf(deps)
    .find({ userId: { $in: [...userIds] } })
    .sort({ boundAt: 1 })
    .toArray();
  return new Map(stored.map(({ userId, state }) => [userId, state]));
}

/**
 * Notes how far the messages of an account are stored on our side.
 * @returns false when another process has the account now, or it has ended
 */
export async function storeCursor(deps: Pick<AccountDeps, "db">, id: string, holder: string, cursor: string): Promise<boolean> {
  const { matchedCount } = await accountsOf(deps).updateOne({ _id: id, heldBy: holder, ...isAlive }, { $set: { cursor } }, journaled);
  return matchedCount > 0;
}

/** WeChat refuses the token: nothing is asked for an hour. @returns whether this is news */
export async function markStale(deps: AccountDeps, id: string): Promise<boolean> {
  const retryAt = new Date(deps.clock.now().getTime() + staleMinutes * minuteMs);
  const { modifiedCount } = await accountsOf(deps).updateOne({ _id: id, state: "live" }, { $set: { state: "stale", retryAt } }, journaled);
  if (modifiedCount === 0) await accountsOf(deps).updateOne({ _id: id, state: "stale" }, { $set: { retryAt } }, journaled);
  return modifiedCount > 0;
}

/** WeChat takes the token again. */
export async function markLive(deps: Pick<AccountDeps, "db">, where: { readonly id: string } | { readonly userId: string }): Promise<void> {
  const filter = "id" in where ? { _id: where.id } : where;
  await accountsOf(deps).updateMany({ ...filter, state: "stale" }, { $set: { state: "live" }, $unset: { retryAt: "" } }, journaled);
}

/** Ends every account of somebody: their token is thrown away, nothing is asked or sent there any more. Safe to repeat. */
export async function endAccounts(deps: Pick<AccountDeps, "db">, userId: string, because: string): Promise<void> {
  await end(deps, { userId }, because);
}

/** Ends an account in a minute: nothing but the answer that is on its way is sent there any more. */
export async function leaveAccount(deps: AccountDeps, userId: string): Promise<void> {
  const leavesAt = new Date(deps.clock.now().getTime() + farewellMs);
  await accountsOf(deps).updateMany({ userId, ...isAlive }, { $set: { leavesAt } }, journaled);
}

/** Whose accounts are to end by now. */
export async function findLeft(deps: AccountDeps): Promise<string[]> {
  const left = await accountsOf(deps)
    .find({ leavesAt: { $lte: deps.clock.now() }, ...isAlive }, { projection: { userId: 1 } })
    .toArray();
  return left.map(({ userId }) => userId);
}

async function end(deps: Pick<AccountDeps, "db">, which: { userId: string; _id?: { $ne: string } }, because: string): Promise<void> {
  await accountsOf(deps).updateMany(
    { ...which, ...isAlive },
    { $set: { state: "ended", endedBecause: because, token: "", cursor: "" }, $unset: { heldBy: "", retryAt: "", leavesAt: "" } },
    journaled,
  );
}

function accountFrom({ cipher }: AccountDeps, { _id, heldBy: _, ...stored }: StoredAccount): Account {
  return { id: _id, ...accountFields.open(cipher, _id, stored) };
}
