import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { understand } from "../../src/language/index.ts";
import { instant } from "../../src/platform/index.ts";
import type { Heard } from "../turn.ts";
import { offeredIntent } from "./offered-words.ts";
import { readAct, readReason, readYesNo } from "./volunteer-act.ts";

const heard = (text: string) =>
  ({ understood: understand(text, { now: instant(2026, 11, 23, 9), role: "volunteer", items: [], communities: [] }) }) as unknown as Heard;

describe("what a helper means", () => {
  test.each([
    ["接 A37", "accept"],
    ["a37 我接", "accept"],
    ["我能接", "accept"],
    ["去不了 A37 值班", "decline"],
    ["临时有事去不成了", "decline"],
    ["去不了,孩子发烧", "decline"],
    ["能晚半小时不", "counter"],
    ["能到", "confirm"],
    ["准时到", "confirm"],
    ["到了", "check_in"],
    ["到门口了 A37", "check_in"],
    ["敲门没人应", "nobody_home"],
    ["敲门没人开,电话也不接", "nobody_home"],
    ["打过电话没人接", "call"],
    ["打了两次电话都不接", "call"],
    ["堵车晚十分钟", "late"],
    ["完事了", "check_out"],
    ["送到家了", "check_out"],
    ["得先走,孩子病了", "leave_early"],
    ["老人不太对劲", "alarm"],
    ["老人不太对劲,去不了厕所", "alarm"],
    ["这周都没空", "block"],
    ["周末都有空", "add"],
    ["我现在多少小时了", "hours"],
    ["没给我算时长", "dispute"],
    ["时长不对", "dispute"],
    ["我能收红包吗", "policy"],
    ["有什么活", "offers"],
    ["我的任务", "tasks"],
    ["谢谢", "thanks"],
  ])("「%s」 is %s", (text, act) => {
    expect(readAct(heard(text))).toBe(act);
  });
});

test.each([
  ["去不了 A37 值班", "值班"],
  ["A37 我去不了了,孩子发烧", "孩子发烧"],
  ["得先走,孩子病了", "孩子病了"],
  ["去不了", undefined],
  ["去不了了 A37", undefined],
])("the reason in 「%s」 is %s", (text, reason) => {
  expect(readReason(heard(text))).toBe(reason);
});

test.each([
  ["行", true],
  ["对", true],
  ["不行", false],
  ["还没呢", false],
  ["在路上", undefined],
])("「%s」 as an answer is %s", (text, isYes) => {
  expect(readYesNo(heard(text))).toBe(isYes);
});

test("every word the texts offer is understood", () => {
  const files = ["volunteer.ts", "volunteer-task.ts", "volunteer-policy.ts", "notices/helper.ts"];
  const offered = files.flatMap((file) => {
    const source = readFileSync(new URL(`../texts/${file}`, import.meta.url), "utf8");
    return [...source.matchAll(/「([^」\n]+)」/g)].map(([, word = ""]) => word.replace(/\$\{[^}]*[cC]ode\}|\$\{state\.offer\}/g, "A37"));
  });
  const words = [...new Set(offered)].filter((word) => !word.includes("$"));
  const deaf = words.filter((word) => {
    const one = heard(word);
    const { intent, time } = one.understood;
    return (
      readAct(one) === undefined && readYesNo(one) === undefined && intent !== "handoff.human" && !offeredIntent(word) && time === undefined
    );
  });
  expect(words.length).toBeGreaterThan(20);
  expect(deaf).toEqual([]);
});

test.each([
  "地址在哪",
  "地址发我一下",
  "几点来着",
  "我跟谁一起去?",
  "老人电话多少",
  "我要带啥",
  "不认识路",
  "A37",
])("「%s」 asks for the card again", (text) => {
  expect(readAct(heard(text))).toBe("card");
});

test.each(["我记错了,不是我", "今儿个真冷", "哎呀妈呀"])("「%s」 is no deed: nobody is bound or released by a guess", (text) => {
  expect(readAct(heard(text))).toBeUndefined();
});
