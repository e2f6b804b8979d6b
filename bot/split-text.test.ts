import { expect, test } from "vitest";
import { splitText } from "./split-text.ts";

test("what fits stays whole", () => {
  expect(splitText("一行\n\n两行", 20)).toEqual(["一行\n\n两行"]);
});

test("longer texts are parted between lines, each piece as full as it gets", () => {
  expect(splitText("一二三\n四五\n六七八九", 6)).toEqual(["一二三\n四五", "六七八九"]);
});

test("a line that is too long is parted between characters, and no character is torn", () => {
  expect(splitText("甲乙丙丁戊\n𠮷𠮷𠮷", 2)).toEqual(["甲乙", "丙丁", "戊", "𠮷", "𠮷", "𠮷"]);
});

test("characters of two units count as two", () => {
  expect(splitText("好𠮷好", 2)).toEqual(["好", "𠮷", "好"]);
});

test("nothing but line breaks is nothing to send", () => {
  expect(splitText("\n\n", 5)).toEqual([]);
  expect(splitText("", 5)).toEqual([]);
});
