import { civilDay, instantOf } from "./time/days.ts";
import type { TimeResult } from "./time/time-result.ts";

const hourMs = 3_600_000;
/** Behind an hour of the night these tell how things are, no wish. */
const complaint = /睡不着|没法睡|吵|闹|看不见|黑|醒|疼|难受|害怕|砸|剁|跳|唱|冷|咳/;
const wish = /来|去|送|接|能|可以|有空|上门|派|到|帮|陪|约|行|吧|做|吃/;

/** Whether a time is something that is wanted, and not a past, a length or how things are. */
function isWanted(time: TimeResult, text: string, now: Date): boolean {
  if (time.kind === "duration" || time.grain === "month" || time.grain === "year") return false;
  if (time.kind === "set") return true;
  const limit = time.end ?? time.start;
  if (time.text === "现在" || (time.grain === "second" && time.text.length <= 3))
    return /^(?:就|马上|立刻)?(?:能|可以|来|有人|派|过来)/.test(text.slice(time.index + time.text.length).trim());
  if (limit.getTime() < now.getTime() - 60_000) return false;
  if (/^(?:过|再过|这|几)/.test(time.text) && time.open === "after" && time.approximate) return false;
  if (time.grain === "day_part" && !time.hasDate) {
    const around = text.slice(Math.max(0, time.index - 6), time.index + time.text.length + 12);
    if (time.dayPart === "night" || time.dayPart === "dawn") return false;
    return (
      wish.test(around) &&
      !complaint.test(around) &&
      !/(?:每|天天|一到|成天|整).{0,2}$/.test(text.slice(Math.max(0, time.index - 8), time.index))
    );
  }
  return true;
}

/** A day said in one place and an hour in another are one moment: 「明天去医院 上午九点的号」. */
function joined(day: TimeResult, hour: TimeResult): TimeResult {
  const shift = civilDay(day.start).day - civilDay(hour.start).day;
  const move = (at: Date): Date => instantOf(civilDay(at).day + shift, civilDay(at).seconds);
  return {
    ...hour,
    kind: hour.kind === "time" ? "datetime" : hour.kind,
    text: `${day.text} ${hour.text}`,
    index: Math.min(day.index, hour.index),
    start: move(hour.start),
    ...(hour.end ? { end: move(hour.end) } : {}),
    hasDate: true,
    assumptions: [...day.assumptions, ...hour.assumptions.filter((one) => !one.includes("明天"))],
    alternatives: hour.alternatives.map((one) => ({ start: move(one.start) })),
  };
}

/** A later need of the same message happens on the day of the first unless it names its own: 明天上午去医院 下午买菜. */
export function onSameDay(time: TimeResult, first: TimeResult | undefined): TimeResult {
  const isOneDay = first?.hasDate && first.kind !== "set" && first.grain !== "month" && first.grain !== "week" && first.grain !== "year";
  return isOneDay && !time.hasDate && time.hasClock && time.kind !== "set"
    ? { ...joined(first, time), text: time.text, index: time.index }
    : time;
}

/** 「后天吧 后天上午」 */
function isSameDayFiner(day: TimeResult, time: TimeResult): boolean {
  return time.hasDate && time.hasClock && time.kind !== "set" && civilDay(time.start).day === civilDay(day.start).day;
}

/** The wanted time of a need among the times of its words; `isDayNeeded` refuses an hour alone. */
export function chooseTime(times: readonly TimeResult[], text: string, now: Date, isDayNeeded = false): TimeResult | undefined {
  const wanted = times.filter((time) => isWanted(time, text, now));
  const dated = wanted.find((time) => time.hasDate);
  const finer = dated && !dated.hasClock && dated.kind === "date" ? wanted.find((time) => isSameDayFiner(dated, time)) : undefined;
  const chosen = finer ?? dated ?? wanted[0];
  if (!chosen || (isDayNeeded && !chosen.hasDate)) return undefined;
  if (chosen.kind === "set" && !chosen.hasClock) return atTheHourSaid(chosen, wanted);
  if (chosen.grain === "day_part" && chosen.hasDate && chosen.kind !== "set") return atItsHour(chosen, wanted);
  if (chosen.hasClock || chosen.kind !== "date") return chosen;
  const hour = wanted.find((time) => time.hasClock && !time.hasDate && time.kind !== "set");
  return hour ? joined(chosen, hour) : chosen;
}

/** 「每周二四六去透析 早上六点半走」: each time at the hour that is said apart. */
function atTheHourSaid(set: TimeResult, wanted: readonly TimeResult[]): TimeResult {
  const hour = wanted.find((time) => time.hasClock && !time.hasDate && time.kind !== "set" && time.kind !== "duration");
  if (!hour) return set;
  const { start, end } = joined(set, hour);
  const { end: _wholeDay, ...rest } = set;
  return { ...rest, start, ...(end && { end }), grain: hour.grain, hasClock: true, ...(hour.dayPart && { dayPart: hour.dayPart }) };
}

/** 「下周三上午…九点半的号」: the hour said later, where it lies in the part of the day. */
function atItsHour(part: TimeResult, wanted: readonly TimeResult[]): TimeResult {
  const hour = wanted.find((time) => time.kind === "time" && !time.hasDate && time.index > part.index);
  if (!hour || !part.end) return part;
  const exact = joined(part, hour);
  return exact.start >= part.start && exact.start < part.end ? exact : part;
}

/** Whether something starts so soon that it cannot wait in the queue of routine. */
export function isSoon(time: TimeResult | undefined, now: Date): boolean {
  if (!time || time.open === "before") return Boolean(time && (time.end ?? time.start).getTime() - now.getTime() < 24 * hourMs);
  return time.start.getTime() - now.getTime() < 24 * hourMs;
}

const shiftWords =
  /(推迟|晚|往后(?:推|挪)?|延后|迟|拖|提前|早|往前(?:提|挪)?)(?:个|了|到)?(?:一下)?([\d一二两三四五六七八九十半]{1,3})(?:个)?(半)?(小时|钟头|分钟|刻钟|天|周|星期|礼拜)/;
const shiftMinutes: Readonly<Record<string, number>> = {
  小时: 60,
  钟头: 60,
  分钟: 1,
  刻钟: 15,
  天: 1440,
  周: 10_080,
  星期: 10_080,
  礼拜: 10_080,
};

/** 推迟一小时 → 60, 提前半天 … in minutes. */
export function shiftIn(text: string, readNumber: (word: string) => number | undefined): number | undefined {
  const m = shiftWords.exec(text);
  if (!m) return undefined;
  const count = m[2] === "半" ? 0.5 : readNumber(m[2] ?? "");
  const unit = shiftMinutes[m[4] ?? ""];
  if (count === undefined || unit === undefined) return undefined;
  const minutes = Math.round((count + (m[3] ? 0.5 : 0)) * unit);
  return /提前|早|往前/.test(m[1] ?? "") ? -minutes : minutes;
}
