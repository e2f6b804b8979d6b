import { expect, test } from "vitest";
import { station } from "../support/station.ts";
import { escortTomorrow, steps } from "./steps.ts";

test("the evening before and the hour before, the resident is reminded; the helper a day and two hours before", async () => {
  const story = await station();
  const { accepted, current } = steps(story);
  await accepted("周三上午十点能派人陪我去区医院看病吗");
  await story.advanceTo("2026-11-24T10:01");
  await current.helper!.sees(/明天/);
  await story.advanceTo("2026-11-24T19:01");
  await story.resident.sees(/明天/);
  await story.advanceTo("2026-11-25T08:01");
  await current.helper!.sees(/回 ?1|回「1」/);
  await current.helper!.says("1");
  await story.advanceTo("2026-11-25T09:01");
  await story.resident.sees(/快到点/);
  const { assignments, flags } = await story.request(current.code);
  expect(assignments[0]?.confirmedAt).toBeInstanceOf(Date);
  expect(flags).not.toContain("at_risk");
});

test("no answer two hours before puts the task on the list of those at risk", async () => {
  const story = await station();
  const { accepted, current } = steps(story);
  const code = await accepted("周三上午十点能派人陪我去区医院看病吗");
  await story.advanceTo("2026-11-25T08:31");
  await story.coordinator.sees(new RegExp(code));
  expect((await story.request(current.code)).flags).toContain("at_risk");
});

test("at night nobody is written to unless it is urgent", async () => {
  const story = await station({ startAt: new Date("2026-11-23T20:50:00+08:00") });
  const { queued, say, current } = steps(story);
  const code = await queued("周三上午九点能派人陪我去区医院看病吗");
  await story.advanceTo("2026-11-23T21:05");
  await say(story.coordinator, `确认 ${code} 1`);
  const asked = await story.phone((await story.request(current.code)).offers[0]!.volunteerId);
  await asked.seesNothing(new RegExp(code));
  await story.advanceTo("2026-11-24T06:55");
  await asked.seesNothing(new RegExp(code));
  await story.advanceTo("2026-11-24T07:01");
  await asked.sees(new RegExp(`${code}[\\s\\S]*陪同就医`));
  expect((await story.request(code)).offers[0]!.status).toBe("offered");
});

test("an emergency is paged in the middle of the night", async () => {
  const story = await station({ startAt: new Date("2026-11-23T23:30:00+08:00") });
  await story.resident.says("胸口闷得厉害 喘不上气");
  await story.resident.sees(/120/);
  await story.coordinator.sees(/[A-Z]\d\d/);
});

test("a recurring request opens the next one when this one begins, once", async () => {
  const story = await station();
  const { accepted, current, say } = steps(story);
  await accepted("每周三上午九点找人陪我去区医院做理疗");
  await story.advanceTo("2026-11-25T09:01");
  const all = await story.deps.db.collection("serviceRequests").find({}).sort({ createdAt: 1 }).toArray();
  expect(all).toHaveLength(2);
  expect(all[1]?.wish.startAt).toEqual(new Date("2026-12-02T09:00:00+08:00"));
  expect(all[1]?.wish.helperId).toBe(current.helper!.person.id);
  await story.resident.sees(/下一次/);
  await say(current.helper!, "到了");
  await story.advance({ hours: 1 });
  expect(await story.deps.db.collection("serviceRequests").countDocuments({})).toBe(2);
});

test("after two hours without jobs, what is stale stays unsent and what is due happens", async () => {
  const story = await station({ withoutJobs: true });
  await story.resident.says(escortTomorrow);
  await story.resident.sees(/对吗/);
  await story.deps.movableClock?.advance(3 * 3_600_000);
  const { tick } = await import("../../jobs/index.ts");
  await tick(story.deps, "catch-up", { isQueued: false });
  await story.settle();
  const texts = await story.resident.all();
  expect(texts.filter((text) => text.startsWith("刚才"))).toHaveLength(0);
  expect(texts.filter((text) => text.includes("打电话"))).toHaveLength(1);
});

test("the morning list comes at half past eight on a working day, and only then", async () => {
  const story = await station();
  await story.advanceTo("2026-11-24T08:31");
  await story.coordinator.sees(/今天|早/);
  await story.advanceTo("2026-11-28T07:00");
  await story.coordinator.skip();
  await story.advanceTo("2026-11-28T12:00");
  await story.coordinator.seesNothing(/早上好|今日|今天/);
});
