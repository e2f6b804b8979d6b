import { expect, test } from "vitest";
import { countFitting, joinTexts } from "./join-texts.ts";

test("as many texts as fit go into one message, at least one", () => {
  expect(countFitting(["一二三", "四五", "六"], 8)).toBe(2);
  expect(countFitting(["一二三四五六七八九", "四"], 8)).toBe(1);
  expect(joinTexts(["一", "二"])).toBe("一\n\n二");
});
