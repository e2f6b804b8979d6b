import { expect, test } from "vitest";
import { civil, civilDate, instant, startOfDay } from "./civil-time.ts";

test("the civil day changes at midnight in the station, not in UTC", () => {
  expect(civilDate(new Date("2026-11-23T15:59:59Z"))).toBe("2026-11-23");
  expect(civilDate(new Date("2026-11-23T16:00:00Z"))).toBe("2026-11-24");
});

test("fields and instant are inverse, and Monday is 1", () => {
  const at = instant(2026, 11, 23, 9, 30);
  expect(at.toISOString()).toBe("2026-11-23T01:30:00.000Z");
  expect(civil(at)).toEqual({ year: 2026, month: 11, day: 23, hour: 9, minute: 30, weekday: 1 });
});

test("the start of tomorrow rolls over the end of a month", () => {
  expect(startOfDay(instant(2026, 11, 30, 23, 59), 1)).toEqual(instant(2026, 12, 1));
});
