import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMinutes, instant } from "../platform/index.ts";
import {
  addMinutesOutsideQuiet,
  addWorkingDays,
  addWorkingMinutes,
  isQuiet,
  isWorkingDay,
  isWorkingTime,
  isYearCovered,
  nextLoudTime,
} from "./calendar.ts";
import { settingsOf } from "./settings.ts";

const settings = settingsOf();
const hours = settings.workingHours;
const night = settings.quietHours;

describe("the working calendar", () => {
  test("knows holidays and moved days", () => {
    expect(isWorkingDay(instant(2026, 2, 14))).toBe(true); // Saturday worked for 春节
    expect(isWorkingDay(instant(2026, 2, 23, 23, 59))).toBe(false); // Monday of 春节
    expect(isWorkingDay(instant(2026, 2, 24))).toBe(true);
    expect(isWorkingDay(instant(2026, 11, 22))).toBe(false);
  });
  test("falls back to weekends for a year without a plan", () => {
    expect(isYearCovered(2026)).toBe(true);
    expect(isYearCovered(2040)).toBe(false);
    expect(isWorkingDay(instant(2040, 10, 1))).toBe(true); // a Monday
    expect(isWorkingDay(instant(2040, 10, 6))).toBe(false); // a Saturday
  });
  test("opens and closes at the minute", () => {
    const at = (hour: number, minute: number) => isWorkingTime(instant(2026, 11, 24, hour, minute), hours);
    expect([at(8, 29), at(8, 30), at(17, 29), at(17, 30)]).toEqual([false, true, true, false]);
  });
  test("counts four working hours over a closed holiday week", () => {
    const friday = instant(2026, 2, 14, 16, 30); // Saturday in truth, the last working day before 春节
    expect(addWorkingMinutes(friday, 240, hours)).toEqual(instant(2026, 2, 24, 11, 30));
  });
  test("starts counting when the desk opens", () => {
    expect(addWorkingMinutes(instant(2026, 11, 23, 6), 60, hours)).toEqual(instant(2026, 11, 23, 9, 30));
    expect(addWorkingMinutes(instant(2026, 11, 21, 12), 60, hours)).toEqual(instant(2026, 11, 23, 9, 30));
  });
  test("ends a full day at closing time", () => {
    expect(addWorkingMinutes(instant(2026, 11, 23, 8, 30), 540, hours)).toEqual(instant(2026, 11, 23, 17, 30));
  });
  test("counts working days", () => expect(addWorkingDays(instant(2026, 11, 20, 10), 3)).toEqual(instant(2026, 11, 25, 10)));
  test("gives the same by one step or two", () => {
    const someTime = fc.integer({ min: 0, max: 365 * 1440 }).map((minutes) => addMinutes(instant(2026, 1, 1), minutes));
    fc.assert(
      fc.property(someTime, fc.nat(1000), fc.nat(1000), (from, a, b) => {
        const twoSteps = addWorkingMinutes(addWorkingMinutes(from, a, hours), b, hours);
        const oneStep = addWorkingMinutes(from, a + b, hours);
        return oneStep.getTime() === twoSteps.getTime();
      }),
    );
  });
});

describe("quiet hours", () => {
  test("run over midnight", () => {
    const at = (hour: number, minute: number) => isQuiet(instant(2026, 11, 24, hour, minute), settings);
    expect([at(20, 59), at(21, 0), at(0, 0), at(6, 59), at(7, 0)]).toEqual([false, true, true, true, false]);
  });
  test("put a message off to the morning", () => {
    expect(nextLoudTime(instant(2026, 11, 24, 22), settings)).toEqual(instant(2026, 11, 25, 7));
    expect(nextLoudTime(instant(2026, 11, 25, 3), settings)).toEqual(instant(2026, 11, 25, 7));
    expect(nextLoudTime(instant(2026, 11, 25, 12), settings)).toEqual(instant(2026, 11, 25, 12));
  });
  test("never use up an offer's time", () => {
    expect(addMinutesOutsideQuiet(instant(2026, 11, 24, 20, 50), 30, settings)).toEqual(instant(2026, 11, 25, 7, 20));
    expect(addMinutesOutsideQuiet(instant(2026, 11, 24, 23), 240, settings)).toEqual(instant(2026, 11, 25, 11));
    expect(addMinutesOutsideQuiet(instant(2026, 11, 24, 9), 30, settings)).toEqual(instant(2026, 11, 24, 9, 30));
  });
  test("may be none at all", () => {
    const always = { quietHours: { from: 0, to: 0 } };
    expect(isQuiet(instant(2026, 11, 24, 3), always)).toBe(false);
    expect(addMinutesOutsideQuiet(instant(2026, 11, 24, 23), 120, always)).toEqual(instant(2026, 11, 25, 1));
  });
  test("leave exactly the minutes asked for outside them", () => {
    const someNight = fc.record({ from: fc.integer({ min: 0, max: 1440 }), to: fc.integer({ min: 0, max: 1440 }) });
    const possible = someNight.filter(({ from, to }) => to - from < 1440 && Math.abs(to - from) < 1440);
    fc.assert(
      fc.property(possible, fc.nat(3000), fc.nat(600), (quietHours, start, minutes) => {
        const from = addMinutes(instant(2026, 11, 24), start);
        const end = addMinutesOutsideQuiet(from, minutes, { quietHours });
        let loud = 0;
        for (let at = from; at < end; at = addMinutes(at, 1)) if (!isQuiet(at, { quietHours })) loud += 1;
        return loud === minutes;
      }),
      { numRuns: 60 },
    );
    expect(night.from).toBeGreaterThan(night.to);
  });
});
