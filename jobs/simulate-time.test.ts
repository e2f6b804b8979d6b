import { afterAll, expect, test } from "vitest";
import { findDueNotices, settleNotice } from "../src/outbox/index.ts";
import { dayMs, hourMs, minuteMs, openPlatform } from "../src/platform/index.ts";
import { escalateRequest, findRequest, type ServiceRequest } from "../src/request/index.ts";
import { advanceTime, openSimulator } from "./simulate-time.ts";
import { testApp } from "./test-app.ts";
import { accepted, collecting, queued } from "./test-requests.ts";

const { deps: still, noticesOf } = await testApp();
const platform = await openPlatform({ ...still.config, startAt: new Date("2026-11-23T01:30:00Z") }, { log: still.log });
const deps = { ...still, ...platform };
afterAll(() => platform.stop());

/** Stands in for the bot: sends what is due. */
const bot = setInterval(async () => {
  for (const { id } of await findDueNotices(deps, 100)) await settleNotice(deps, id, { status: "sent" });
}, 10);
afterAll(() => clearInterval(bot));
const at = (request: ServiceRequest, reason: string) => request.history.find((entry) => entry.reason === reason)?.at.getTime() ?? 0;

test("a day goes by, and each thing happens at its time", async () => {
  const request = await accepted(deps, { inHours: 26 });
  const startAt = request.wish.startAt?.getTime() ?? 0;
  const before = deps.clock.now().getTime();
  await openSimulator(deps).advance(dayMs + hourMs);
  expect(deps.clock.now().getTime()).toBeGreaterThanOrEqual(before + dayMs + hourMs);
  const after = await findRequest(deps, request.id);
  for (const [name, hours] of [
    ["accepted.day_before", 24],
    ["accepted.two_hours", 2],
  ] as const) {
    expect(Math.abs(at(after, name) - (startAt - hours * hourMs)), name).toBeLessThan(minuteMs);
  }
  expect(after.flags).toContain("at_risk");
  expect(await noticesOf(request.id)).toContain("resident.tomorrow");
  expect(await findDueNotices(deps, 10)).toEqual([]);
});

test("a quarter of an hour brings what is due in it", async () => {
  const request = await collecting(deps);
  await queued(deps);
  await advanceTime(deps, 15 * minuteMs);
  expect(await noticesOf(request.id)).toContain("resident.nudge");
});

test("a day with an emergency nobody takes goes by too", async () => {
  const request = await escalateRequest(
    deps,
    (await collecting(deps)).id,
    { role: "resident", personId: "PL-R0001" },
    { kind: "fall", said: "摔倒了" },
  );
  await advanceTime(deps, dayMs);
  const pages = (await findRequest(deps, request.id)).history.filter(({ event }) => event === "page");
  expect(pages.length).toBeGreaterThan(5);
}, 40_000);

test("a clock that cannot be moved says so", async () => {
  await expect(advanceTime({ ...deps, movableClock: undefined }, 1)).rejects.toThrow("cannot be moved");
});
