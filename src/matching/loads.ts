import {
  addMinutes,
  type Clock,
  type Collection,
  type Db,
  DomainError,
  type FieldCipher,
  isDuplicateKey,
  startOfDay,
} from "../platform/index.ts";
import type { Booking, HelperLoad } from "./helper.ts";
import { emptyDocument, type HelperKey, type LoadDocument, loadOf } from "./load-document.ts";
import type { Need } from "./need.ts";
import { onTheWayMinutes } from "./score.ts";

export interface LoadDeps {
  readonly db: Db;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

/** What `reserve` writes down; a `Need` has all of it. */
export type BookingRequest = Booking & { readonly stationId: string };

export function loadsCollection(deps: Pick<LoadDeps, "db">): Collection<LoadDocument> {
  return deps.db.collection<LoadDocument>("helperLoads");
}

/** Makes the indexes of `helperLoads`; safe to repeat. */
export async function ensureLoadIndexes(deps: Pick<LoadDeps, "db">): Promise<void> {
  await loadsCollection(deps).createIndexes([
    { key: { stationId: 1, updatedAt: 1 } },
    { key: { stationId: 1, likedBy: 1 } },
    { key: { stationId: 1, "bookings.communityId": 1 } },
  ]);
}

/** The loads of these helpers by person id; those never asked are missing. */
export async function findLoads(deps: Pick<LoadDeps, "db">, personIds: readonly string[]): Promise<Map<string, HelperLoad>> {
  const documents = await loadsCollection(deps)
    .find({ _id: { $in: [...personIds] } })
    .toArray();
  return new Map(documents.map((document) => [document._id, loadOf(document)]));
}

/** The loads of all helpers of a station by person id, or of those changed since; those never asked are missing. */
export async function findStationLoads(
  deps: Pick<LoadDeps, "db">,
  stationId: string,
  changedSince?: Date,
): Promise<Map<string, HelperLoad>> {
  const documents = await loadsCollection(deps)
    .find({ stationId, ...(changedSince && { updatedAt: { $gte: changedSince } }) })
    .toArray();
  return new Map(documents.map((document) => [document._id, loadOf(document)]));
}

/** Helpers with a bond to this need: those the beneficiary liked, the one asked for by name, those with a task near by around that time. */
export async function findBondedIds(deps: Pick<LoadDeps, "db">, need: Need): Promise<string[]> {
  const { stationId, communityId, beneficiaryId, startAt, endAt, wishedHelperId } = need;
  const isNear = {
    communityId,
    startAt: { $lte: addMinutes(endAt, onTheWayMinutes) },
    endAt: { $gte: addMinutes(startAt, -onTheWayMinutes) },
  };
  const bonded = await loadsCollection(deps)
    .find({ stationId, $or: [{ likedBy: beneficiaryId }, { bookings: { $elemMatch: isNear } }] }, { projection: { _id: 1 } })
    .toArray();
  return [...bonded.map(({ _id }) => _id), ...(wishedHelperId ? [wishedHelperId] : [])];
}

/**
 * Books the helper for a request, in one write that also looks for overlaps (R5) and the tasks of that day (R2): of two requests
 * that race for one helper, one wins. Repeating it changes nothing; with other times it moves the booking.
 * @throws matching.double-booked when another booking overlaps; details {code, startAt, endAt} of that one
 * @throws matching.day-full when the helper has `maxTasksPerDay` tasks that day; details {tasks}
 */
export async function reserve(deps: LoadDeps, personId: string, request: BookingRequest, maxTasksPerDay: number): Promise<void> {
  await ensureDocument(deps, { personId, stationId: request.stationId });
  const { requestId, code, startAt, endAt, communityId, gridId } = request;
  const booking: Booking = { requestId, code, startAt, endAt, communityId, gridId };
  const others = { $filter: { input: "$bookings", cond: { $ne: ["$$this.requestId", { $literal: requestId }] } } };
  const overlapping = {
    $filter: { input: others, cond: { $and: [{ $lt: ["$$this.startAt", endAt] }, { $gt: ["$$this.endAt", startAt] }] } },
  };
  const isThatDay = { $and: [{ $gte: ["$$this.startAt", startOfDay(startAt)] }, { $lt: ["$$this.startAt", startOfDay(startAt, 1)] }] };
  const thatDay = { $filter: { input: others, cond: isThatDay } };
  const now = deps.clock.now();
  const kept = { $filter: { input: others, cond: { $gt: ["$$this.endAt", addMinutes(now, -24 * 60)] } } };
  const { matchedCount } = await loadsCollection(deps).updateOne(
    { _id: personId, $expr: { $and: [{ $eq: [{ $size: overlapping }, 0] }, { $lt: [{ $size: thatDay }, maxTasksPerDay] }] } },
    [{ $set: { bookings: { $concatArrays: [kept, [{ $literal: booking }]] }, updatedAt: now } }],
  );
  if (matchedCount === 0) throw await whyNotReserved(deps, personId, booking);
}

async function whyNotReserved(deps: LoadDeps, personId: string, wanted: Booking): Promise<DomainError> {
  const load = (await findLoads(deps, [personId])).get(personId);
  const others = load?.bookings.filter(({ requestId }) => requestId !== wanted.requestId) ?? [];
  const other = others.find(({ startAt, endAt }) => startAt < wanted.endAt && endAt > wanted.startAt);
  if (other) return new DomainError("matching.double-booked", { code: other.code, startAt: other.startAt, endAt: other.endAt });
  return new DomainError("matching.day-full", { tasks: others.length });
}

/** Gives the helper's time free again; safe to repeat. */
export async function unreserve(deps: LoadDeps, personId: string, requestId: string): Promise<void> {
  await loadsCollection(deps).updateOne(
    { _id: personId, "bookings.requestId": requestId },
    { $pull: { bookings: { requestId } }, $set: { updatedAt: deps.clock.now() } },
  );
}

/** Makes the helper's document when there is none; of two that try at once, both find it afterwards. */
export async function ensureDocument(deps: LoadDeps, helper: HelperKey): Promise<void> {
  const { _id, ...fields } = emptyDocument(helper, deps.clock.now());
  try {
    await loadsCollection(deps).updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
