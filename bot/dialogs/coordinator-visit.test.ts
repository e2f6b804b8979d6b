import { expect, test } from "vitest";
import { instant } from "../../src/platform/index.ts";
import { findRequest } from "../../src/request/index.ts";
import { autoCheckOut, checkIn, reportNobodyHome } from "../../src/visit/index.ts";
import { demoStation, tuesdayAtTen } from "../../test/support/demo-station.ts";
import { chatOf } from "./staff-chat.ts";

const station = await demoStation();
const { deps } = station;
const liu = await chatOf(deps, "PL-S002");
const chief = await chatOf(deps, "PL-S001");
const status = async (id: string) => (await findRequest(deps, id)).status;
const monday = deps.clock.now();
const at = (hour: number, minute = 0) => deps.clock.set(instant(2026, 11, 24, hour, minute));

test("a helper who did not come is declared half an hour after the start, and others are looked for", async () => {
  deps.clock.set(monday);
  const [helper] = station.newHelpers(1);
  const { id, code } = await station.acceptedBy([helper]);
  at(10, 10);
  expect(await liu.says(`没去 ${code}`)).toMatch(/还早,再等 20 分钟/);
  at(10, 40);
  expect(await liu.says("张姐没来", { inRoom: true })).toMatch(new RegExp(`${code} 没人到`));
  expect(await status(id)).toBe("queued");
});

test("a coordinator checks a helper in and out, and asks first whether the person accompanied is home", async () => {
  deps.clock.set(monday);
  const [helper] = station.newHelpers(1);
  const { id, code } = await station.acceptedBy([helper], { itemCode: "EL01" });
  at(10);
  expect(await liu.says(`到了 ${code} ${helper.name}`)).toMatch(/已签到/);
  at(12);
  expect(await liu.says(`完事 ${code} ${helper.name}`)).toMatch(/送回家了吗/);
  expect(await liu.says("是")).toMatch(/已签退/);
  expect(await status(id)).toBe("served");
});

test("an unverified visit is credited by the minutes a coordinator names", async () => {
  deps.clock.set(monday);
  const [helper] = station.newHelpers(1);
  const { id, code } = await station.acceptedBy([helper]);
  at(10);
  await checkIn(deps, id, { role: "volunteer", personId: helper.id }, helper.id);
  await autoCheckOut(deps, id);
  expect(await liu.says(`核时 ${code}`)).toMatch(/服务了多久/);
  expect(await liu.says("1.5小时")).toMatch(/按 90 分钟核好/);
  expect((await findRequest(deps, id)).assignments[0]?.creditedMinutes).toBe(90);
});

test("a closed door is closed after the wait and two calls", async () => {
  deps.clock.set(monday);
  const [helper] = station.newHelpers(1);
  const { id, code } = await station.acceptedBy([helper]);
  at(10);
  await reportNobodyHome(deps, id, helper.id, false);
  expect(await liu.says(`关单 ${code}`)).toMatch(/先别关:再等 15 分钟,再打 2 个电话/);
  expect(await liu.says(`打过电话 ${code} 没人接`)).toMatch(/再打 1 个/);
  expect(await liu.says("打过电话 还是没人接")).toMatch(new RegExp(`回「关单 ${code}」`));
  at(10, 16);
  expect(await liu.says("关单")).toMatch(/已关单/);
  expect(await status(id)).toBe("cancelled");
});

test("a dispute freezes the hours and is decided with a reason", async () => {
  deps.clock.set(monday);
  const [helper] = station.newHelpers(1);
  const { id, code } = await station.acceptedBy([helper]);
  at(10);
  await liu.says(`到了 ${code}`);
  at(11);
  await liu.says(`完事 ${code}`);
  expect(await liu.says(`有异议 ${code} 只待了半小时`)).toMatch(/时长先冻结/);
  expect(await liu.says(`改成30分钟 ${code}`)).toMatch(/写一句理由/);
  expect(await liu.says("居民和志愿者都认可")).toMatch(/时长改成 30 分钟/);
  expect((await findRequest(deps, id)).assignments[0]?.creditedMinutes).toBe(30);
});

test("a new time after acceptance is asked of the others; before it just counts", async () => {
  deps.clock.set(monday);
  const { id, code } = await station.submitted();
  expect(await liu.says(`改 ${code} 周四下午两点`)).toMatch(/改到.*下午2点/);
  expect((await findRequest(deps, id)).wish.startAt).toEqual(instant(2026, 11, 26, 14));
  const [helper] = station.newHelpers(1);
  const accepted = await station.acceptedBy([helper], { wish: { startAt: tuesdayAtTen } });
  expect(await liu.says(`改 ${accepted.code} 周四`)).toMatch(/正在问居民和志愿者/);
  expect((await findRequest(deps, accepted.id)).timeChange?.startAt).toEqual(instant(2026, 11, 26, 10));
});

test("only the supervisor puts off for weather, all of today and tomorrow at once", async () => {
  deps.clock.set(monday);
  const [one, two] = station.newHelpers(2);
  const requests = [await station.acceptedBy([one]), await station.acceptedBy([two])];
  expect(await liu.says("全部暂停 台风")).toMatch(/要督导来办/);
  const answer = await chief.says("全部暂停 台风");
  for (const { id, code } of requests) {
    expect(answer).toContain(code);
    expect(await status(id)).toBe("suspended");
  }
  const [first] = requests;
  expect(await chief.says(`恢复 ${first?.code} 周三上午九点`)).toMatch(/恢复了,按.*上午9点/);
});
