import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { civil, civilDate, instant } from "../platform/index.ts";
import { nextOccurrence, ruleAfterOne } from "./recurrence.ts";

const tuesday = instant(2026, 11, 24, 9);
const next = (rrule: string, after = tuesday) => {
  const at = nextOccurrence(rrule, after);
  return at && civilDate(at);
};

test.each([
  ["FREQ=DAILY", "2026-11-25"],
  ["FREQ=DAILY;INTERVAL=3", "2026-11-27"],
  ["FREQ=DAILY;BYDAY=SA,SU", "2026-11-28"],
  ["FREQ=WEEKLY", "2026-12-01"],
  ["FREQ=WEEKLY;BYDAY=TU,TH", "2026-11-26"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-12-08"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-11-26"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-25"],
  ["FREQ=MONTHLY", "2026-12-24"],
  ["FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30"],
  ["FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27"],
  ["FREQ=MONTHLY;BYDAY=2WE", "2026-12-09"],
  ["RRULE:FREQ=WEEKLY;BYDAY=TU", "2026-12-01"],
])("%s after Tuesday 24 November is %s", (rrule, expected) => {
  expect(next(rrule)).toBe(expected);
});

test("a month without the day is passed over", () => {
  expect(next("FREQ=MONTHLY;BYMONTHDAY=31", instant(2026, 12, 31, 9))).toBe("2027-01-31");
  expect(next("FREQ=MONTHLY", instant(2027, 1, 31, 9))).toBe("2027-03-31");
});

describe("an end", () => {
  test("COUNT counts this one", () => {
    expect(next("FREQ=DAILY;COUNT=2")).toBe("2026-11-25");
    expect(next("FREQ=DAILY;COUNT=1")).toBeNull();
    expect(ruleAfterOne("FREQ=DAILY;COUNT=2")).toBe("FREQ=DAILY;COUNT=1");
  });

  test("UNTIL is the last day at the station, or the last instant", () => {
    expect(next("FREQ=DAILY;UNTIL=20261125")).toBe("2026-11-25");
    expect(next("FREQ=DAILY;UNTIL=20261124")).toBeNull();
    expect(next("FREQ=DAILY;UNTIL=20261125T010000Z")).toBe("2026-11-25");
    expect(next("FREQ=DAILY;UNTIL=20261125T005900Z")).toBeNull();
  });
});

test("what is no rule a station keeps has no next time", () => {
  for (const rrule of ["", "每周二", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=x"])
    expect(nextOccurrence(rrule, tuesday)).toBeNull();
});

const rules = fc.record({
  freq: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY"),
  interval: fc.integer({ min: 1, max: 6 }),
  days: fc.uniqueArray(fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU"), { maxLength: 4 }),
});
const moments = fc.date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2040-01-01T00:00:00Z"), noInvalidDate: true });

test("the next time is later, at the same hour of the station's day, on a day of the rule", () => {
  fc.assert(
    fc.property(rules, moments, ({ freq, interval, days }, after) => {
      const at = nextOccurrence(`FREQ=${freq};INTERVAL=${interval}${days.length > 0 ? `;BYDAY=${days.join(",")}` : ""}`, after);
      if (at === null) return expect(freq).toBe("MONTHLY");
      expect(at > after).toBe(true);
      const [a, b] = [civil(after), civil(at)];
      expect([b.hour, b.minute]).toEqual([a.hour, a.minute]);
      if (days.length > 0) expect(days).toContain(["MO", "TU", "WE", "TH", "FR", "SA", "SU"][b.weekday - 1]);
      if (freq === "MONTHLY") expect(((b.year - a.year) * 12 + b.month - a.month) % interval).toBe(0);
    }),
    { numRuns: 500 },
  );
});
