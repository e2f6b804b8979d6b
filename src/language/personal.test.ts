import { expect, test } from "vitest";
import { findPersonal, maskPersonal } from "./personal.ts";

const kinds = (text: string): string[] => findPersonal(text).map((one) => `${one.kind} ${one.value}`);

test.each([
  ["打13812345678找我", ["phone 13812345678"]],
  ["138 1234 5678", ["phone 13812345678"]],
  ["+86-138-1234-5678", ["phone 8613812345678"]],
  ["１３８１２３４５６７８", ["phone 13812345678"]],
  ["幺三八一二三四五六七八", ["phone 13812345678"]],
  ["我号码是一三八 零零一二 三四五六", ["phone 13800123456"]],
  ["座机0532-86881234", ["landline 053286881234"]],
  ["身份证11010519491231002X", ["id_card 11010519491231002X"]],
  ["卡号 6222 0212 3456 7890 128", ["bank_card 6222021234567890128"]],
])("%s", (text, expected) => {
  expect(kinds(text)).toEqual(expected.filter((one) => !one.startsWith("bank_card") || isLuhn(one.slice(10))));
});

function isLuhn(value: string): boolean {
  const sum = [...value]
    .reverse()
    .reduce((total, digit, i) => total + (i % 2 ? (Number(digit) * 2 > 9 ? Number(digit) * 2 - 9 : Number(digit) * 2) : Number(digit)), 0);
  return sum % 10 === 0;
}

test("a number with a wrong check digit is no identity card and no bank card, yet a run that long is still masked", () => {
  expect(kinds("110105194912310021")).toEqual([]);
  expect(maskPersonal("证号110105194912310021")).not.toContain("19491231");
});

test("house numbers, times, prices and codes are nobody's numbers", () => {
  expect(kinds("12号楼2单元301 11月25日9点30 200元 A37 20261125")).toEqual([]);
});

test("what is masked can be told apart but not dialled", () => {
  expect(maskPersonal("王大娘 13812345678 明天上午")).toBe("王大娘 138****5678 明天上午");
  expect(maskPersonal("11010519491231002X")).toBe("****************2X");
});

test("masking twice changes nothing more", () => {
  const once = maskPersonal("13812345678,幺三八一二三四五六七八,11010519491231002X,0532-86881234");
  expect(maskPersonal(once)).toBe(once);
});
