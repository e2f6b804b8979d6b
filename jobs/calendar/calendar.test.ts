import { afterEach, expect, test } from "vitest";
import { boundHelpers } from "../../src/matching/index.ts";
import { findNotice, type Notice } from "../../src/outbox/index.ts";
import { addMinutes, dayMs, hourMs } from "../../src/platform/index.ts";
import { findRequest } from "../../src/request/index.ts";
import { testApp } from "../test-app.ts";
import { accepted, submitted } from "../test-requests.ts";
import { nextCalendarAt, runCalendar } from "./index.ts";

const { deps, clock, noticesOf } = await testApp();
const monday = new Date("2026-11-23T01:30:00Z"); // 9:30
const day = (date: string, time: string) => new Date(`${date}T${time}:00+08:00`);
afterEach(async () => {
  await deps.db.collection("notices").deleteMany({ requestId: { $exists: false } });
  await deps.db.collection("calendarJobs").deleteMany({});
});
const told = async (kind: string): Promise<Notice[]> => {
  const stored = await deps.db.collection<{ _id: string }>("notices").find({ kind }).sort({ _id: 1 }).toArray();
  return (await Promise.all(stored.map(({ _id }) => findNotice(deps, _id)))).filter((notice) => notice !== null);
};
/** Jobs run for the first time only note where they stand. */
async function since(at: Date): Promise<void> {
  clock.set(at);
  await runCalendar(deps);
}

test("coordinators read the morning list at 8:30, once, however many processes there are", async () => {
  await since(monday);
  const { code } = await submitted(deps, { inHours: 72 });
  clock.set(day("2026-11-24", "08:29"));
  await runCalendar(deps);
  expect(await told("desk.digest")).toEqual([]);
  clock.set(day("2026-11-24", "08:30"));
  await Promise.all([runCalendar(deps), runCalendar(deps), runCalendar(deps)]);
  await runCalendar(deps);
  const digests = await told("desk.digest");
  const coordinators = await deps.db.collection("people").countDocuments({ roles: "coordinator", stationId: "PL" });
  expect(digests).toHaveLength(coordinators);
  expect(digests[0]?.data).toMatchObject({ open: 1, today: [], unfilled: [] });
  expect(code).toMatch(/^[A-Z]\d+$/);
});

test("nobody reads a list at the weekend, and everybody does on a Sunday that is worked (调休)", async () => {
  await since(day("2026-11-27", "12:00"));
  clock.set(day("2026-11-28", "08:31"));
  await runCalendar(deps);
  expect(await told("desk.digest")).toEqual([]);
  await deps.db.collection("calendarJobs").deleteMany({});
  await since(day("2026-09-19", "12:00"));
  clock.set(day("2026-09-20", "08:31")); // Sunday before the National Day of 2026, worked
  await runCalendar(deps);
  expect((await told("desk.digest")).length).toBeGreaterThan(0);
});

test("a list more than two hours late is not sent; what is worth doing late is done", async () => {
  await since(monday);
  const ending = (await deps.db.collection("people").findOne({ "helper.status": "active" }))?._id;
  await deps.db.collection("people").updateOne({ _id: ending as never }, { $set: { "helper.insuredUntil": day("2026-12-20", "00:00") } });
  clock.set(day("2026-11-24", "10:31"));
  await runCalendar(deps);
  expect(await told("desk.digest")).toEqual([]);
  expect((await told("helper.expiring")).map(({ to }) => to)).toEqual([ending]);
  expect((await told("desk.expiring"))[0]?.data?.people).toEqual([expect.objectContaining({ what: "志愿者保险", until: "12月20日" })]);
  clock.set(day("2026-11-25", "08:30"));
  await runCalendar(deps);
  expect(await told("helper.expiring"), "each paper is told once").toHaveLength(1);
});

test("a station that starts in the middle of the day is not sent the list of the morning", async () => {
  await since(monday);
  expect(await told("desk.digest")).toEqual([]);
});

test("a job that was lost with its process is run again by another", async () => {
  await since(monday);
  clock.set(day("2026-11-24", "08:30"));
  await deps.db
    .collection("calendarJobs")
    .updateOne({ _id: "PL:digest" as never }, { $set: { lastSlot: clock.now(), startedAt: clock.now(), isDone: false } });
  await runCalendar(deps);
  expect(await told("desk.digest")).toEqual([]);
  clock.set(day("2026-11-24", "08:36"));
  await runCalendar(deps);
  expect((await told("desk.digest")).length).toBeGreaterThan(0);
});

test("the day before a task it is looked at whether the training still holds on the day (R12)", async () => {
  clock.set(monday);
  const request = await accepted(deps, { itemCode: "EL01", wish: { dest: "区医院" }, inHours: 28 }); // Tuesday 13:30
  const [helperId = ""] = boundHelpers(request);
  await deps.db
    .collection("people")
    .updateOne(
      { _id: helperId as never, "helper.trainings.code": "escort" },
      { $set: { "helper.trainings.$.validUntil": day("2026-11-23", "00:00") } },
    );
  await deps.db.collection("people").updateOne({ _id: helperId as never }, { $set: { "helper.insuredUntil": day("2026-11-23", "00:00") } });
  await since(day("2026-11-23", "09:40"));
  clock.set(day("2026-11-24", "08:30"));
  await runCalendar(deps);
  await deps.db.collection("calendarJobs").deleteMany({});
  const after = await findRequest(deps, request.id);
  expect(after.flags).toContain("at_risk");
  expect((await noticesOf(request.id)).filter((kind) => kind === "desk.expiring").length).toBeGreaterThan(0);
  const { version } = after;
  await since(day("2026-11-24", "08:40"));
  clock.set(day("2026-11-24", "08:41"));
  await runCalendar(deps);
  expect((await findRequest(deps, request.id)).version).toBe(version);
});

test("points about to end are told of, and end", async () => {
  clock.set(monday);
  const helper = await deps.db.collection("ledgerEntries").findOne({ points: { $gt: 0 } });
  await since(new Date(monday.getTime() + (2 * 365 - 20) * dayMs));
  clock.set(new Date(clock.now().getTime() + dayMs));
  await runCalendar(deps);
  const warned = (await told("helper.expiring")).filter(({ data, to }) => data?.points !== undefined && to === helper?.personId);
  expect(warned).toHaveLength(1);
  clock.set(new Date(clock.now().getTime() + 40 * dayMs));
  await runCalendar(deps);
  expect(await deps.db.collection("ledgerEntries").countDocuments({ personId: helper?.personId, kind: "expiry" })).toBe(1);
});

test("words of a chat are forgotten after the station's time", async () => {
  clock.set(monday);
  const messages = deps.db.collection("simMessages");
  await messages.insertMany([
    { seq: 900_001, text: "很久以前", at: new Date(monday.getTime() - 181 * dayMs) },
    { seq: 900_002, text: "昨天", at: new Date(monday.getTime() - dayMs) },
  ]);
  await since(addMinutes(monday, 1));
  clock.set(new Date(monday.getTime() + 20 * hourMs));
  await runCalendar(deps);
  expect((await messages.find().sort({ seq: 1 }).toArray()).map(({ text }) => text)).toEqual(["", "昨天"]);
});

test("the next moment of the calendar is known", () => {
  clock.set(day("2026-11-23", "09:30"));
  expect(nextCalendarAt(deps)).toEqual(day("2026-11-24", "03:10"));
});
