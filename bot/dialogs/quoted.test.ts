import { expect, test } from "vitest";
import type { IncomingMessage } from "../chat.ts";
import { withQuotedCode } from "./quoted.ts";

const message = (text: string, quoted?: string): IncomingMessage => ({
  id: "m1",
  personChatId: "p",
  channel: "ilink",
  text,
  kind: "text",
  at: new Date(0),
  ...(quoted !== undefined && { quoted }),
});

test.each([
  ["接", "A37 · 陪同就医 · 明天上午9点", "接 A37"],
  ["确认 1", "A37 有三位人选", "确认 1 A37"],
  ["接 B12", "A37 · 陪同就医", "接 B12"],
  ["好", "A37 和 B12 都要人", "好"],
  ["接", "没有号的一句话", "接"],
  [
    "明天上午九点能不能派个人陪我去区医院看病,我腿脚不方便,一个人去不了",
    "A37 · 陪同就医",
    "明天上午九点能不能派个人陪我去区医院看病,我腿脚不方便,一个人去不了",
  ],
])("%s, quoting %s, is %s", (text, quoted, meant) => {
  expect(withQuotedCode(message(text, quoted)).text).toBe(meant);
});

test("without a quote nothing is added", () => {
  expect(withQuotedCode(message("接")).text).toBe("接");
});
