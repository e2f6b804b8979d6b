import { partHours, serviceHours } from "./conventions.ts";
import { instantOf } from "./days.ts";
import { readClock, readPart } from "./read-clock.ts";
import { readDate } from "./read-date.ts";
import type { Clock, Days, Reading } from "./reading.ts";
import type { DayPart, Grain, TimeSpan } from "./time-result.ts";

/** [date][part of the day][clock], any of them missing. */
export interface Point {
  readonly start: number;
  readonly end: number;
  readonly days?: Days;
  readonly part?: DayPart;
  readonly clock?: Clock;
  /** 现在 */
  readonly isNow?: boolean;
}

/** A point in civil terms: seconds after the midnight of `day`. */
export interface Resolved {
  readonly day: number;
  readonly from: number;
  /** Seconds after the midnight of `day`; for days the next midnight. */
  readonly until: number;
  readonly kind: "date" | "time" | "datetime" | "range";
  readonly grain: Grain;
  readonly part?: DayPart;
  readonly assumptions: readonly string[];
  readonly alternatives: readonly TimeSpan[];
}

const nowWords = /^(?:现在|此刻|这会儿?|眼下|即刻|此时)/;
const joints = /^[ 的,，]{0,2}/;
const supper = /晚饭|晚餐|夜宵|跳舞|广场舞|散步/;

/** A point in time that begins at `at`. */
export function readPoint(reading: Reading, at: number): Point | undefined {
  const { text } = reading;
  const now = nowWords.exec(text.slice(at, at + 3));
  if (now) return { start: at, end: at + now[0].length, isNow: true };
  let days = readDate(reading, at);
  let end = days?.end ?? at;
  if (days && !days.isWeekday && days.length > 1 && days.length <= 7) {
    const inner = readDate(reading, end + gap(text, end));
    if (inner && inner.length === 1 && inner.isWeekday && inner.first < days.first + 7 && days.grain === "week") {
      days = { ...inner, first: days.first + ((((inner.first - days.first) % 7) + 7) % 7) };
      end = inner.end;
    }
  }
  const afterDays = days ? end + gap(text, end) : end;
  const part = days?.part ? undefined : readPart(text, afterDays, days !== undefined);
  if (part) end = part.end;
  const from = days || part ? end + gap(text, end) : end;
  const isRoughly = /^(?:大约|大概|约|差不多|快|不到)/.exec(text.slice(from, from + 3));
  const clock = readClock(text, from + (isRoughly && (days || part) ? isRoughly[0].length : 0), Boolean(days || part));
  if (clock) end = clock.end;
  if (!days && !part && !clock) return undefined;
  const dayPart = days?.part ?? part?.part;
  return { start: at, end, ...(days ? { days } : {}), ...(dayPart ? { part: dayPart } : {}), ...(clock ? { clock } : {}) };
}

function gap(text: string, at: number): number {
  return joints.exec(text.slice(at, at + 3))?.[0].length ?? 0;
}

/** Minutes after midnight a clock may mean, likeliest first. */
export function clockReadings(clock: Clock, part: DayPart | undefined, bareHours: Reading["bareHours"], text = ""): number[] {
  const said = clock.minutes;
  if (clock.isSettled && said >= 780) return [said];
  switch (part) {
    case "dawn":
      return [said >= 720 && said < 780 ? said - 720 : said];
    case "early":
    case "morning":
      return [said];
    case "noon":
      return [said < 600 ? said + 720 : said];
    case "daytime":
      return [said < 420 ? said + 720 : said];
    case "afternoon":
    case "dusk":
      return [said < 720 ? said + 720 : said];
    case "evening":
      return [said >= 720 && said < 780 ? said + 720 : said < 240 ? said + 1440 : said < 720 ? said + 720 : said];
    case "night":
      return [said >= 720 && said < 780 ? said + 720 : said < 360 ? said + 1440 : said < 720 ? said + 720 : said];
  }
  if (clock.isSettled || said >= 780 || said < 60) return [said];
  if (bareHours === "literal") return [said, said + 720];
  const [open, close] = serviceHours;
  const both = said < 720 ? [said, said + 720] : [said];
  const within = both.filter((minutes) => minutes >= open && minutes <= close);
  if (within.length === 2 && supper.test(text)) return within.reverse();
  return within.length > 0 ? within : both;
}

const say = (minutes: number): string => {
  const hour = Math.floor(minutes / 60) % 24;
  const rest = minutes % 60;
  const name = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour === 12 ? "中午" : hour < 18 ? "下午" : "晚上";
  return `${name}${hour > 12 ? hour - 12 : hour}点${rest === 0 ? "" : rest === 30 ? "半" : `${rest}分`}`;
};

/** Chooses among the readings of a point with a preference for the future, and says what was guessed. */
export function resolvePoint(reading: Reading, point: Point): Resolved {
  const { today, seconds, bareHours, text } = reading;
  const { days, clock, part } = point;
  const assumptions = [...(days?.assumptions ?? [])];
  const day = days?.first ?? today;
  if (point.isNow) return { day: today, from: seconds, until: seconds, kind: "datetime", grain: "second", assumptions, alternatives: [] };
  if (clock) {
    const readings = clockReadings(clock, part, bareHours, text);
    let chosen = readings[0] ?? 0;
    let shift = 0;
    const isUnbound = days === undefined || (days.first === today && days.length === 1);
    if (isUnbound && chosen * 60 < seconds) {
      const later = readings.find((minutes) => minutes * 60 >= seconds);
      if (later !== undefined && (bareHours === "service" || days === undefined)) chosen = later;
      else if (days === undefined && (part !== undefined || bareHours === "service")) shift = 1;
    }
    const others = readings.filter((minutes) => minutes !== chosen);
    if (readings.length > 1 || (bareHours === "service" && !part && !clock.isSettled && chosen !== clock.minutes))
      assumptions.push(`按${say(chosen)}算`);
    if (shift) assumptions.push("今天已经过了,按明天算");
    const from = chosen * 60 + clock.seconds;
    const until = clock.untilMinutes === undefined ? from : from + (clock.untilMinutes - clock.minutes) * 60;
    return {
      day: day + shift,
      from,
      until,
      kind: clock.untilMinutes !== undefined ? "range" : days ? "datetime" : "time",
      grain: clock.grain,
      ...(part ? { part } : {}),
      assumptions,
      alternatives: others.map((minutes) => ({
        start: instantOf(day + shift + (isUnbound && !days && minutes * 60 < seconds ? 1 : 0), minutes * 60),
      })),
    };
  }
  if (part) {
    const [open, close] = partHours[part];
    const shift = days === undefined && close * 60 < seconds ? 1 : 0;
    const shown = `按${say(open)}到${say(close)}算`;
    return {
      day: day + shift,
      from: open * 60,
      until: close * 60,
      kind: "range",
      grain: "day_part",
      part,
      assumptions: [...assumptions, shown],
      alternatives: [],
    };
  }
  const length = days?.length ?? 1;
  return {
    day,
    from: 0,
    until: length * 86_400,
    kind: length === 1 ? "date" : "range",
    grain: days?.grain ?? "day",
    assumptions,
    alternatives: [],
  };
}
