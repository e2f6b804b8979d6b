import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { Db } from "./mongo.ts";

const pollMs = 200;

/** A clock the simulator may set forward. Its offset is stored, so that processes started apart agree within 0.2 s. */
export interface MovableClock extends Clock {
  /** Moves time on for every process; this one sees it when the promise resolves. @throws RangeError for a step back */
  advance(ms: number): Promise<Date>;
  /** Reads the stored offset now. */
  refresh(): Promise<void>;
  stop(): void;
}

/** Development and tests only. `startAt` sets where a new database starts; one that has a clock keeps it. */
export async function openMovableClock(db: Db, log: Log, startAt?: Date, base: Clock = systemClock): Promise<MovableClock> {
  const offsets = db.collection<{ _id: string; ms: number }>("clock");
  const initial = startAt ? startAt.getTime() - base.now().getTime() : 0;
  let ms = initial;
  // It only grows: an answer older than one's own step must not set the clock back.
  const read = async (): Promise<void> => {
    ms = Math.max(ms, (await offsets.findOne({ _id: "offset" }))?.ms ?? ms);
  };
  const stored = await offsets.findOneAndUpdate(
    { _id: "offset" },
    { $setOnInsert: { ms: initial } },
    { upsert: true, returnDocument: "after" },
  );
  ms = stored?.ms ?? initial;

  let isReading = false;
  const poll = setInterval(() => {
    if (isReading) return;
    isReading = true;
    read()
      .catch((error: unknown) => log.debug({ err: error }, "the clock could not be read"))
      .finally(() => {
        isReading = false;
      });
  }, pollMs).unref();

  return {
    now: () => new Date(base.now().getTime() + ms),
    advance: async (step) => {
      if (!(step >= 0)) throw new RangeError("time does not go back");
      const after = await offsets.findOneAndUpdate({ _id: "offset" }, { $inc: { ms: step } }, { upsert: true, returnDocument: "after" });
      ms = Math.max(ms, after?.ms ?? ms + step);
      return new Date(base.now().getTime() + ms);
    },
    refresh: read,
    stop: () => clearInterval(poll),
  };
}
