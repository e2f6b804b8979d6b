import { expect, test } from "vitest";
import { findRequest, handOver, openRequest, type ServiceRequest } from "../../src/request/index.ts";
import { raiseAlarm } from "../../src/visit/index.ts";
import { demoStation } from "../../test/support/demo-station.ts";
import { chatOf } from "./staff-chat.ts";

const station = await demoStation();
const { deps } = station;
const liu = await chatOf(deps, "PL-S002");
const chen = await chatOf(deps, "PL-S003");
const now = (request: ServiceRequest) => findRequest(deps, request.id);

test("declining asks for the reason the resident will read, and takes the next message for it", async () => {
  const request = await station.submitted();
  expect(await liu.says(`不合适 ${request.code}`)).toMatch(/为什么不合适/);
  expect(await liu.says("这个要找物业")).toMatch(/已婉拒.*这个要找物业/);
  expect((await now(request)).closing?.reason).toBe("这个要找物业");
});

test("a card's phrase is a command even while an answer is waited for", async () => {
  const [one, two] = [await station.submitted(), await station.submitted()];
  await liu.says(`不合适 ${one.code}`);
  expect(await liu.says(`通过 ${two.code}`)).toMatch(new RegExp(`${two.code} 通过了`));
  expect((await now(one)).status).toBe("submitted");
  await liu.says(`不合适 ${one.code} 重复了`);
});

test("a referral states the resident's consent, and finds the office", async () => {
  const request = await station.submitted({ itemCode: "SR03" });
  expect(await liu.says(`转 ${request.code} 民政办`)).toMatch(/已转民政办,对方收到了/);
  const { referral } = await now(request);
  expect(referral).toMatchObject({ to: "民政办", hasConsent: true, receiverId: "PL-O001" });
});

test("a confidential matter is referred only after asking once", async () => {
  const request = await station.submitted({ itemCode: "AF01" });
  expect(await liu.says(`转 ${request.code} 司法所`)).toMatch(/居民本人同意转给司法所吗/);
  expect((await now(request)).status).toBe("submitted");
  expect(await liu.says(`同意转 ${request.code} 司法所`)).toMatch(/已转司法所/);
});

test("a duplicate is merged into the one that stays", async () => {
  const resident = station.newResident();
  const [stays, duplicate] = [await station.submitted({ resident }), await station.submitted({ resident, itemCode: "EL04" })];
  expect(await liu.says(`合并 ${duplicate.code} 到 ${stays.code}`)).toBe(`${duplicate.code} 已并到 ${stays.code},以后看 ${stays.code}。`);
  expect(await liu.says(`合并 ${stays.code}`)).toMatch(/要写两个号/);
  await liu.says(`不合适 ${stays.code} 测试完`);
});

test("what a call found out fills a request that was handed over, and then it passes", async () => {
  const resident = station.newResident();
  const by = { role: "resident", personId: resident.id } as const;
  const { request } = await openRequest(deps, {
    key: "handed-over",
    by,
    source: "chat",
    stationId: "PL",
    requesterId: resident.id,
    beneficiaryId: resident.id,
    communityId: resident.communityId,
    gridId: resident.gridId,
    said: "想看病",
    itemCode: "EL01",
    wish: { where: { kind: "home" } },
  });
  await handOver(deps, request.id, by);
  expect(await liu.says(`通过 ${request.code}`)).toMatch(/还差:哪一天、去哪家医院或地方/);
  expect(await liu.says(`${request.code} 补充 明天上午九点`)).toMatch(/还差:去哪家医院或地方/);
  expect(await liu.says(`${request.code} 补充 去区医院`)).toMatch(/都齐了/);
  expect(await liu.says(`通过 ${request.code}`)).toMatch(/通过了/);
});

test("an emergency has one taker, and ends with what happened", async () => {
  const request = await station.submitted();
  const by = { role: "resident", personId: request.requesterId } as const;
  await raiseAlarm(deps, request.id, by, { kind: "medical", said: "胸口疼", isSilent: false });
  expect(await liu.says("我来", { inRoom: true })).toBe(`${request.code} 已有人接手。`);
  expect(await chen.says(`我来 ${request.code}`)).toBe(`${request.code} 刘娟已经接手了,谢谢您。`);
  expect(await liu.says(`我来 ${request.code}`)).toMatch(/您接手了.*电话:1\d{10}/s);
  expect(await liu.says("已处理")).toMatch(/情况怎么样/);
  expect(await liu.says("120接走了,家属陪着")).toMatch(/会提醒您回访/);
  expect((await now(request)).status).toBe("closed");
});

test("a false alarm ends as one, or goes back to triage when help is still needed", async () => {
  const [one, two] = [await station.submitted(), await station.submitted()];
  for (const request of [one, two]) {
    await raiseAlarm(deps, request.id, { role: "system" }, { kind: "medical", said: "疼", isSilent: false });
  }
  expect(await liu.says(`虚惊 ${one.code} 说的是电视里`)).toMatch(/按虚惊结了/);
  expect(await liu.says(`还要帮 ${two.code}`)).toMatch(/回到待审/);
  expect([(await now(one)).status, (await now(two)).status]).toEqual(["cancelled", "submitted"]);
});
