import { readNumber } from "../numbers.ts";
import { addMonths, instantOf } from "./days.ts";
import { type Found, fromPoint } from "./found.ts";
import { clockReadings, type Point, readPoint, resolvePoint } from "./point.ts";
import { readClock, readPart } from "./read-clock.ts";
import { lengthSeconds, moved, type Offset, readLength, readOffset } from "./read-offset.ts";
import { type Recurrence, readRecurrence } from "./read-recurrence.ts";
import type { Reading } from "./reading.ts";

const joint = /^ ?(?:起|开始)?(?:,? ?一?直)? ?(?:-{1,3}|~|到|至|—{1,2}) ?/;
const limit =
  /^ ?(?:钟)?(?:(?:之|以)(前|后|内)|(前)(?!面|台|边|列|身|后|任|夫|妻)|(后|过后)(?!面|边|台|来|勤|院|门|背|果|悔|续|代)|(起|开始|以来)|(止|为止|截止)|(内|以内)(?!科|容|部|衣))/;
const wholly = { assumptions: [], alternatives: [] } as const;

/** Whatever time begins at `at`, the longest meaning first. */
export function readSomething(reading: Reading, at: number): Found | undefined {
  const recurrence = readRecurrence(reading, at);
  if (recurrence) return fromRecurrence(reading, at, recurrence);
  if (!/[a-z]/.test(reading.text.charAt(at - 1))) {
    const offset = readOffset(reading, at);
    if (offset) return fromOffset(reading, at, offset);
    const point = readPoint(reading, at);
    if (point) return withRange(reading, point) ?? nearPoint(reading, point) ?? withLimit(reading, point) ?? fromPoint(reading, point);
    const length = readLength(reading.text, at);
    if (length) {
      const result = {
        kind: "duration",
        start: reading.now,
        seconds: lengthSeconds(length),
        grain: length.grain,
        approximate: length.approximate,
        hasDate: false,
        hasClock: false,
        ...wholly,
      } as const;
      return { at, end: length.end, result };
    }
  }
  return undefined;
}

function fromOffset(reading: Reading, at: number, offset: Offset): Found {
  const target = moved(reading, offset);
  const { length } = offset;
  const base = { grain: length.grain, approximate: length.approximate, hasDate: true, ...wholly };
  if (offset.kind !== "point") {
    const [start, end] = offset.isPast
      ? [target.at, reading.now]
      : [reading.now, target.isDay ? instantOf(target.day, reading.seconds) : target.at];
    const open = offset.kind === "within" ? ({ open: "before" } as const) : {};
    return { at, end: offset.end, result: { ...base, kind: "range", start, end, hasClock: !target.isDay, ...open } };
  }
  if (!target.isDay)
    return {
      at,
      end: offset.end,
      result: {
        ...base,
        kind: offset.isOpen ? "range" : "datetime",
        start: target.at,
        hasClock: true,
        ...(offset.isOpen ? { open: "after" } : {}),
      },
    };
  if (!offset.isOpen) {
    const part = readPart(reading.text, offset.end + gapAt(reading.text, offset.end), true);
    const from = part?.end ?? offset.end;
    const clock = readClock(reading.text, from + gapAt(reading.text, from), true);
    if (part || clock) {
      const days = { first: target.day, length: 1, grain: "day", end: offset.end } as const;
      return fromPoint(reading, {
        start: at,
        end: clock?.end ?? from,
        days,
        ...(part ? { part: part.part } : {}),
        ...(clock ? { clock } : {}),
      });
    }
  }
  const start = instantOf(target.day);
  if (offset.isOpen) return { at, end: offset.end, result: { ...base, kind: "range", start, hasClock: false, open: "after" } };
  return { at, end: offset.end, result: { ...base, kind: "date", start, end: instantOf(target.day + 1), grain: "day", hasClock: false } };
}

function gapAt(text: string, at: number): number {
  return /^[ 的]/.test(text.charAt(at)) ? 1 : 0;
}

const ownAnchor = /^(?:今|明|后天|大后|昨|前天|这|本|上[个周星礼月]|下[个周星礼月]|\d{4}[-/.年])/;

/** A range whose end takes over day, part and half of the day from its start. */
function withRange(reading: Reading, from: Point): Found | undefined {
  const { text } = reading;
  const connector = joint.exec(text.slice(from.end, from.end + 8));
  if (!connector) return undefined;
  const at = from.end + connector[0].length;
  const anchor = from.days && !ownAnchor.test(text.slice(at, at + 6)) ? { ...reading, today: from.days.first } : reading;
  const to = readPoint(anchor, at) ?? bareEnd(from, text, at);
  if (!to || !fits(from, to)) return undefined;
  const start = resolvePoint(reading, from);
  const end = endOf(anchor, from, to, start);
  const tail = /^ ?(?:止|为止|结束|之间|期间)/.exec(text.slice(to.end, to.end + 4));
  const isClock = Boolean(from.clock || from.part || from.isNow);
  const startAt = from.isNow ? reading.now : instantOf(start.day, start.from);
  if (end.getTime() <= startAt.getTime()) return undefined;
  const part = start.part ?? to.part;
  return {
    at: from.start,
    end: to.end + (tail?.[0].length ?? 0),
    result: {
      kind: "range",
      start: startAt,
      end,
      grain: isClock ? "minute" : start.grain,
      ...(part ? { dayPart: part } : {}),
      approximate: Boolean(from.clock?.approximate || to.clock?.approximate || from.days?.approximate),
      hasDate: Boolean(from.days || to.days || from.isNow),
      hasClock: isClock,
      assumptions: [...new Set([...start.assumptions, ...(to.days?.assumptions ?? [])])],
      alternatives: [],
    },
  };
}

/** 下午两点到四点 is read above; 9:00-11 lacks the unit of its end. */
function bareEnd(from: Point, text: string, at: number): Point | undefined {
  const m = from.clock ? /^(\d{1,2})(?![\d.:号月日年岁个块元人])/.exec(text.slice(at, at + 4)) : null;
  if (!m || Number(m[1]) > 24) return undefined;
  const end = at + m[0].length;
  return { start: at, end, clock: { end, minutes: Number(m[1]) * 60, seconds: 0, grain: "hour", isSettled: false, approximate: false } };
}

function fits(from: Point, to: Point): boolean {
  if (to.isNow) return from.days !== undefined;
  const fromHour = Boolean(from.clock || from.part || from.isNow);
  const toHour = Boolean(to.clock || to.part);
  if (fromHour) return toHour || to.days !== undefined;
  return to.days !== undefined;
}

function endOf(anchor: Reading, from: Point, to: Point, start: ReturnType<typeof resolvePoint>): Date {
  if (to.isNow) return anchor.now;
  if (!to.clock) {
    const resolved = resolvePoint(anchor, to.days ? to : { ...to, ...(from.days ? { days: from.days } : {}) });
    const day = to.days || !to.part ? resolved.day : start.day;
    return instantOf(day, resolved.until);
  }
  const readings = clockReadings(to.clock, to.part, anchor.bareHours);
  const seconds = to.clock.seconds;
  if (to.days) {
    const inherited = to.part ?? (to.days.first === start.day ? start.part : undefined);
    const minutes = clockReadings(to.clock, inherited, anchor.bareHours)[0] ?? 0;
    return instantOf(to.days.first, minutes * 60 + seconds);
  }
  const said = to.clock.minutes;
  const candidates =
    to.part || to.clock.isSettled ? [...readings, ...readings.map((minutes) => minutes + 1440)] : [said, said + 720, said + 1440];
  const minutes = candidates.find((one) => one * 60 + seconds > start.from) ?? said;
  return instantOf(start.day, minutes * 60 + seconds);
}

/** 圣诞节前一天, 周五的前一天, 手术后三天: days counted from a day. */
function nearPoint(reading: Reading, point: Point): Found | undefined {
  if (!point.days || point.clock || point.part || point.days.length !== 1) return undefined;
  const m = /^ ?的? ?([前后]) ?(\d{1,2}|[一二两三四五六七八九十]{1,2}) ?天/.exec(reading.text.slice(point.end, point.end + 9));
  const count = m ? readNumber(m[2] ?? "") : undefined;
  if (!m || count === undefined) return undefined;
  const first = point.days.first + (m[1] === "前" ? -count : count);
  const end = point.end + m[0].length;
  return fromPoint(reading, { start: point.start, end, days: { ...point.days, first, end } });
}

const deadline = /(?:截止|截至|最迟|最晚|不晚于|不迟于|赶在)(?:到|在)? ?$/;

/** 之前 / 之后 / 起: one limit only. */
function withLimit(reading: Reading, point: Point): Found | undefined {
  const m =
    limit.exec(reading.text.slice(point.end, point.end + 5)) ??
    (deadline.test(reading.text.slice(Math.max(0, point.start - 5), point.start)) ? ["止"] : null);
  if (!m || (point.isNow && !m[4])) return undefined;
  const found = fromPoint(reading, point);
  const word0 = m[0] ?? "";
  const word = word0.trim();
  const end = "index" in m ? point.end + word0.length : point.end;
  const { result } = found;
  const isSpan = result.kind === "range" || result.kind === "date";
  if (/前|止/.test(word)) {
    const limitAt = isSpan && (/止/.test(word) || point.days?.approximate) ? (result.end ?? result.start) : result.start;
    const start = limitAt.getTime() > reading.now.getTime() ? reading.now : limitAt;
    return { at: found.at, end, result: { ...result, kind: "range", start, end: limitAt, open: "before" } };
  }
  if (/内/.test(word)) return isSpan ? { at: found.at, end, result: { ...result, kind: "range", open: "before" } } : undefined;
  const startAt =
    /后/.test(word) && isSpan && result.grain !== "day_part"
      ? (result.end ?? result.start)
      : /后/.test(word) && result.grain === "day_part"
        ? (result.end ?? result.start)
        : result.start;
  const { end: _end, ...rest } = result;
  return { at: found.at, end, result: { ...rest, kind: "range", start: startAt, open: "after" } };
}

function fromRecurrence(reading: Reading, at: number, recurrence: Recurrence): Found {
  const { text } = reading;
  const base = { kind: "set", rrule: recurrence.rrule, approximate: false, hasDate: true } as const;
  if (recurrence.stepSeconds !== undefined) {
    const start = new Date(reading.now.getTime() + recurrence.stepSeconds * 1000);
    return {
      at,
      end: recurrence.end,
      result: { ...base, ...wholly, start, grain: "second", seconds: recurrence.stepSeconds, hasClock: false },
    };
  }
  const gap = /^[ 的,，]{0,2}(?:都|固定|一般)?/.exec(text.slice(recurrence.end, recurrence.end + 4))?.[0].length ?? 0;
  const part = readPart(text, recurrence.end + gap, true);
  const afterPart = part?.end ?? recurrence.end + gap;
  const clock = readClock(text, afterPart + gapAt(text, afterPart), true);
  const point: Point = {
    start: at,
    end: clock?.end ?? part?.end ?? recurrence.end,
    ...(part ? { part: part.part } : {}),
    ...(clock ? { clock } : {}),
  };
  const anchored = (day: number): Point => ({ ...point, days: { first: day, length: 1, grain: "day", end: recurrence.end } });
  const onFirst = recurrence.firstFrom(reading.today) ?? reading.today;
  const isOver = (day: number): boolean => {
    const { from } = resolvePoint(reading, anchored(day));
    return Boolean(part || clock) && day === reading.today && from <= reading.seconds;
  };
  const day = isOver(onFirst) ? (recurrence.firstFrom(reading.today + 1) ?? addMonths(onFirst, 1)) : onFirst;
  const first = anchored(day);
  const found = clock ? (withRange(reading, first) ?? fromPoint(reading, first)) : fromPoint(reading, first);
  const { kind: _kind, ...rest } = found.result;
  return { at, end: found.end, result: { ...rest, ...base, hasClock: Boolean(part || clock), approximate: rest.approximate } };
}
