import type { Counts, Statistics } from "../statistics-query.ts";
import { dimensionNames, suppressedName, totalName } from "../words.ts";
import type { Cell, Column, Table } from "./table.ts";

/** Statistics as a list with the total as its last line. */
export function statisticsTable({ by, filter, rows, total }: Statistics): Table {
  return {
    title: `服务统计 ${filter.from} 至 ${filter.to}`,
    columns: [{ key: "label", label: dimensionNames[by], kind: "text" }, ...columns],
    rows: [...rows.map(({ label, counts }) => lineOf(label, counts)), lineOf(totalName, total)],
    isCut: false,
  };
}

function lineOf(label: string, counts: Counts | null): Record<string, Cell> {
  if (counts === null) return { label: `${label}(${suppressedName})` };
  return { label, ...counts, hours: counts.minutes / 60 };
}

const columns: readonly Column[] = [
  { key: "sessions", label: "场次", kind: "count" },
  { key: "serviceCount", label: "人次", kind: "count" },
  { key: "uniquePeople", label: "人数", kind: "count" },
  { key: "helpers", label: "服务人员数", kind: "count" },
  { key: "hours", label: "记入时长(小时)", kind: "hours" },
  { key: "averageStars", label: "平均评分", kind: "decimal" },
  { key: "ratings", label: "评价数", kind: "count" },
  { key: "requests", label: "请求数", kind: "count" },
  { key: "unfilled", label: "无人接单", kind: "count" },
  { key: "medianMinutesToAccept", label: "接单用时中位数(分钟)", kind: "count" },
];
