import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogOf } from "../../src/catalog/index.ts";
import { understand } from "../../src/language/index.ts";
import { codesIn, isStaffPhrase, minutesIn, readStaffCommand, staffActs, wordsOf } from "./commands.ts";

const now = new Date("2026-11-23T01:30:00Z");
const read = (text: string) =>
  readStaffCommand(text, understand(text, { now, role: "coordinator", items: catalogOf().items(), communities: [] }));

test("every phrase the bot offers a coordinator is one it understands", () => {
  const files = ["coordinator.ts", "desk-words.ts", "desk-cards.ts", "notices/desk.ts", "notices/room.ts"];
  const phrases = files.flatMap((file) => {
    const source = readFileSync(`bot/texts/${file}`, "utf8")
      .replaceAll(/\$\{(?:n\.request\.)?code\}/g, "A37")
      .replaceAll(/\$\{office\}/g, "民政办");
    return [...source.matchAll(/「([^「」]*A37[^「」]*)」/g)].map((hit) => (hit[1] ?? "").replaceAll(/\\n/g, ""));
  });
  const unlike = new Set(phrases);
  expect(unlike.size).toBeGreaterThan(25);
  for (const phrase of unlike) {
    const command = read(phrase);
    expect(command, phrase).not.toBeNull();
    expect(command?.codes, phrase).toContain("A37");
    expect(command?.isPhrase, phrase).toBe(true);
  }
});

test.each([
  ["通过 A37", { act: "desk.approve", codes: ["A37"] }],
  ["A 37 可以", { act: "desk.approve", codes: ["A37"] }],
  ["A37没问题 安排吧", { act: "desk.approve", codes: ["A37"] }],
  ["A37审过了,找人吧", { act: "desk.approve", codes: ["A37"] }],
  ["a37ok", { act: "desk.approve", codes: ["A37"] }],
  ["给A37找人", { act: "desk.approve", codes: ["A37"] }],
  ["A37 全派了吧", { act: "desk.pick", codes: ["A37"], numbers: [] }],
  ["不合适 A37 跟A35重复了", { act: "desk.decline", codes: ["A37", "A35"] }],
  ["转 A37 民政办", { act: "desk.refer", rest: "民政办" }],
  ["合并 A37 到 A35", { act: "desk.merge", codes: ["A37", "A35"] }],
  ["确认 A37 2", { act: "desk.pick", codes: ["A37"], numbers: [2] }],
  ["2", { act: "desk.pick", codes: [], numbers: [2] }],
  ["只派 A37 2、3", { act: "desk.pick", numbers: [2, 3], isOnly: true }],
  ["换一批 a37", { act: "desk.refresh", codes: ["A37"] }],
  ["派给 Ａ３７ 张姐", { act: "desk.name", codes: ["A37"], names: ["张姐"] }],
  ["改 A37 周四下午两点", { act: "desk.reschedule", codes: ["A37"] }],
  ["没去 A37", { act: "desk.no_show", codes: ["A37"] }],
  ["今天还有几单", { act: "desk.list" }],
  ["代报 王秀兰 明天打扫", { act: "desk.phone_in", rest: "王秀兰 明天打扫" }],
  ["核时 A37 1个半小时", { act: "desk.verify", minutes: 90 }],
  ["改成60分钟 A37 双方认可", { act: "desk.decide", outcome: "adjusted", minutes: 60, rest: "双方认可" }],
  ["同意转 A37 民政办", { act: "desk.refer", hasConsent: true, rest: "民政办" }],
  ["重新找 A37 明天下午两点", { act: "desk.retry", codes: ["A37"] }],
  ["A37 补充 去区医院", { act: "desk.supplement", rest: "去区医院" }],
  ["我来 A37", { act: "desk.claim" }],
  ["全部暂停 台风", { act: "desk.suspend_all", rest: "台风" }],
])("%s", (text, command) => {
  expect(read(text)).toMatchObject(command);
});

test("codes are found in any spelling and leave the words tidy", () => {
  expect(codesIn("合并 a37 到 B-12,还有Ｃ５")).toEqual(["A37", "B12"]);
  expect(wordsOf(",A37  通过。")).toBe("通过");
});

test("lengths are read in minutes and hours", () => {
  expect(["90分钟", "1.5小时", "2个小时", "1个半小时", "很久"].map(minutesIn)).toEqual([90, 90, 120, 90, undefined]);
});

test("what others say in their own words is no phrase of the station", () => {
  for (const text of ["接 A37", "去不了 A37 值班", "取消 A37", "改 A37 周四", "没去 A37", "不合适 A37", "已处理 A37", "转人工"])
    expect(isStaffPhrase(text), text).toBe(false);
  for (const text of ["通过 A37", "派给 A37 张姐", "转 A37 民政办", "核时 A37 60分钟"]) expect(isStaffPhrase(text), text).toBe(true);
});

test("acts are listed once", () => {
  expect(new Set(staffActs).size).toBe(staffActs.length);
});
