import { expect, test } from "vitest";
import { balanceOf } from "../../src/ledger/index.ts";
import { station } from "../support/station.ts";
import { steps } from "./steps.ts";

test("a helper who does not come is replaced at once, and it counts only when a person says so", async () => {
  const story = await station();
  const { accepted, current, say, acceptByNext } = steps(story);
  const code = await accepted();
  const absent = current.helper!;
  await story.advanceTo("2026-11-24T09:16");
  await absent.sees(new RegExp(`${code}`));
  await story.advanceTo("2026-11-24T09:31");
  await story.coordinator.sees(new RegExp(`${code}[\\s\\S]*没去`));
  expect((await story.request(code)).status).toBe("accepted");
  await say(story.coordinator, `没去 ${code}`);
  await story.resident.sees(/来不了|另找/);
  await say(story.coordinator, `确认 ${code}`);
  const other = await acceptByNext();
  expect(other.person.id).not.toBe(absent.person.id);
  expect((await story.request(code)).assignments).toMatchObject([{ status: "no_show" }, { status: "accepted" }]);
});

test("nobody opens where somebody vulnerable lives: it is an alarm, paged until somebody answers", async () => {
  const story = await station();
  const { accepted, current, say } = steps(story);
  const code = await accepted();
  await story.advanceTo("2026-11-24T09:05");
  await story.coordinator.skip();
  await say(current.helper!, "没人开门");
  await current.helper!.sees(/120|110|别走|守/);
  await story.coordinator.sees(new RegExp(`${code}`));
  expect((await story.request(code)).status).toBe("escalated");
  await story.advance({ minutes: 2 });
  await story.coordinator.sees(new RegExp(code));
  await story.advance({ minutes: 9 });
  await story.supervisor.sees(new RegExp(code));
  await say(story.secondCoordinator, `我来 ${code}`);
  await story.coordinator.skip();
  await story.advance({ minutes: 10 });
  await story.coordinator.seesNothing(new RegExp(code));
});

test("nobody is left at the hospital: the task ends when the person is home", async () => {
  const story = await station();
  const { inProgress, current, say } = steps(story);
  const code = await inProgress();
  await story.advance({ hours: 2 });
  await say(current.helper!, "完事了");
  await current.helper!.sees(/到家|回家/);
  expect((await story.request(code)).status).toBe("in_progress");
  await say(current.helper!, "送到家了");
  expect((await story.request(code)).status).toBe("served");
});

test("a dispute freezes the credit until it is decided", async () => {
  const story = await station();
  const { served, current, say } = steps(story);
  const code = await served();
  const helperId = current.helper!.person.id;
  const before = await balanceOf(story.deps, helperId);
  await say(story.resident, `${code} 时间不对 他一个小时就走了`);
  await story.coordinator.sees(new RegExp(`${code}`));
  const frozen = await balanceOf(story.deps, helperId);
  expect(before.creditedMinutes - frozen.creditedMinutes).toBe(120);
  expect(frozen.frozenMinutes).toBe(120);
  await say(story.coordinator, `改成60分钟 ${code} 双方都同意`);
  const decided = await balanceOf(story.deps, helperId);
  expect(decided.frozenMinutes).toBe(0);
  expect(before.creditedMinutes - decided.creditedMinutes).toBe(60);
  await story.resident.sees(/核实/);
});

test("a late helper says so, the resident is told, and nobody counts it as a no-show", async () => {
  const story = await station();
  const { accepted, current, say } = steps(story);
  const code = await accepted();
  await story.advanceTo("2026-11-24T08:50");
  await say(current.helper!, "堵车 晚二十分钟");
  await story.resident.sees(/晚20分钟/);
  await story.coordinator.skip();
  await story.advanceTo("2026-11-24T09:32");
  await story.coordinator.seesNothing(new RegExp(`没去 ${code}`));
});

test("not solved opens a linked request and leaves the old one closed", async () => {
  const story = await station();
  const { served, say } = steps(story);
  const code = await served();
  await say(story.resident, "没解决 药没拿到");
  const old = await story.request(code);
  expect(old.status).toBe("closed");
  const linked = await story.deps.db.collection("serviceRequests").findOne({ "links.followsUp": old.id });
  expect(linked?.status).toBe("collecting");
});

test("money asked for: the supervisor hears of it and the helper is asked no more", async () => {
  const story = await station();
  const { served, current, say } = steps(story);
  await served();
  await say(story.resident, "上回来那人跟我要了五十块车费 这对吗");
  await story.supervisor.sees(/费|钱/);
  const helper = await story.deps.db
    .collection<{ _id: string; helper: { status: string } }>("people")
    .findOne({ _id: current.helper!.person.id });
  expect(helper?.helper.status).toBe("review");
});
