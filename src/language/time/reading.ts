import type { DayPart, Grain } from "./time-result.ts";

/** What every reader needs: the folded text and the moment it was written. */
export interface Reading {
  readonly text: string;
  readonly now: Date;
  /** Civil day number of `now`, and seconds since its midnight. */
  readonly today: number;
  readonly seconds: number;
  /** `service`: a bare 三点 is 15:00. `literal`: hours without a part of the day are read as on a 24-hour clock. */
  readonly bareHours: "service" | "literal";
  /** Behind 从…开始: weekdays from one to another are every week, also without an hour. */
  readonly isRepeated?: true;
}

/** Civil days said in words: one day, a week, a month … */
export interface Days {
  readonly end: number;
  readonly first: number;
  readonly length: number;
  readonly grain: Grain;
  readonly approximate?: boolean;
  readonly assumptions?: readonly string[];
  /** First days of other readings. */
  readonly others?: readonly number[];
  /** Said as a weekday, so a following weekday may continue a list. */
  readonly isWeekday?: boolean;
  /** A part of the day contained in the word: 今晚, 明早. */
  readonly part?: DayPart;
}

export interface Clock {
  readonly end: number;
  /** Minutes after midnight as said; 24:00 is 1440. */
  readonly minutes: number;
  readonly seconds: number;
  readonly grain: "hour" | "minute" | "second";
  /** `pm`/`am` was written, or the hour is past twelve. */
  readonly isSettled: boolean;
  readonly approximate: boolean;
  /** 八九点: the hour after, in minutes. */
  readonly untilMinutes?: number;
}

/** Tries a sticky pattern at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** A written number, Arabic or Chinese, short enough that no text can make it slow. */
export const N = "(?:\\d{1,5}|[零〇一二三四五六七八九十百两廿卅]{1,6})";

/** One whole civil day. */
export const oneDay = (first: number, end: number, extra: Partial<Days> = {}): Days => ({ first, length: 1, grain: "day", end, ...extra });
