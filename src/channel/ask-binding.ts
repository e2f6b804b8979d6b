import { randomBytes, randomInt } from "node:crypto";
import { type Clock, type Db, DomainError, type FieldCipher, minuteMs } from "../platform/index.ts";
import { type Binding, beforeScan, bindingFrom, bindingsOf, journaled } from "./binding.ts";

export interface BindingDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

/** A coordinator's ticket waits until the person has the phone at hand; at a poster they stand there now. */
const deskHours = 48;
const posterMinutes = 15;
/** Codes of posters that may be open at a station at a time: more is no crowd but somebody who plays. */
const mostFromPosters = 60;
const listed = 100;

/** A new id for a binding; as long as a session's secret. */
export function newBindingId(): string {
  return randomBytes(18).toString("base64url").replace(/^-/, "0");
}

/**
 * Makes a ticket to open a chat by scanning. The same `id` again is the same ticket; without one, who asks again for the same person gets
 * the one that waits.
 * @param asked.by the coordinator; without one it is a poster's, for whoever stands before it
 * @throws channel.too-many-bindings when too many stand before posters
 */
export async function askBinding(
  deps: BindingDeps,
  asked: { readonly stationId: string; readonly by?: string; readonly forPersonId?: string; readonly id?: string },
): Promise<Binding> {
  const now = deps.clock.now();
  const { stationId, by, forPersonId, id = newBindingId() } = asked;
  const same = asked.id === undefined && by !== undefined && forPersonId !== undefined ? await findUnused(deps, by, forPersonId) : null;
  if (same) return same;
  if (by === undefined) await refuseCrowd(deps, stationId, now);
  const minutes = by === undefined ? posterMinutes : deskHours * 60;
  const binding: Omit<Binding, "id"> = {
    code: await freeCode(deps, stationId),
    stationId,
    ...(by !== undefined && { askedBy: by }),
    ...(forPersonId !== undefined && { forPersonId }),
    askedAt: now,
    endsAt: new Date(now.getTime() + minutes * minuteMs),
    state: "open",
    qrTimes: 0,
    told: [],
    triedBy: [],
  };
  await bindingsOf(deps).updateOne({ _id: id }, { $setOnInsert: binding }, { upsert: true, ...journaled });
  return findBinding(deps, id);
}

/** @throws channel.unknown-binding */
export async function findBinding(deps: BindingDeps, bindingId: string): Promise<Binding> {
  const stored = await bindingsOf(deps).findOne({ _id: bindingId });
  if (!stored) throw new DomainError("channel.unknown-binding");
  return bindingFrom(deps, stored);
}

/** The open one of a station that the desk calls by these four digits, or null. */
export async function findBindingByCode(deps: BindingDeps, stationId: string, code: string): Promise<Binding | null> {
  const stored = await bindingsOf(deps).findOne({ stationId, code, state: { $ne: "closed" } }, { sort: { askedAt: -1 } });
  return stored && bindingFrom(deps, stored);
}

/** The newest of a station. */
export async function findBindings(deps: BindingDeps, stationId: string): Promise<Binding[]> {
  const stored = await bindingsOf(deps).find({ stationId }).sort({ askedAt: -1, _id: 1 }).limit(listed).toArray();
  return stored.map((one) => bindingFrom(deps, one));
}

/** Somebody looks at its page: as long as they do, there is a fresh code on it. */
export async function seeBinding(deps: BindingDeps, bindingId: string): Promise<Binding> {
  const now = deps.clock.now();
  await bindingsOf(deps).updateOne({ _id: bindingId, state: { $in: beforeScan }, endsAt: { $gt: now } }, { $set: { seenAt: now } });
  return findBinding(deps, bindingId);
}

/** Calls a binding off before anything came of it. @throws channel.unknown-binding, channel.binding-over */
export async function callOffBinding(deps: BindingDeps, bindingId: string): Promise<Binding> {
  await bindingsOf(deps).updateOne(
    { _id: bindingId, state: { $in: beforeScan } },
    { $set: { state: "closed", why: "called_off" }, $unset: { qr: "", number: "" } },
    journaled,
  );
  const binding = await findBinding(deps, bindingId);
  if (binding.state !== "closed") throw new DomainError("channel.binding-over");
  return binding;
}

async function findUnused(deps: BindingDeps, askedBy: string, forPersonId: string): Promise<Binding | null> {
  const waits = { askedBy, forPersonId, state: { $in: beforeScan }, endsAt: { $gt: deps.clock.now() } };
  const stored = await bindingsOf(deps).findOne(waits, { sort: { askedAt: -1 } });
  return stored && bindingFrom(deps, stored);
}

async function refuseCrowd(deps: BindingDeps, stationId: string, now: Date): Promise<void> {
  const open = { stationId, askedBy: { $exists: false }, state: { $in: beforeScan }, endsAt: { $gt: now } };
  if ((await bindingsOf(deps).countDocuments(open)) >= mostFromPosters) throw new DomainError("channel.too-many-bindings");
}

/** Four digits no open binding of the station has. Two made at the same moment may share one; the desk then sees both. */
async function freeCode(deps: BindingDeps, stationId: string): Promise<string> {
  for (;;) {
    const code = String(randomInt(1000, 10_000));
    const taken = await bindingsOf(deps).countDocuments({
      stationId,
      code,
      state: { $nin: ["closed", "bound"] },
      endsAt: { $gt: deps.clock.now() },
    });
    if (taken === 0) return code;
  }
}
