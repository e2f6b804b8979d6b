import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayNumber, instantOf } from "./days.ts";
import { lunarDay } from "./festivals.ts";
import { parseTime } from "./parse-time.ts";

const now = new Date("2026-11-23T09:00:00+08:00");
const spans = (text: string): unknown[] => parseTime(text, now).map(({ start, end }) => [start, end]);
const joints = fc.constantFrom("到", "至", "-", "~");

describe("days with a dot", () => {
  const day = fc.integer({ min: dayNumber(2026, 11, 23), max: dayNumber(2027, 10, 20) });
  const dotted = (of: number): string => {
    const date = new Date(of * 86_400_000);
    return `${date.getUTCMonth() + 1}.${date.getUTCDate()}`;
  };

  test("a range of them is read, with 号, 日 or nothing behind", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 25 }), joints, fc.constantFrom("", "号", "日"), (first, length, joint, sign) => {
        const text = `${dotted(first)}${joint}${dotted(first + length)}${sign}有人来吗`;
        expect(spans(text), text).toEqual([[instantOf(first, 0), instantOf(first + length + 1, 0)]]);
      }),
    );
  });

  test("the last day may lack its month when 号 tells that it is one", () => {
    const inMonth = fc.record({
      month: fc.integer({ min: 1, max: 9 }),
      first: fc.integer({ min: 1, max: 20 }),
      length: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(inMonth, joints, ({ month, first, length }, joint) => {
        const start = dayNumber(2027, month, first);
        expect(spans(`${month}.${first}${joint}${first + length}号`)).toEqual([[instantOf(start, 0), instantOf(start + length + 1, 0)]]);
      }),
    );
  });

  test.each([
    "血糖5.6-6.1正常吗",
    "苹果2.5-3.5元一斤",
    "走3.5到4.5公里",
    "血压12.8-13.2",
    "体温36.5-37",
    "12.8-10",
  ])("no day: %s", (text) => {
    expect(parseTime(text, now)).toEqual([]);
  });
});

describe("ranges by the moon", () => {
  const digits = "一二三四五六七八九十";
  const dayName = (day: number): string =>
    day <= 10 ? `初${digits[day - 1]}` : day < 20 ? `十${digits[day - 11]}` : day === 20 ? "二十" : `二十${digits[day - 21]}`;
  const months = ["正月", "农历二月", "农历三月", "农历四月", "农历五月", "农历六月", "农历七月", "农历八月", "农历九月"];

  test("the month is said once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        joints,
        (month, first, length, joint) => {
          const text = `${months[month - 1]}${dayName(first)}${joint}${dayName(first + length)}`;
          const start = lunarDay(2027, month, first) ?? 0;
          expect(spans(text), text).toEqual([[instantOf(start, 0), instantOf(start + length + 1, 0)]]);
        },
      ),
    );
  });

  test("腊月二十八到初三 goes on into the new year", () => {
    expect(spans("腊月二十八到初三")).toEqual([[new Date("2027-02-04T00:00+08:00"), new Date("2027-02-09T00:00+08:00")]]);
  });
});
