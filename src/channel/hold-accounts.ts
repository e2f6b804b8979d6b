import { type Collection, hourMs } from "../platform/index.ts";
import { type AccountDeps, accountsOf } from "./accounts.ts";

/** A process that asks WeChat for messages, for as long as it keeps saying so. */
interface Holder {
  readonly _id: string;
  readonly until: Date;
}

const heldMs = 8_000;
/** After so long a process that has gone is forgotten. */
const forgottenMs = hourMs;

const holdersOf = ({ db }: Pick<AccountDeps, "db">): Collection<Holder> => db.collection<Holder>("channelHolders");

/**
 * Says that this process is there and takes what nobody holds: accounts that are new, whose process is gone, or whose hour of rest is over.
 * To be called every second or so; without it for 8 s others take over. Two processes never hold the same account.
 * @param present what `presentHolders` has just answered, where it was asked for anyway
 * @returns ids of all accounts this process holds now
 */
export async function holdAccounts(
  deps: Pick<AccountDeps, "db" | "clock">,
  holder: string,
  present?: readonly string[],
): Promise<string[]> {
  const others = present ?? (await presentHolders(deps, holder));
  const now = deps.clock.now();
  const isAskable = { $or: [{ state: "live" as const }, { state: "stale" as const, retryAt: { $lte: now } }] };
  await accountsOf(deps).updateMany({ ...isAskable, heldBy: { $nin: [...others] } }, { $set: { heldBy: holder } });
  const held = await accountsOf(deps)
    .find({ heldBy: holder, ...isAskable }, { projection: { _id: 1 } })
    .toArray();
  return held.map(({ _id }) => _id);
}

/** Renews this process's own mark and names all that are there. */
export async function presentHolders(deps: Pick<AccountDeps, "db" | "clock">, holder: string): Promise<string[]> {
  const now = deps.clock.now().getTime();
  await holdersOf(deps).updateOne({ _id: holder }, { $set: { until: new Date(now + heldMs) } }, { upsert: true });
  const present = await holdersOf(deps)
    .find({ until: { $gt: new Date(now) } })
    .toArray();
  return present.map(({ _id }) => _id);
}

/** This process leaves: others may take at once what it held. */
export async function leaveAccounts(deps: Pick<AccountDeps, "db" | "clock">, holder: string): Promise<void> {
  await holdersOf(deps).deleteOne({ _id: holder });
  await holdersOf(deps).deleteMany({ until: { $lt: new Date(deps.clock.now().getTime() - forgottenMs) } });
  await accountsOf(deps).updateMany({ heldBy: holder }, { $unset: { heldBy: "" } });
}
