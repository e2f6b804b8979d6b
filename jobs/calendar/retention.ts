import { forgetOldAccess } from "../../src/access/index.ts";
import { forgetOldBindings, forgetOldPushed, forgetOldSends } from "../../src/channel/index.ts";
import { dayMs } from "../../src/platform/index.ts";
import { forgetOldRequests } from "../../src/request/index.ts";
import { findForgotten } from "../../src/station/index.ts";
import type { CalendarJob } from "./slots.ts";

const atNight = 3 * 60 + 10;

/** Words of a chat are kept as long as the station says (R17), those of who was forgotten not to the next day; that something was said stays. The embedded engine forgets nothing by itself. */
export const retention: CalendarJob = {
  name: "retention",
  minuteOf: () => atNight,
  isWorthDoingLate: true,
  run: async ({ db, redis, key, clock, settings, station }) => {
    const before = new Date(clock.now().getTime() - settings(station.id).retention.chatDays * dayMs);
    await forgetOldAccess({ db, clock });
    await forgetOldBindings({ db, clock });
    await forgetOldPushed({ db, clock });
    await forgetOldSends({ db, clock });
    const { requestYears } = settings(station.id).retention;
    const requestsBefore = new Date(clock.now().getTime() - requestYears * 365 * dayMs);
    await forgetOldRequests({ db }, station.id, { wordsBefore: before, requestsBefore });
    await db.collection("simMessages").updateMany({ at: { $lt: before }, text: { $ne: "" } }, { $set: { text: "" } });
    await db.collection("inbox").deleteMany({ state: "done", receivedAt: { $lt: before } });
    const forgotten = await findForgotten({ db }, station.id);
    await db.collection("inbox").deleteMany({ state: "done", personId: { $in: forgotten } });
    if (forgotten.length > 0) await redis.del(...forgotten.map((personId) => key("bot", "dialog", personId))).catch(() => undefined);
    await db
      .collection("notices")
      .updateMany({ status: { $ne: "pending" }, createdAt: { $lt: before }, data: { $exists: true } }, { $unset: { data: "" } });
  },
};
