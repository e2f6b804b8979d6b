import { expect, test } from "vitest";
import { offeredIntent } from "./offered-words.ts";

test.each([
  ["取消", "request.cancel"],
  ["取消 A37", "request.cancel"],
  ["A37 取消", "request.cancel"],
  ["取消吧。", "request.cancel"],
  ["转人工", "handoff.human"],
  ["老样子", "request.repeat"],
  ["没到", "report.late"],
  ["没解决 药没拿到", "rate"],
  ["有啥服务", "info.catalog"],
])("%s is understood as offered", (text, intent) => {
  expect(offeredIntent(text)).toBe(intent);
});

test.each(["取消医保怎么办", "人工关节能报销吗", "想找社工说说话", "孩子没来上学"])("%s means something else", (text) => {
  expect(offeredIntent(text)).toBeNull();
});
