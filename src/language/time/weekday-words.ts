/** How a weekday is introduced, for use inside a pattern. */
export const week = "(?:周|星期|礼拜)";

/** 一 → 1 … 日, 天 → 7; figures as they are. */
export const weekdayIndex = (char: string): number =>
  /[1-7]/.test(char) ? Number(char) : char === "天" ? 7 : "一二三四五六日".indexOf(char) + 1;
