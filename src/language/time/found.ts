import { instantOf } from "./days.ts";
import { type Point, type Resolved, resolvePoint } from "./point.ts";
import type { Reading } from "./reading.ts";
import type { TimeResult } from "./time-result.ts";

/** A time before its place in the original text is known. */
export interface Found {
  readonly at: number;
  readonly end: number;
  readonly result: Omit<TimeResult, "text" | "index">;
  /** Kept for corrections: 九点吧 不 九点半. */
  readonly point?: Point;
}

/** The result of one resolved point. */
export function fromPoint(reading: Reading, point: Point): Found {
  return { at: point.start, end: point.end, point, result: pointResult(reading, point, resolvePoint(reading, point)) };
}

const roughlyBefore = /(?:大约|大概|约莫|约|差不多|估计|可能|快) ?$/;

function pointResult(reading: Reading, point: Point, resolved: Resolved): Found["result"] {
  const { day, from, until, kind, grain, part, assumptions, alternatives } = resolved;
  const isSpan = kind === "range" || kind === "date";
  return {
    kind,
    start: point.isNow ? reading.now : instantOf(day, from),
    ...(isSpan ? { end: instantOf(day, until) } : {}),
    grain,
    ...(part ? { dayPart: part } : {}),
    approximate: Boolean(
      point.clock?.approximate ||
        point.days?.approximate ||
        roughlyBefore.test(reading.text.slice(Math.max(0, point.start - 4), point.start)),
    ),
    hasDate: point.days !== undefined || Boolean(point.isNow),
    hasClock: point.clock !== undefined || part !== undefined || Boolean(point.isNow),
    assumptions,
    alternatives,
  };
}

const correction =
  /^[吧呢啊,，。;、! ]{0,8}(?:不是|不对|不|哦不|噢不|啊不|错了|说错了|不行|算了|还是|改成|应该是|换成|哎不|不不|要不|呃){1,8}[,，。! 呃哦对是]{0,8}(?:还是|改成|应该是|是|说错了|换成)?[ ,，]{0,8}$/;
/** 「今天上午陪我爸去医院 不 明天」: taken back behind what it was said for. */
const takenBack =
  /(?:^|[ ,，。!])(?:哦|啊|噢|呃|哎|哎呀)?(?:不|不对|不是|错了|说错了|算了|要不)?[ ,，]{0,2}(?:哎|还是|应该是|改成)?[ ,，]{0,2}$/;
const longestBetween = 20;
const negated = /(?:不是|不要|别)$/;
/** 「下午三点 不是上午」: what comes is what was not meant. A pause behind 不是 would make it a correction. */
const contrasted = /^[ ,，。]{0,4}(?:可)?不是$/;

/** Self-corrections: the last one wins and takes over what it does not say itself. */
export function applyCorrections(reading: Reading, found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  let isReasonGiven = false;
  for (const one of found) {
    const last = kept[kept.length - 1];
    const between = last ? reading.text.slice(last.end, one.at) : "";
    if (last?.point && contrasted.test(between)) continue;
    if (last?.point && one.point && isReasonGiven && between.length <= longestBetween) {
      isReasonGiven = false;
      kept.pop();
      kept.push(fromPoint(reading, corrected(last.point, one.point)));
      continue;
    }
    if (last && isReason(last, one, between)) {
      isReasonGiven = true;
      continue;
    }
    const isNegated =
      last !== undefined &&
      negated.test(reading.text.slice(Math.max(0, last.at - 2), last.at)) &&
      between.length <= 4 &&
      /^[ ,，是]{0,8}$/.test(between);
    if (
      last?.point &&
      one.point &&
      (isTakenBack(last.point, one.point, between) || (between.length <= 14 && (correction.test(between) || isNegated)))
    ) {
      kept.pop();
      kept.push(fromPoint(reading, corrected(last.point, one.point)));
    } else if (last?.point && one.point && isComplement(last.point, one.point) && /^[ ,，的]{0,2}$/.test(between)) {
      kept.pop();
      kept.push(fromPoint(reading, { ...last.point, ...one.point, start: last.at, end: one.end }));
    } else kept.push(one);
  }
  return kept;
}

/** 「定明天吧 不对 明天我儿回来 定周五」: the same day again says why not; the one behind it is meant. */
function isReason(last: Found, one: Found, between: string): boolean {
  const isSameDay = last.result.start.getTime() === one.result.start.getTime() && one.result.hasDate && !one.result.hasClock;
  return isSameDay && between.length <= 14 && correction.test(between) && /不|算了|错了/.test(between);
}

function isTakenBack(before: Point, after: Point, between: string): boolean {
  if (between.length > longestBetween || !takenBack.test(between)) return false;
  if (before.days !== undefined && after.days !== undefined) return /(?:不|不是|错了|算了|还是|应该是|改成)[ ,，]{0,2}$/.test(between);
  return before.clock !== undefined && after.clock !== undefined && /(?:不是|不对|错了)[ ,，]{0,2}$/.test(between);
}

function corrected(before: Point, after: Point): Point {
  const days = after.days ?? before.days;
  const part = after.part ?? (after.days && !after.clock ? before.part : after.clock ? before.part : undefined);
  const clock = after.clock ?? (after.part ? undefined : before.clock);
  return { start: after.start, end: after.end, ...(days ? { days } : {}), ...(part ? { part } : {}), ...(clock ? { clock } : {}) };
}

/** 「下午两点 周四」: an hour and a day said one after the other. */
function isComplement(first: Point, second: Point): boolean {
  if (first.isNow || second.isNow) return false;
  return (
    first.days === undefined &&
    second.days !== undefined &&
    second.days.length === 1 &&
    !second.clock &&
    !second.part &&
    first.clock !== undefined
  );
}
