import { expect, test } from "vitest";
import { within } from "./within.ts";

test("what ends in time is given through, with its errors", async () => {
  await expect(within(1_000, "asking", Promise.resolve(7))).resolves.toBe(7);
  await expect(within(1_000, "asking", Promise.reject(new Error("no")))).rejects.toThrow("no");
});

test("what never ends is an error, so that the next may go on", async () => {
  await expect(within(20, "sending", new Promise(() => undefined))).rejects.toThrow("sending took longer than 0.02 s");
});
