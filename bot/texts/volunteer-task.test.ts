import { describe, expect, test } from "vitest";
import { catalogOf } from "../../src/catalog/index.ts";
import { addMinutes, instant } from "../../src/platform/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import { type Person, settingsOf } from "../../src/station/index.ts";
import { policyWords } from "./volunteer-policy.ts";
import { contactWords, distanceWords, lengthWords, mindLines, offerWords } from "./volunteer-task.ts";

const now = instant(2026, 11, 23, 9, 30);
const settings = settingsOf();
const catalog = catalogOf();
const person = (id: string, changes: Partial<Person> = {}): Person =>
  ({
    id,
    name: "王秀兰",
    calledAs: "王奶奶",
    phone: "13900000001",
    address: "蟠龙社区12号楼2单元301",
    communityId: "PL01",
    gridId: "PL01-G1",
    tags: [],
    ...changes,
  }) as Person;
const helper = person("V1", { name: "张敏", calledAs: "张姐", phone: "13900000002", gridId: "PL01-G1" });
const elder = person("R1");

const request = (changes: Partial<ServiceRequest> = {}): ServiceRequest =>
  ({
    id: "r0123456789abcdef0123456",
    code: "A37",
    communityId: "PL01",
    gridId: "PL01-G1",
    requesterId: "R1",
    beneficiaryId: "R1",
    people: 1,
    wish: { startAt: instant(2026, 11, 24, 9), dest: "区医院", details: "取降压药,敲301" },
    candidates: [],
    offers: [{ volunteerId: "V1", status: "offered", round: 1, offeredAt: now, expiresAt: addMinutes(now, 240) }],
    assignments: [],
    ...changes,
  }) as unknown as ServiceRequest;
const view = (itemCode: string, changes: Partial<ServiceRequest> = {}) => ({
  request: request(changes),
  item: catalog.item(itemCode),
  now,
  communities: [{ id: "PL01", name: "蟠龙社区", shortNames: ["蟠龙"], gridIds: ["PL01-G1"] }],
  settings,
});

describe("the question to a helper", () => {
  test("holds the whole task: what, when, where, how far, how many, how long, what to mind, until when, how to answer", () => {
    expect(offerWords(view("EL01"), helper)).toBe(
      [
        "【A37】陪同就医,想请您帮个忙。",
        "时间:明天上午9点,约4小时(含送回家)",
        "地方:蟠龙社区(和您同网格)",
        "人数:您一个人去",
        "注意:全程陪着,看完送到家再走;不打针喂药,不背不抬,不替人签字",
        "请在今天下午1点半前回我:「接 A37」或「去不了 A37」。想换时间就说「A37 能晚半小时不」。",
        "接下后再给您地址和电话。",
      ].join("\n"),
    );
  });

  test("names no person, door, phone, errand or illness, whatever the item", () => {
    for (const { code } of catalog.items()) {
      const text = offerWords(view(code), helper);
      expect(text).not.toMatch(/王|奶奶|号楼|301|139|降压|医院|独居80|失智/);
      expect(text).toMatch(/「接 A37」.*「去不了 A37」/);
    }
  });

  test("says how many go and that somebody has said yes", () => {
    const assignments = [{ volunteerId: "V2", status: "accepted" }] as unknown as ServiceRequest["assignments"];
    expect(offerWords(view("EL03", { people: 2, assignments }), helper)).toContain("2个人一起去,已有人接了");
  });
});

test("distance is told coarsely", () => {
  const far = person("V9", { communityId: "PL02", gridId: "PL02-G1" });
  expect(distanceWords(request(), person("V2", { gridId: "PL01-G2" }))).toBe("和您同社区");
  expect(distanceWords(request({ candidates: [{ personId: "V9", score: 1, reasons: "同镇 · 约1.4公里" }] }), far)).toBe("离您约1.4公里");
  expect(distanceWords(request(), far)).toBe("");
});

test("lengths are told as people say them", () => {
  expect([45, 60, 90, 240].map(lengthWords)).toEqual(["约45分钟", "约1小时", "约1个半小时", "约4小时"]);
});

test("the rules that travel with an item are told", () => {
  expect(mindLines(catalog.item("EL02"), settings)).toEqual(["一次最多200元,拍小票;不碰现金、银行卡和密码"]);
  expect(mindLines(catalog.item("CH03"), settings).join()).toMatch(/不和孩子单独.*至少2人/);
  expect(mindLines(catalog.item("AF04"), settings).join()).toContain("去世");
  expect(mindLines(catalog.item("EL04"), settings)).toEqual([]);
});

test("after the yes: whom, where, phone, password word, errand, partner", () => {
  const partner = person("V2", { name: "李伟", calledAs: "李哥", phone: "13900000003" });
  const assignments = ["V1", "V2"].map((volunteerId) => ({ volunteerId, status: "accepted" })) as unknown as ServiceRequest["assignments"];
  const text = contactWords(view("EL01", { assignments }), helper, new Map([elder, helper, partner].map((one) => [one.id, one])));
  expect(text).toMatch(/找:王奶奶 13900000001\n地址:蟠龙社区12号楼2单元301\n陪去:区医院\n要办:取降压药,敲301\n暗号:「..」/);
  expect(text).toContain("同去:李伟(李哥) 13900000003");
});

test.each([
  ["我能收红包吗", /不能收/],
  ["能给老人打针吗", /不能打针/],
  ["老人让我帮他取钱行吗", /银行卡/],
  ["老人摔了能不能抱起来", /别抬.*120/],
  ["能替家属签字不", /不能替人签字/],
  ["超市买东西能垫钱吗", /200元/],
  ["能不能在他家种花", /转人工/],
])("%s", (question, answer) => {
  expect(policyWords(question, settings)).toMatch(answer);
});
