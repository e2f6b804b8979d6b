import { expect, test } from "vitest";
import { countFitting, joinTexts, splitText } from "./join-texts.ts";

test("as many texts as fit go into one message, at least one", () => {
  expect(countFitting(["一二三", "四五", "六"], 8)).toBe(2);
  expect(countFitting(["一二三四五六七八九", "四"], 8)).toBe(1);
  expect(joinTexts(["一", "二"])).toBe("一\n\n二");
});

test("a long text is cut between lines, and inside a line only when it is too long alone", () => {
  expect(splitText("一二三\n四五六\n七", 7)).toEqual(["一二三\n四五六", "七"]);
  expect(splitText("一二三四五", 2)).toEqual(["一二", "三四", "五"]);
  expect(splitText("好𠮷好", 2)).toEqual(["好", "𠮷", "好"]);
  expect(splitText("", 5)).toEqual([""]);
});
