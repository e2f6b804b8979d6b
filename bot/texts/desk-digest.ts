import type { Digest } from "../../src/report/index.ts";

const parts = ["today", "atRisk", "unfilled", "needsCall", "overdue"] as const;

const titles: Readonly<Record<(typeof parts)[number], string>> = {
  overdue: "过了时限,先办",
  unfilled: "没人接,要打电话",
  needsCall: "没说清,要打电话",
  atRisk: "志愿者没回确认",
  today: "今天上门",
};

/** How many lines a part shows. */
const shown = 6;

/** Digest data comes back from the store as plain values. */
export function isDigest(data: unknown): data is Digest {
  if (typeof data !== "object" || data === null) return false;
  const held = data as Record<string, unknown>;
  return typeof held.open === "number" && parts.every((part) => Array.isArray(held[part]));
}

/** The morning list of 08:30: what must be done first stands first. */
export function digestWords(digest: Digest): string {
  const order = ["overdue", "unfilled", "needsCall", "atRisk", "today"] as const;
  const blocks = order.flatMap((part) => {
    const lines = digest[part];
    if (lines.length === 0) return [];
    const more = lines.length > shown ? [`还有 ${lines.length - shown} 单`] : [];
    return [`${titles[part]}(${lines.length}):`, ...lines.slice(0, shown), ...more];
  });
  const opening = digest.open === 0 ? "早上好。现在没有没办完的单。" : `早上好。没办完的一共 ${digest.open} 单。`;
  return [opening, ...blocks].join("\n");
}
