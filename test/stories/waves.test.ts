import { expect, test } from "vitest";
import type { ServiceRequest } from "../../src/request/index.ts";
import { station } from "../support/station.ts";
import { steps } from "./steps.ts";

const thursday = "周四上午九点能派人陪我去区医院看病吗";
const tomorrow = "明天上午九点能派人陪我去区医院看病吗";

const asked = ({ offers }: ServiceRequest, status = "offered") =>
  offers.filter((offer) => offer.status === status).map(({ volunteerId }) => volunteerId);

test("silence is replaced before its time is over, and who was asked first may still say yes", async () => {
  const story = await station();
  const { offered, say } = steps(story);
  const code = await offered(thursday);
  const { offers, waveAt } = await story.request(code);
  const [first] = asked(await story.request(code));
  expect(offers).toHaveLength(1);
  expect(waveAt!.getTime()).toBeLessThan(offers[0]!.expiresAt.getTime());
  await story.advance({ minutes: 70 });
  const later = await story.request(code);
  expect(asked(later)[0]).toBe(first);
  expect(asked(later).length).toBeGreaterThan(1);
  const [one, other] = await Promise.all(asked(later).map((id) => story.phone(id)));
  await other!.sees(new RegExp(`${code}[\\s\\S]*陪同就医`));
  await say(one!, `接 ${code}`);
  await other!.sees(new RegExp(one!.person.calledAs));
  const { assignments } = await story.request(code);
  expect(assignments).toMatchObject([{ volunteerId: first, status: "accepted" }]);
});

test("a no is replaced at once, although others are still thinking", async () => {
  const story = await station();
  const { offered, say } = steps(story);
  const code = await offered(tomorrow);
  const before = asked(await story.request(code));
  expect(before).toHaveLength(3);
  await say(await story.phone(before[1]!), `去不了 ${code} 值班`);
  const after = await story.request(code);
  expect(asked(after)).toHaveLength(3);
  expect(asked(after, "declined")).toEqual([before[1]]);
  const next = asked(after).find((id) => !before.includes(id));
  await (await story.phone(next!)).sees(new RegExp(`${code}[\\s\\S]*陪同就医`));
});

test("nobody answers: more are asked, nobody twice, nobody at night, and the coordinators hear of it", async () => {
  const story = await station({ startAt: new Date("2026-11-23T17:00:00+08:00") });
  const { offered } = steps(story);
  const code = await offered(thursday);
  for (let hour = 0; hour < 3; hour++) await story.advance({ minutes: 65 });
  await story.advanceTo("2026-11-23T20:59");
  const evening = await story.request(code);
  await story.coordinator.sees(new RegExp(`${code}[\\s\\S]*3 轮都没人接`));
  await story.advanceTo("2026-11-24T06:59");
  expect((await story.request(code)).offers).toHaveLength(evening.offers.length);
  await story.advanceTo("2026-11-24T07:01");
  const { offers } = await story.request(code);
  expect(offers.length).toBeGreaterThan(evening.offers.length);
  expect(new Set(offers.map(({ volunteerId }) => volunteerId)).size).toBe(offers.length);
  const askedTwice = await story.deps.db.collection("helperLoads").countDocuments({ "openOffers.1": { $exists: true } });
  expect(askedTwice).toBe(0);
});

test("whom a coordinator wants alone is not joined by others while they may think", async () => {
  const story = await station();
  const { queued, say } = steps(story);
  const code = await queued(thursday);
  await say(story.coordinator, `只派 ${code} 1`);
  const { offers, waveAt } = await story.request(code);
  expect(offers).toHaveLength(1);
  expect(waveAt).toBeUndefined();
  await story.advance({ hours: 3 });
  expect((await story.request(code)).offers).toHaveLength(1);
  await story.advance({ hours: 2 });
  expect(asked(await story.request(code), "expired")).toEqual([offers[0]!.volunteerId]);
});

test("an urgent search asks five, and everybody of use when they stay silent", async () => {
  const story = await station();
  const { accepted, current, say } = steps(story);
  const code = await accepted("今天下午一点能派人陪我去区医院看病吗");
  await story.advanceTo("2026-11-23T11:30");
  await say(current.helper!, `去不了 ${code} 孩子发烧`);
  await say(story.coordinator, `确认 ${code}`);
  expect(asked(await story.request(code))).toHaveLength(5);
  await story.advance({ minutes: 9 });
  expect(asked(await story.request(code))).toHaveLength(5);
  await story.advance({ minutes: 20 });
  expect((await story.request(code)).offers.length).toBeGreaterThan(15);
});
