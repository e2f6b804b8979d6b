import { expect, test, vi } from "vitest";
import { town } from "./town.ts";

vi.setConfig({ testTimeout: 300_000 });

test("roles apart, two processes of jobs, one of them killed: reminders come once", async () => {
  const { phones, residents, live, startBeside, expectNothingLost } = await town("roles apart", { roles: "bot,api" });
  const [first] = await Promise.all([startBeside("jobs"), startBeside("jobs")]);
  const codes = await Promise.all([0, 1, 2, 3].map((index) => live(index)));
  await phones.advance("PT30M");
  await first.end("SIGKILL");
  await phones.advance("P1DT11H");
  await expectNothingLost(codes);
  const told = await phones.heard(residents[0]?.id ?? "");
  expect(told.filter((text) => /明天/.test(text) && !/对吗|单号/.test(text))).toHaveLength(1);
});
