import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { parseTime } from "./parse-time.ts";
import type { TimeResult } from "./time-result.ts";

const now = new Date("2026-11-23T09:00:00+08:00"); // Monday, lunar 十月十五
const local = (at: Date | undefined): string =>
  at ? new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ") : "";
const write = (result: TimeResult | undefined): string =>
  result === undefined
    ? "–"
    : [result.rrule, local(result.start), result.end && result.kind !== "date" ? local(result.end) : ""].filter(Boolean).join(" | ");
const first = (text: string): string => write(parseTime(text, now)[0]);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the conventions", () => {
  test.each([
    ["周三", "2026-11-25 00:00"],
    ["周一", "2026-11-23 00:00"],
    ["下周三", "2026-12-02 00:00"],
    ["下下周三", "2026-12-09 00:00"],
    ["礼拜天晚上八点", "2026-11-29 20:00"],
    ["明天上午", "2026-11-24 08:00 | 2026-11-24 12:00"],
    ["后天头晌八点", "2026-11-25 08:00"],
    ["明儿过晌", "2026-11-24 13:00 | 2026-11-24 17:30"],
    ["傍晚", "2026-11-23 17:00 | 2026-11-23 19:00"],
    ["今晚12点", "2026-11-24 00:00"],
    ["三点四十放学", "2026-11-23 15:40"],
    ["差五分十点", "2026-11-23 09:55"],
    ["两点一刻", "2026-11-23 14:15"],
    ["11月20号", "2027-11-20 00:00"],
    ["11月25日(周三)下午3点半", "2026-11-25 15:30"],
    ["月底", "2026-11-24 00:00 | 2026-12-01 00:00"],
    ["周一到周五", "2026-11-23 00:00 | 2026-11-28 00:00"],
    ["4月12-19日", "2027-04-12 00:00 | 2027-04-20 00:00"],
    ["下午两点到四点", "2026-11-23 14:00 | 2026-11-23 16:00"],
    ["9点到5点", "2026-11-23 09:00 | 2026-11-23 17:00"],
    ["腊月二十三", "2027-01-30 00:00"],
    ["十月二十我爹大寿", "2026-11-28 00:00"],
    ["大年三十", "2027-02-05 00:00"],
    ["冬至", "2026-12-22 00:00"],
    ["九点吧 不 九点半", "2026-11-23 09:30"],
    ["周三 哦不对 周四上午", "2026-11-26 08:00 | 2026-11-26 12:00"],
    ["不是周三是周四", "2026-11-26 00:00"],
    ["下午三点 不是上午", "2026-11-23 15:00"],
    ["定明天吧 不对 明天我儿回来 定周五 上午十点半", "2026-11-27 10:30"],
    ["每周二、四下午三点", "FREQ=WEEKLY;BYDAY=TU,TH | 2026-11-24 15:00"],
    ["每月15号", "FREQ=MONTHLY;BYMONTHDAY=15 | 2026-12-15 00:00 | 2026-12-16 00:00"],
    ["隔天来一次", "FREQ=DAILY;INTERVAL=2 | 2026-11-23 00:00 | 2026-11-24 00:00"],
    ["周一到周五每天中午", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR | 2026-11-23 11:00 | 2026-11-23 13:00"],
    ["周五之前", "2026-11-23 09:00 | 2026-11-27 00:00"],
    ["两个半小时后", "2026-11-23 11:30"],
    ["三天后下午三点", "2026-11-26 15:00"],
    ["下禮拜三下午兩點", "2026-12-02 14:00"],
    ["１１月２５日 １０：３０", "2026-11-25 10:30"],
    ["mingtian shangwu 9dian", "2026-11-24 09:00"],
    ["下午两点 周四", "2026-11-26 14:00"],
    ["下个月第一个周一", "2026-12-07 00:00"],
    ["圣诞节前一天", "2026-12-24 00:00"],
  ])("%s", (text, expected) => {
    expect(first(text)).toBe(expected);
  });

  test("what was guessed is said, and the other reading is kept", () => {
    const [found] = parseTime("八点来", new Date("2026-11-23T06:00:00+08:00"));
    expect(write(found)).toBe("2026-11-23 08:00");
    expect(found?.assumptions).toEqual(["按上午8点算"]);
    expect(found?.alternatives.map((one) => local(one.start))).toEqual(["2026-11-23 20:00"]);
  });

  test("an hour of today that is over becomes tomorrow, and says so", () => {
    const [found] = parseTime("上午8点", now);
    expect(write(found)).toBe("2026-11-24 08:00");
    expect(found?.assumptions).toEqual(["今天已经过了,按明天算"]);
  });

  test("a lunar date is converted and read back", () => {
    expect(parseTime("正月十五", now)[0]?.assumptions).toEqual(["农历换成公历是2月20号"]);
  });

  test("the days off of a holiday come from the official table, and only where there is one", () => {
    const october = new Date("2026-09-20T09:00:00+08:00");
    expect(write(parseTime("国庆假期", october)[0])).toBe("2026-10-01 00:00 | 2026-10-08 00:00");
    expect(write(parseTime("国庆假期", now)[0])).toBe("2027-10-01 00:00");
  });

  test.each([
    "有一点疼",
    "早一点来",
    "十分满意",
    "五角大楼",
    "3号楼2单元301",
    "二十四点五度",
    "零点五",
    "两点建议",
    "赶集",
    "83了",
    "天天吵架",
  ])("%s holds no time", (text) => {
    expect(parseTime(text, now).filter((one) => one.kind !== "duration")).toEqual([]);
  });

  test("numbers of people, phones and requests are no times", () => {
    expect(parseTime("电话13812345678 单号A37", now)).toEqual([]);
  });

  test("the place of a time points into the original text", () => {
    const text = "您好　那个　下禮拜三 下午兩點半 可以嗎";
    for (const found of parseTime(text, now)) expect(text.slice(found.index, found.index + found.text.length)).toBe(found.text);
  });
});

describe("what is written is read back", () => {
  const chinese = (n: number): string => {
    const digits = "零一二三四五六七八九";
    const tens = Math.floor(n / 10);
    const ones = n % 10;
    return `${tens > 1 ? digits[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 || n === 0 ? digits[ones] : ""}`;
  };
  const dayMs = 86_400_000;
  const civil = (at: Date): Date => new Date(at.getTime() + 8 * 3_600_000);
  const future = fc.integer({ min: 0, max: 360 }).map((days) => new Date(new Date("2026-11-23T00:00:00+08:00").getTime() + days * dayMs));
  const spell = fc.constantFrom((n: number) => String(n), chinese);

  test("a date in any of its spellings", () => {
    fc.assert(
      fc.property(future, spell, fc.constantFrom("号", "日"), fc.boolean(), (at, number, suffix, isYearSaid) => {
        const date = civil(at);
        const text = `${isYearSaid ? `${date.getUTCFullYear()}年` : ""}${number(date.getUTCMonth() + 1)}月${number(date.getUTCDate())}${suffix}来吧`;
        expect(parseTime(text, now)[0]?.start).toEqual(at);
      }),
    );
  });

  test("a date and a clock time with its part of the day", () => {
    const hours = fc.integer({ min: 6, max: 20 });
    fc.assert(
      fc.property(future, hours, fc.constantFrom(0, 5, 15, 30, 45), spell, (at, hour, minute, number) => {
        const date = civil(at);
        const part = hour < 12 ? "上午" : hour === 12 ? "中午" : hour < 18 ? "下午" : "晚上";
        const tail = minute === 0 ? "" : minute === 30 ? "半" : minute === 15 ? "一刻" : minute === 5 ? "零五分" : `${number(minute)}分`;
        const text = `${date.getUTCMonth() + 1}月${date.getUTCDate()}号${part}${number(hour > 12 ? hour - 12 : hour)}点${tail}`;
        expect(parseTime(text, now)[0]?.start).toEqual(new Date(at.getTime() + (hour * 60 + minute) * 60_000));
      }),
    );
  });

  test("a range of hours", () => {
    fc.assert(
      fc.property(
        future,
        fc.integer({ min: 7, max: 14 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom("到", "至", "-", "~"),
        (at, from, length, joint) => {
          const date = civil(at);
          const say = (hour: number): string => `${hour < 12 ? "上午" : hour === 12 ? "中午" : "下午"}${hour > 12 ? hour - 12 : hour}点`;
          const [found] = parseTime(`${date.getUTCMonth() + 1}月${date.getUTCDate()}日${say(from)}${joint}${say(from + length)}`, now);
          expect([found?.start, found?.end]).toEqual([from, from + length].map((hour) => new Date(at.getTime() + hour * 3_600_000)));
        },
      ),
    );
  });

  test("a weekly recurrence", () => {
    const names = "一二三四五六日";
    const codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("、", "和", ""),
        fc.constantFrom("周", "星期", "礼拜"),
        (days, joint, word) => {
          const sorted = [...days].sort((a, b) => a - b);
          const [found] = parseTime(`每${word}${sorted.map((day) => names[day]).join(joint)}上午九点`, now);
          expect(found?.rrule).toBe(`FREQ=WEEKLY;BYDAY=${sorted.map((day) => codes[day]).join(",")}`);
          expect(found?.start.getTime()).toBeGreaterThan(now.getTime());
        },
      ),
    );
  });

  test("the time zone of the process changes nothing", () => {
    const texts = ["今天", "明天上午九点", "下周三", "腊月二十三", "每周一", "凌晨两点"];
    const early = new Date("2026-11-23T06:30:00+08:00");
    const all = ["UTC", "America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"].map((zone) => {
      vi.stubEnv("TZ", zone);
      return JSON.stringify(texts.map((text) => parseTime(text, early)));
    });
    expect(new Set(all).size).toBe(1);
  });
});

describe("public test suites", () => {
  test("are read exactly in at least 98 of 100 cases, every kind in at least 90, and nothing is found where nothing is", async () => {
    const { readFileSync } = await import("node:fs");
    const scorer = new URL("../../../bench/score-time.mjs", import.meta.url).href;
    const adapter = new URL("../../../bench/found-of.mjs", import.meta.url).href;
    const { matches } = await import(/* @vite-ignore */ scorer);
    const { adapt } = await import(/* @vite-ignore */ adapter);
    const parse = adapt(parseTime);
    const lines = readFileSync(new URL("../testdata/time-cases.jsonl", import.meta.url), "utf8")
      .trim()
      .split("\n");
    const cases = lines.map((line) => JSON.parse(line)).filter((one) => !one.tags.includes("disputed"));
    const tally = new Map<string, [number, number]>();
    for (const one of cases) {
      const found = parse(one.text, one.ref) as unknown[];
      const kind: string = one.expected[0]?.type ?? "nothing";
      const isExact =
        kind === "nothing" ? found.length === 0 : one.expected.every((want: unknown) => found.some((got) => matches(want, got, one)));
      const [hits, total] = tally.get(kind) ?? [0, 0];
      tally.set(kind, [hits + Number(isExact), total + 1]);
    }
    expect(cases.length).toBe(321);
    for (const [kind, [hits, total]] of tally) expect(hits / total, kind).toBeGreaterThanOrEqual(kind === "nothing" ? 0.95 : 0.9);
    const exact = [...tally].filter(([kind]) => kind !== "nothing");
    expect(exact.reduce((sum, [, [hits]]) => sum + hits, 0) / exact.reduce((sum, [, [, total]]) => sum + total, 0)).toBeGreaterThanOrEqual(
      0.98,
    );
  });
});
