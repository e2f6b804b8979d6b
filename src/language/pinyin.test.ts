import { describe, expect, test } from "vitest";
import { fold } from "./fold.ts";
import { spellPinyin } from "./pinyin.ts";

const spell = (text: string): string => spellPinyin(fold(text)).text;

test.each([
  ["chu fang shui guan lou shui", "厨房水管漏水"],
  ["wo lao ban shuai dao le qi bu lai", "我老伴摔倒了起不来"],
  ["jia li deng huai le, ming tian wan shang neng lai ma", "家里灯坏了, 明天晚上能来吗"],
  ["xingqisi shangwu neng lai xiu ma", "星期四上午能来修吗"],
  ["sunzi fangxue mei ren jie", "孙子放学没人接"],
  ["zhaohuo le kuailairen", "着火了快来人"],
])("%s is %s", (typed, meant) => {
  expect(spell(typed)).toBe(meant);
});

test("an hour in figures stays beside its word", () => {
  expect(spell("mingtian shangwu 9dian ban")).toBe("明天上午9点半");
  expect(spell("mingtian shangwu 9dian pei wo qu yiyuan")).toBe("明天上午9点陪我去医院");
});

describe("what is no sentence in pinyin stays", () => {
  test.each(["wifi坏了", "hello, can you help me", "app打不开", "iPad没声", "OK", "帮我下个qq"])("%s", (text) => {
    expect(spell(text)).toBe(fold(text).text);
  });
});

test("every character knows where it was typed", () => {
  const { text, at } = spellPinyin(fold("jintian wo jia shuiguan lou le"));
  expect(text).toBe("今天我家水管漏了");
  expect(at.slice(0, -1).map((from, i) => (i > 0 ? from > (at[i - 1] ?? 0) : from === 0))).not.toContain(false);
  expect(at[text.indexOf("水")]).toBe("jintian wo jia ".length);
});
