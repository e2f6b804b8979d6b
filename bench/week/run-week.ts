import { setTimeout as wait } from "node:timers/promises";
import { start as startBot } from "../../bot/index.ts";
import { advanceTime, start as startJobs } from "../../jobs/index.ts";
import { start as startApi } from "../../miniprogram-api/index.ts";
import { type AppDeps, openApp } from "../../src/app.ts";
import { findDueNotices } from "../../src/outbox/index.ts";
import { addMinutes, type Config, createLog, dayMs, minuteMs, startOfDay } from "../../src/platform/index.ts";
import { findDue, findUnrelayed } from "../../src/request/index.ts";
import { isQuiet } from "../../src/station/index.ts";
import { openAgenda } from "./agenda.ts";
import { figuresOf, type WeekFigures, watchList } from "./figures.ts";
import type { WeekOptions } from "./options.ts";
import { openPeople } from "./people.ts";
import { openChance } from "./prng.ts";
import { openTown } from "./town.ts";
import { openTownWechat, type TownWechat } from "./wechat.ts";

/** Monday, a working day, before the desk opens. */
const begin = new Date("2026-11-23T08:00:00+08:00");
const stepMinutes = 30;
const settleMs = 240_000;

/**
 * A station in fast motion on both channels of WeChat and subscribe messages, against the stand-in: residents order, the desk works, helpers
 * say yes, go and come back, and everybody answers the bot as people do.
 */
export async function runWeek(config: Config, options: WeekOptions, say: (line: string) => void = () => undefined): Promise<WeekFigures> {
  let deps: AppDeps | undefined;
  const wechat = await openTownWechat(() => deps?.clock.now() ?? begin);
  const app = await openApp({ ...config, ...wechat.config, hasDemo: true, startAt: begin }, { log: createLog("silent") });
  deps = app.deps;
  const open = deps;
  const chance = openChance(options.seed);
  const town = await openTown(open, wechat, options, chance);
  const bot = await startBot(open);
  const jobs = await startJobs(open);
  const api = await startApi({ ...open, config: { ...open.config, port: 0 } });
  wechat.pushTo(`http://127.0.0.1:${api.port}/wechat/push`);
  const agenda = openAgenda();
  const people = openPeople({ deps: open, wechat, town, agenda, chance, options });
  const list = watchList(open);

  try {
    for (const [id, channels] of town.channels) for (const channel of channels) wechat.say(id, channel, "你好");
    for (const id of town.channels.keys()) wechat.agree(id);
    await settle(open, wechat);
    for (let day = 0; day < options.days; day++) {
      const midnight = startOfDay(begin, day);
      people.beginDay(midnight);
      await liveUntil(new Date(midnight.getTime() + dayMs - minuteMs));
      await list.look();
      say(`day ${day + 1} of ${options.days}: ${wechat.said()} messages written so far`);
    }
    return await figuresOf(open, list.missing, wechat.received());
  } finally {
    await bot.stop();
    await jobs.stop();
    await wechat.settled();
    await api.stop();
    await app.stop();
    await wechat.stop();
  }

  /** Goes from one thing on the agenda to the next; half an hour at most in one step, so that reminders are answered in time. */
  async function liveUntil(end: Date): Promise<void> {
    for (;;) {
      await people.look();
      const now = open.clock.now();
      if (now >= end) return;
      const settings = open.settings(open.station.id);
      const step = addMinutes(now, isQuiet(now, settings) ? stepMinutes * 8 : stepMinutes);
      const next = [agenda.next() ?? end, step, end].reduce((a, b) => (a < b ? a : b));
      if (next > now) await advanceTime(open, next.getTime() - now.getTime());
      for (const act of agenda.takeDue(open.clock.now())) await act();
      await settle(open, wechat);
    }
  }
}

/** Until every message is answered and nothing is due. @throws Error when that does not come */
async function settle(deps: AppDeps, wechat: TownWechat): Promise<void> {
  await wechat.settled();
  const until = performance.now() + settleMs;
  for (let quiet = 0; quiet < 2; ) {
    const [answered, notices, unrelayed, due] = await Promise.all([
      deps.db.collection("inbox").countDocuments({ state: "done" }),
      findDueNotices(deps, 1),
      findUnrelayed(deps, deps.clock.now(), 1),
      findDue(deps, 1),
    ]);
    const isIdle = answered >= wechat.said() && notices.length + unrelayed.length + due.length === 0;
    quiet = isIdle ? quiet + 1 : 0;
    if (performance.now() > until)
      throw new Error(
        `the town does not come to rest: ${JSON.stringify({ said: wechat.said(), answered, notices: notices.map(({ kind, why }) => [kind, why]), due: due.map(({ code, status }) => [code, status]) })}`,
      );
    if (quiet < 2) await wait(20);
  }
}
