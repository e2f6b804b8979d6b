import { expect, test } from "vitest";
import { testConfig } from "../../test/support/stores.ts";
import { runWeek } from "./run-week.ts";

test("a day of a small town on WeChat: nothing over quota, everybody told or on the call list", { timeout: 240_000 }, async () => {
  const figures = await runWeek(await testConfig(), { days: 1, residents: 20, volunteers: 12, requestsPerDay: 3, seed: 1, answers: 1 });
  expect(figures.requests.accepted).toBeGreaterThan(0);
  expect(figures.sentBy.ilink).toBeGreaterThan(20);
  expect(figures.overQuota).toBe(0);
  expect(figures.missingOnList).toEqual([]);
});
