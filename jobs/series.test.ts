import { expect, test } from "vitest";
import { dayMs } from "../src/platform/index.ts";
import { changeRequest, findLatestOf, findRequest, openNextInSeries, type ServiceRequest } from "../src/request/index.ts";
import { cancelService } from "../src/visit/index.ts";
import { cancelledSeries } from "./calendar/series.ts";
import { runDue } from "./due.ts";
import { testApp } from "./test-app.ts";
import { accepted, helperOf } from "./test-requests.ts";

const { deps, clock, noticesOf } = await testApp();
const monday = new Date("2026-11-23T01:30:00Z");
const weekly = "FREQ=WEEKLY;BYDAY=WE";

async function seriesOf(first: ServiceRequest): Promise<ServiceRequest[]> {
  return (await findLatestOf(deps, first.requesterId, 50)).filter(({ links }) => links.seriesId === first.id);
}
const startOf = ({ wish: { startAt } }: ServiceRequest) => startAt ?? monday;

test("when one begins the next is opened, approved, with the same helper wished for, and the resident is told", async () => {
  clock.set(monday);
  const first = await accepted(deps, { wish: { rrule: weekly } });
  clock.set(startOf(first));
  await Promise.all([runDue(deps, first.id), runDue(deps, first.id)]);
  await runDue(deps, first.id);
  const [next, ...others] = await seriesOf(first);
  expect(others).toEqual([]);
  expect(next).toMatchObject({
    source: "series",
    status: "queued",
    itemCode: first.itemCode,
    wish: { rrule: weekly, helperId: helperOf(first) },
  });
  expect(next && startOf(next)).toEqual(new Date(startOf(first).getTime() + 7 * dayMs));
  expect(await noticesOf(next?.id ?? "")).toEqual(["resident.next_in_series"]);
});

test("times missed while nothing ran are passed over", async () => {
  clock.set(monday);
  const first = await accepted(deps, { wish: { rrule: weekly } });
  clock.set(new Date(startOf(first).getTime() + 15 * dayMs));
  await openNextInSeries(deps, first);
  expect((await seriesOf(first)).map(startOf)).toEqual([new Date(startOf(first).getTime() + 21 * dayMs)]);
});

test("a series with a count ends", async () => {
  clock.set(monday);
  const first = await accepted(deps, { wish: { rrule: `${weekly};COUNT=2` } });
  clock.set(startOf(first));
  const second = await openNextInSeries(deps, first);
  expect(second?.wish.rrule).toBe(`${weekly};COUNT=1`);
  clock.set(second ? startOf(second) : monday);
  expect(second && (await openNextInSeries(deps, second))).toBeNull();
});

test("cancelled once it goes on, cancelled for good it does not", async () => {
  clock.set(monday);
  const resident = { role: "resident", personId: "PL-R0001" } as const;
  const once = await accepted(deps, { wish: { rrule: weekly } });
  await cancelService(deps, once.id, resident);
  const forGood = await accepted(deps, { wish: { rrule: weekly } });
  const { rrule: _, ...wish } = forGood.wish;
  await changeRequest(deps, forGood.id, () => ({ event: "note_detail", by: resident, change: { wish } }));
  await cancelService(deps, forGood.id, resident);
  clock.set(new Date(startOf(once).getTime() + dayMs));
  expect((await findRequest(deps, once.id)).nextDueAt).toBeNull();
  await cancelledSeries.run(deps, clock.now());
  await cancelledSeries.run(deps, clock.now());
  expect(await seriesOf(once)).toHaveLength(1);
  expect(await seriesOf(forGood)).toEqual([]);
});
