import { expect, test } from "vitest";
import { quickReplies } from "./quick-replies.ts";

test("words in corner brackets can be tapped, each once", () => {
  expect(quickReplies("对吗?回「对」或「不对」。说「对」就行。").map((reply) => reply.text)).toEqual(["对", "不对"]);
});

test("numbered choices are answered by their number and show their words", () => {
  const replies = quickReplies("谁去合适:\n1. 张姐 · 同网格\n2、李叔(上周去过)\n③ 换一批");
  expect(replies.map(({ label, text }) => [label, text])).toEqual([
    ["1 张姐", "1"],
    ["2 李叔", "2"],
    ["3 换一批", "3"],
  ]);
});

test("a phrase that needs something added goes to the input", () => {
  expect(quickReplies("去不了请回「去不了 A37 + 原因」")).toEqual([{ label: "去不了 A37 …", text: "去不了 A37 ", isWhole: false }]);
});

test("a time of day is no choice, and plain words offer nothing", () => {
  expect(quickReplies("明天 9:30 有人来。\n收到了,正在找人。")).toEqual([]);
});

test("there are never more than six", () => {
  expect(quickReplies("「一」「二」「三」「四」「五」「六」「七」")).toHaveLength(6);
});
