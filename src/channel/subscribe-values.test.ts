import fc from "fast-check";
import { expect, test } from "vitest";
import { isAllowed } from "../../test/support/wechat-server/service/subscribe-values.ts";
import { fieldKinds, fitValue, kindOfField } from "./subscribe-values.ts";

const at = new Date("2026-11-24T01:00:00Z");

test.each([
  ["thing", "陪张大爷去区医院复查并取药然后送回家里面去", "陪张大爷去区医院复查并取药然后送回家里…"],
  ["thing", "两行\n一起😀", "两行 一起"],
  ["number", "约 12.50 元", "12.50"],
  ["letter", "A37", "A"],
  ["symbol", "好!?…,,。", "!?…,,"],
  ["character_string", "编号 A37", "A37"],
  ["time", "9:00 到", "9:00"],
  ["date", "2026-11-24 起", "2026-11-24"],
  ["amount", "共¥12.5元", "¥12.5元"],
  ["phone_number", "电话 0532-8888 1234 转 56789012", "0532-888812345678"],
  ["car_number", "鲁B·12345", "鲁B12345"],
  ["name", "张姐(志愿者)", "张姐志愿者"],
  ["name", "Anna-Maria Müller", "Anna-Maria Mller"],
  ["phrase", "正在给您找人", "正在给您找"],
] as const)("in %s 「%s」 stands as 「%s」", (kind, value, fitted) => {
  expect(fitValue(kind, value)).toBe(fitted);
});

test("a moment stands in the station's time, in full", () => {
  expect(fitValue("time", at)).toBe("2026年11月24日 09:00");
  expect(fitValue("date", at)).toBe("2026年11月24日 09:00");
  expect(fitValue("thing", at)).toBe("2026年11月24日 09:00");
});

test("what leaves nothing to say cannot stand there", () => {
  expect(fitValue("phrase", "A37")).toBeUndefined();
  expect(fitValue("thing", " \n ")).toBeUndefined();
  expect(fitValue("time", "明天上午")).toBeUndefined();
});

test("whatever the words, WeChat takes what is left of them", () => {
  const words = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[一-龥0-9A-Za-z .:¥+()-]{0,60}$/));
  fc.assert(
    fc.property(fc.constantFrom(...fieldKinds), words, (kind, value) => {
      const fitted = fitValue(kind, value);
      if (fitted !== undefined && kind !== "time" && kind !== "date")
        expect(isAllowed(`${kind}1`, fitted), JSON.stringify([value, fitted])).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test("a field is known by its name", () => {
  expect(kindOfField("character_string12")).toBe("character_string");
  expect(kindOfField("thing")).toBeUndefined();
  expect(kindOfField("constructor1")).toBeUndefined();
});
