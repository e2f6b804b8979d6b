export type TimeKind = "date" | "time" | "datetime" | "range" | "duration" | "set";

export type Grain = "second" | "minute" | "hour" | "day_part" | "day" | "week" | "month" | "year";

export type DayPart = "dawn" | "early" | "morning" | "noon" | "daytime" | "afternoon" | "dusk" | "evening" | "night";

export interface TimeSpan {
  readonly start: Date;
  /** Exclusive for days and longer, the last moment for clock times. */
  readonly end?: Date;
}

/** A time found in a text: never a bare Date, because what was guessed has to be echoed. Instants, civil at +08:00. */
export interface TimeResult extends TimeSpan {
  readonly kind: TimeKind;
  readonly text: string;
  /** Where `text` begins, in UTF-16 units of the original. */
  readonly index: number;
  readonly grain: Grain;
  readonly dayPart?: DayPart;
  /** 左右, 多, 大概 … */
  readonly approximate: boolean;
  /** RFC 5545 subset, e.g. `FREQ=WEEKLY;BYDAY=TU,TH`. */
  readonly rrule?: string;
  /** Length of a duration or of the step of an interval. */
  readonly seconds?: number;
  /** Whether a day, and whether a clock time or part of the day, was said. */
  readonly hasDate: boolean;
  readonly hasClock: boolean;
  /** 之前 / 之后: only one limit was said. */
  readonly open?: "before" | "after";
  /** What was guessed, in words to read back. */
  readonly assumptions: readonly string[];
  /** Other readings, likeliest first. */
  readonly alternatives: readonly TimeSpan[];
}
