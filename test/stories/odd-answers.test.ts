import { expect, test } from "vitest";
import { station } from "../support/station.ts";
import { steps } from "./steps.ts";

test("「不取消了」 to the question whether to cancel keeps the request", async () => {
  const story = await station();
  const { submitted } = steps(story);
  const code = await submitted();
  await story.resident.says("取消");
  await story.resident.sees(/要取消/);
  await story.resident.says("算了不取消了");
  await story.resident.sees(/照旧/);
  expect((await story.request(code)).status).toBe("submitted");
});

test("somebody else's code moves nothing of one's own", async () => {
  const story = await station();
  const { submitted } = steps(story);
  const code = await submitted();
  const before = (await story.request(code)).wish.startAt;
  await story.resident.says("取消 B99");
  await story.resident.sees(/您没有 B99/);
  expect((await story.request(code)).wish.startAt).toEqual(before);
});

test("what a resident adds reaches the coordinators while nobody comes yet", async () => {
  const story = await station();
  const { submitted } = steps(story);
  await submitted();
  await story.resident.says("别忘了带个轮椅");
  await story.coordinator.sees(/居民补充:「别忘了带个轮椅」/);
});

test("words in the middle of an emergency go to the coordinators", async () => {
  const story = await station();
  await story.resident.says("我摔了一跤爬不起来");
  await story.resident.sees(/120/);
  await story.resident.says("好点了");
  await story.coordinator.sees(/急事当中来话:「好点了」/);
});
