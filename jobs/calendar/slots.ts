import type { AppDeps } from "../../src/app.ts";
import { addMinutes, hourMs, isDuplicateKey, minuteMs, startOfDay } from "../../src/platform/index.ts";
import type { StationSettings } from "../../src/station/index.ts";

/** Something that happens once a day at the station. */
export interface CalendarJob {
  readonly name: string;
  /** Minutes after midnight. */
  readonly minuteOf: (settings: StationSettings) => number;
  /** After downtime it is still worth doing hours later; else two hours late is too late. */
  readonly isWorthDoingLate: boolean;
  /** Runs again after a crash: what it stores has deterministic ids. */
  readonly run: (deps: AppDeps, slotAt: Date) => Promise<void>;
}

interface Slot {
  readonly _id: string;
  readonly lastSlot: Date;
  readonly startedAt: Date;
  readonly isDone: boolean;
}

const staleMs = 2 * hourMs;
/** A job that has not finished after this long was lost with its process. */
const lostMs = 5 * minuteMs;

const slotsOf = ({ db }: Pick<AppDeps, "db">) => db.collection<Slot>("calendarJobs");
const idOf = (deps: AppDeps, job: CalendarJob) => `${deps.station.id}:${job.name}`;

/** The last time of this clock time that is not after `now`. */
export function latestSlot(minute: number, now: Date): Date {
  const today = addMinutes(startOfDay(now), minute);
  return today <= now ? today : addMinutes(startOfDay(now, -1), minute);
}

/** The first time of this clock time after `now`. */
export function nextSlot(minute: number, now: Date): Date {
  return addMinutes(startOfDay(latestSlot(minute, now), 1), minute);
}

/**
 * Takes a slot for this process, by compare-and-set. A job never seen before begins with the next slot; a stale one is only noted.
 * @returns whether to run it
 */
export async function claimSlot(deps: AppDeps, job: CalendarJob, slotAt: Date): Promise<boolean> {
  const now = deps.clock.now();
  const _id = idOf(deps, job);
  const isStale = !job.isWorthDoingLate && now.getTime() - slotAt.getTime() > staleMs;
  const wanted = { lastSlot: slotAt, startedAt: now, isDone: isStale };
  const stored = await slotsOf(deps).findOne({ _id });
  if (!stored) {
    await insert(deps, { _id, ...wanted, isDone: true });
    return false;
  }
  const isNew = stored.lastSlot < slotAt;
  const isLost = !stored.isDone && now.getTime() - stored.startedAt.getTime() > lostMs;
  if (!isNew && !isLost) return false;
  const { matchedCount } = await slotsOf(deps).updateOne({ _id, lastSlot: stored.lastSlot, startedAt: stored.startedAt }, { $set: wanted });
  return matchedCount === 1 && !isStale;
}

export async function finishSlot(deps: AppDeps, job: CalendarJob, slotAt: Date): Promise<void> {
  await slotsOf(deps).updateOne({ _id: idOf(deps, job), lastSlot: slotAt }, { $set: { isDone: true } });
}

async function insert(deps: AppDeps, slot: Slot): Promise<void> {
  try {
    await slotsOf(deps).insertOne(slot);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
