import { expect, test } from "vitest";
import { inTime } from "./in-time.ts";

test("work that is done in time gives its result, or its own failure", async () => {
  expect(await inTime(1_000, Promise.resolve("stored"))).toBe("stored");
  await expect(inTime(1_000, Promise.reject(new Error("broken")))).rejects.toThrow("broken");
});

test("work that hangs is refused before WeChat hangs up, and may still end as it likes", async () => {
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<string>((_, reject) => {
    fail = reject;
  });
  await expect(inTime(20, work)).rejects.toMatchObject({ code: "http.store-away" });
  fail(new Error("the store was away"));
});
