import { DomainError } from "../platform/index.ts";
import type { BindingDeps } from "./ask-binding.ts";
import { type Binding, beforeScan, bindingFields, bindingFrom, bindingsOf, journaled, type QrCode } from "./binding.ts";

/** Without a look at the page for so long no new code is fetched. */
const lookedAtMs = 60_000;
/** Codes for one ticket: five hours of somebody who looks at the page all the time. */
const mostCodes = 60;

const workOnce = 200;

/**
 * Bindings whose page somebody looks at, or whose code was scanned: this process shows them from now on, until it leaves.
 * @param present the processes that are there; what others of them hold is theirs
 */
export async function holdBindings(deps: BindingDeps, holder: string, present: readonly string[]): Promise<Binding[]> {
  const wanted = { ...isWanted(deps), $and: [{ $or: [{ heldBy: holder }, { heldBy: { $nin: [...present] } }] }] };
  const stored = await bindingsOf(deps).find(wanted).limit(workOnce).toArray();
  const others = stored.filter(({ heldBy }) => heldBy !== holder).map(({ _id, heldBy }) => ({ _id, heldBy }));
  for (const { _id, heldBy } of others)
    await bindingsOf(deps).updateOne({ _id, heldBy: heldBy ?? { $exists: false } }, { $set: { heldBy: holder } });
  const ids = stored.map(({ _id }) => _id);
  const held = await bindingsOf(deps)
    .find({ _id: { $in: ids }, heldBy: holder })
    .toArray();
  return held.map((one) => bindingFrom(deps, one));
}

/** The binding as it stands while this process shows it, or null when there is nothing more to show. */
export async function findShown(deps: BindingDeps, bindingId: string, holder: string): Promise<Binding | null> {
  const stored = await bindingsOf(deps).findOne({ ...isWanted(deps), _id: bindingId, heldBy: holder });
  return stored && bindingFrom(deps, stored);
}

/** A fresh code is there to be scanned. @returns false when nobody wants it any more, or there were too many */
export async function showQr(deps: BindingDeps, bindingId: string, qr: QrCode): Promise<boolean> {
  const sealed = bindingFields.seal(deps.cipher, bindingId, { qr });
  const { matchedCount } = await bindingsOf(deps).updateOne(
    { _id: bindingId, state: { $in: beforeScan }, qrTimes: { $lt: mostCodes } },
    { $set: { ...sealed, state: "shown" }, $inc: { qrTimes: 1 }, $unset: { number: "", wasNumberWrong: "" } },
    journaled,
  );
  if (matchedCount === 0)
    await bindingsOf(deps).updateOne(
      { _id: bindingId, state: { $in: beforeScan }, qrTimes: { $gte: mostCodes } },
      { $set: { state: "closed", why: "too_many_codes" }, $unset: { qr: "", number: "" } },
    );
  return matchedCount > 0;
}

/** The code is no good any more; the next look at the page brings a fresh one. */
export async function dropQr(deps: BindingDeps, bindingId: string): Promise<void> {
  await bindingsOf(deps).updateOne(
    { _id: bindingId, state: { $in: beforeScan } },
    { $set: { state: "open" }, $unset: { qr: "", number: "", wasNumberWrong: "" } },
  );
}

/** From now on the state of the code is asked for somewhere else. */
export async function moveQr(deps: BindingDeps, bindingId: string, baseUrl: string): Promise<void> {
  await bindingsOf(deps).updateOne(
    { _id: bindingId, state: { $in: beforeScan }, qr: { $exists: true } },
    { $set: { "qr.baseUrl": baseUrl, state: "scanned" } },
  );
}

/** The code was scanned; a number that was typed in was right. */
export async function noteScanned(deps: BindingDeps, bindingId: string): Promise<void> {
  await bindingsOf(deps).updateOne(
    { _id: bindingId, state: { $in: beforeScan }, qr: { $exists: true } },
    { $set: { state: "scanned" }, $unset: { number: "", wasNumberWrong: "" } },
  );
}

/** The phone shows a number, which is to be typed in on the page. */
export async function askNumber(deps: BindingDeps, bindingId: string, wasWrong: boolean): Promise<void> {
  await bindingsOf(deps).updateOne(
    { _id: bindingId, state: { $in: beforeScan }, qr: { $exists: true } },
    { $set: { state: "number_asked", wasNumberWrong: wasWrong }, $unset: { number: "" } },
  );
}

/** What somebody typed in from the phone. @throws channel.binding-over when no number is asked for */
export async function giveNumber(deps: BindingDeps, bindingId: string, number: string): Promise<void> {
  const sealed = bindingFields.seal(deps.cipher, bindingId, { number });
  const asked = { _id: bindingId, state: "number_asked" as const };
  const { matchedCount } = await bindingsOf(deps).updateOne(asked, { $set: { ...sealed, seenAt: deps.clock.now() } }, journaled);
  if (matchedCount === 0) throw new DomainError("channel.binding-over");
}

function isWanted({ clock }: BindingDeps) {
  const now = clock.now();
  const isLookedAt = { seenAt: { $gt: new Date(now.getTime() - lookedAtMs) } };
  return {
    state: { $in: beforeScan },
    endsAt: { $gt: now },
    $or: [isLookedAt, { state: { $in: ["scanned" as const, "number_asked" as const] } }],
  };
}
