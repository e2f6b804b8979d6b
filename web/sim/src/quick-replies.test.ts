import { expect, test } from "vitest";
import { quickReplies } from "./quick-replies.ts";

const texts = (message: string) => quickReplies(message).map((reply) => reply.text);

test("words the bot asks for can be tapped, each once", () => {
  expect(texts("对吗?回「对」或「不对」。说「对」就行。")).toEqual(["对", "不对"]);
  expect(texts("您可以说「我的任务」「这周都没空」。")).toEqual(["我的任务", "这周都没空"]);
});

test("words after a colon are offered when they are what to answer", () => {
  expect(texts("请在今天上午9点半前回我:「接 A10」或「去不了 A10」。")).toEqual(["接 A10", "去不了 A10"]);
  expect(texts("请回：\n「接 A10」")).toEqual(["接 A10"]);
});

test("words the bot only quotes are not offered", () => {
  expect(texts("要取消「陪同就医」吗?回「对」就取消,回「不」就留着。")).toEqual(["对", "不"]);
  expect(texts("没找到叫「张三」的志愿者。")).toEqual([]);
  expect(texts("「陪同就医」要看条件。")).toEqual([]);
  expect(texts("原话:「明天上午陪我去医院」")).toEqual([]);
});

test("numbered choices are answered by their number and show their words", () => {
  const replies = quickReplies("谁去合适:\n1. 张姐:同网格\n2、李叔(上周去过)\n③ 换一批");
  expect(replies.map(({ label, text }) => [label, text])).toEqual([
    ["1 张姐", "1"],
    ["2 李叔", "2"],
    ["3 换一批", "3"],
  ]);
  expect(texts("您是要哪一样?回数字:\n1 陪同就医\n2 代购代办\n3 都不是")).toEqual(["1", "2", "3"]);
});

test("numbers the bot asks for can be tapped", () => {
  expect(texts("只取消这一次回1,以后都不来了回2,不取消回「不」。")).toEqual(["1", "2", "不"]);
  expect(texts("您还满意吗?回1到5的数就行。")).toEqual(["1", "2", "3", "4", "5"]);
  expect(texts("请在9点前回3点的那一单")).toEqual([]);
});

test("a line that happens to begin with a number is no menu", () => {
  expect(texts("明天 9:30 有人来。\n2 个人一起来。")).toEqual([]);
});

test("a phrase that needs something added, and an example, go to the input", () => {
  expect(quickReplies("去不了请回「去不了 A37 + 原因」")).toEqual([{ label: "去不了 A37 …", text: "去不了 A37 ", isWhole: false }]);
  expect(quickReplies("可以回「派给 A37 名字」")).toEqual([{ label: "派给 A37 …", text: "派给 A37 ", isWhole: false }]);
  expect(quickReplies("回「改 A37 周四下午两点」")).toMatchObject([{ text: "改 A37 周四下午两点", isWhole: false }]);
  expect(quickReplies("要多久,比如「90分钟」")).toMatchObject([{ text: "90分钟", isWhole: false }]);
  expect(quickReplies("回「确认 A37 1」")).toMatchObject([{ text: "确认 A37 1", isWhole: true }]);
});

test("there are never more than six", () => {
  expect(texts("说「一」「二」「三」「四」「五」「六」「七」")).toHaveLength(6);
});

test("the long way to say one of the numbers is not offered beside it", () => {
  const card = "派单 A10\n1. 张姐:同网格\n2. 李叔:同网格\n回 1、2 派单(或「确认 A10 1」),「换一批 A10」,「派给 A10 名字」";
  expect(texts(card)).toEqual(["1", "2", "换一批 A10", "派给 A10 "]);
});
