import { expect, test } from "vitest";
import { readDuration } from "./duration.ts";

test.each([
  ["PT15M", 900_000],
  ["PT1H", 3_600_000],
  ["P1D", 86_400_000],
  ["P1DT2H30M", 95_400_000],
  ["PT90S", 90_000],
])("%s is %d ms", (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

test.each(["", "P", "PT", "1H", "PT0S", "-PT1H", "PT1.5H", "P1M"])("%j is no step forward", (text) => {
  expect(readDuration(text)).toBeNull();
});
