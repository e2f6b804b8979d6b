import { expect, test } from "vitest";
import { chatTime, longTime, untilEightTomorrow } from "./chat-time.ts";

const monday = Date.parse("2026-11-23T09:30:00+08:00");

test("times are the station's, told as a chat tells them", () => {
  expect(chatTime(monday, monday)).toBe("09:30");
  expect(chatTime(Date.parse("2026-11-22T23:59:00+08:00"), monday)).toBe("昨天 23:59");
  expect(chatTime(Date.parse("2026-11-19T08:05:00+08:00"), monday)).toBe("周四 08:05");
  expect(chatTime(Date.parse("2026-10-01T08:05:00+08:00"), monday)).toBe("10月1日 08:05");
  expect(longTime(monday)).toBe("11月23日 周一 09:30");
});

test("the next morning is the next 8:00, today before eight and tomorrow after", () => {
  expect(untilEightTomorrow(Date.parse("2026-11-23T07:59:30+08:00"))).toBe("PT30S");
  expect(untilEightTomorrow(monday)).toBe(`PT${22.5 * 3600}S`);
  expect(untilEightTomorrow(Date.parse("2026-11-23T08:00:00+08:00"))).toBe("PT86400S");
});
