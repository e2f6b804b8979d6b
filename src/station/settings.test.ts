import { expect, test } from "vitest";
import { settingsOf } from "./settings.ts";

test("without changes a station runs by the national defaults", () => {
  const settings = settingsOf();
  expect(settings.offers.urgent).toEqual({ ttlMinutes: 10, atOnce: 5 });
  expect(settings.quietHours).toEqual({ from: 21 * 60, to: 7 * 60 });
  expect(settings.starLevels).toEqual([100, 300, 600, 1000, 1500]);
});

test("a station changes one number and keeps the others", () => {
  const settings = settingsOf({ offers: { urgent: { atOnce: 8 } } });
  expect(settings.offers.urgent).toEqual({ ttlMinutes: 10, atOnce: 8 });
  expect(settings.offers.soon).toEqual({ ttlMinutes: 30, atOnce: 3 });
});

test("all wrong fields are named at once", () => {
  const wrong = { offers: { soon: { ttlMinutes: -1 } }, quietHours: { from: "21:00" }, quietTime: {}, starLevels: [300, 100] };
  expect(() => settingsOf(wrong)).toThrow(
    expect.objectContaining({
      code: "station.bad-settings",
      details: {
        fields: [
          expect.objectContaining({ field: "offers.soon.ttlMinutes" }),
          expect.objectContaining({ field: "quietHours.from" }),
          expect.objectContaining({ field: "starLevels" }),
          expect.objectContaining({ problem: expect.stringContaining("quietTime") }),
        ],
      },
    }),
  );
});

test("hours that leave no time to work or to write are refused", () => {
  expect(() => settingsOf({ quietHours: { from: 0, to: 1440 } })).toThrow("station.bad-settings");
  expect(() => settingsOf({ workingHours: { from: 600, to: 600 } })).toThrow("station.bad-settings");
});
