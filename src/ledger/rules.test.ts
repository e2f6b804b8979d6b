import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMinutes, instant } from "../platform/index.ts";
import { certificateMinutes, creditMinutes, isSpringFestival, pointsFor, starLevel } from "./rules.ts";

const settings = {
  hours: { minCreditMinutes: 15, roundDownToMinutes: 6, overPlannedMinutes: 30, maxPerDayMinutes: 480, certificateRoundMinutes: 30 },
  points: { perHour: 10, nightFactor: 1.5, nightFrom: 21 * 60, nightTo: 7 * 60, expireMonths: 24 },
  starLevels: [100, 300, 600, 1000, 1500],
};
const nine = instant(2026, 11, 24, 9);

function credited(stayed: number, { plannedMinutes = 240, alreadyToday = 0, isApproved = false } = {}): number {
  return creditMinutes({ inAt: nine, outAt: addMinutes(nine, stayed), plannedMinutes, alreadyToday, isApproved }, settings);
}

describe("credited minutes", () => {
  test("are rounded down to a tenth of an hour", () => expect([credited(59), credited(60), credited(65)]).toEqual([54, 60, 60]));
  test("are none for less than a quarter of an hour, unless approved", () => {
    expect([credited(14), credited(15), credited(14, { isApproved: true })]).toEqual([0, 12, 12]);
  });
  test("go half an hour beyond the plan, further only if approved", () => {
    expect(credited(200, { plannedMinutes: 60 })).toBe(90);
    expect(credited(200, { plannedMinutes: 60, isApproved: true })).toBe(198);
  });
  test("never pass eight hours a day, even if approved", () => {
    expect(credited(120, { alreadyToday: 400 })).toBe(78);
    expect(credited(600, { plannedMinutes: 600, isApproved: true })).toBe(480);
    expect(credited(60, { alreadyToday: 500, isApproved: true })).toBe(0);
  });
  test("are none when the clock went backwards", () => expect(credited(-30, { isApproved: true })).toBe(0));
  test("are always whole tenths between nothing and the stay", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -600, max: 2000 }),
        fc.nat(600),
        fc.nat(600),
        fc.boolean(),
        (stayed, plannedMinutes, alreadyToday, isApproved) => {
          const minutes = credited(stayed, { plannedMinutes, alreadyToday, isApproved });
          return minutes >= 0 && minutes % 6 === 0 && minutes <= Math.max(0, stayed) && (minutes === 0 || minutes + alreadyToday <= 480);
        },
      ),
    );
  });
});

describe("points", () => {
  test("are one for each tenth of an hour", () => expect(pointsFor(126, nine, settings)).toBe(21));
  test("count half as much again at night", () => expect(pointsFor(60, instant(2026, 11, 24, 22), settings)).toBe(15));
  test("count only the part that lies in the night, and are rounded down once", () => {
    expect(pointsFor(60, instant(2026, 11, 24, 20, 30), settings)).toBe(12); // 30 + 30 × 1.5 = 75 → 12.5 → 12
  });
  test("count the hours after midnight as night until seven", () => {
    expect(pointsFor(120, instant(2026, 11, 24, 23), settings)).toBe(30);
    expect(pointsFor(120, instant(2026, 11, 24, 6), settings)).toBe(25);
  });
  test("count half as much again by day from 除夕 to 初三", () => {
    expect(pointsFor(60, instant(2026, 2, 16, 9), settings)).toBe(15);
    expect(pointsFor(60, instant(2026, 2, 20, 9), settings)).toBe(10);
  });
  test("do not rise twice for a festival night", () => expect(pointsFor(60, instant(2026, 2, 17, 22), settings)).toBe(15));
  test("are none for no minutes", () => expect(pointsFor(0, nine, settings)).toBe(0));
});

test("the festival runs from the last day of the old year to the third of the new", () => {
  const days = [15, 16, 17, 18, 19, 20].map((day) => isSpringFestival(instant(2026, 2, day, 12)));
  expect(days).toEqual([false, true, true, true, true, false]);
});

test("a star begins with its hours, not a minute before", () => {
  const levels = [0, 100 * 60 - 1, 100 * 60, 600 * 60, 9999 * 60].map((minutes) => starLevel(minutes, settings));
  expect(levels).toEqual([0, 0, 1, 3, 5]);
});

test("a certificate names whole half hours", () =>
  expect([certificateMinutes(89, settings), certificateMinutes(90, settings)]).toEqual([60, 90]));
