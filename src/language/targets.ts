import { findCodes } from "./codes.ts";
import { rankItems } from "./item-reader.ts";
import { readNumber } from "./numbers.ts";
import { civilDay, instantOf } from "./time/days.ts";
import type { TimeResult } from "./time/time-result.ts";
import type { LanguageContext, OpenRequest } from "./understanding.ts";
import { shiftIn } from "./when.ts";

/** How sure the words must name one service among those that are open. */
const sureItem = 0.6;

/** The open request that is meant: by its code, the day or the service that is named, or because there is only one. */
export function findTarget(text: string, times: readonly TimeResult[], context: LanguageContext): OpenRequest | undefined {
  const open = context.dialogue?.open ?? [];
  const code = findCodes(text)[0];
  const byCode = open.find((one) => one.code === code);
  if (byCode) return byCode;
  const named = times.filter((time) => time.hasDate && time.kind !== "duration");
  for (const time of named) {
    const day = civilDay(time.start).day;
    const onDay = open.filter((one) => one.startAt && civilDay(one.startAt).day === day);
    if (onDay.length === 1) return onDay[0];
  }
  if (open.length < 2) return open[0];
  const [best] = rankItems(text, context.items);
  const ofItem = open.filter((one) => one.itemCode === best?.code);
  return ofItem.length === 1 && (best?.score ?? 0) >= sureItem ? ofItem[0] : undefined;
}

const into = /(?:改|换|挪|推|调|延|提前|变成|移)(?:迟)?(?:到|成|在|为|至|个)?/g;

/** The new time of a reschedule: what is said after 改到; the old day or hour stays where the new one does not say it. */
export function movedTime(
  text: string,
  times: readonly TimeResult[],
  target: OpenRequest | undefined,
  context: LanguageContext,
): TimeResult | undefined {
  const said = times.filter((time) => time.kind !== "duration" && time.kind !== "set");
  const moves = [...text.matchAll(into)];
  const cut = moves[moves.length - 1]?.index ?? -1;
  const behind = said.filter((time) => time.index >= cut);
  const isOld = (time: TimeResult): boolean =>
    target?.startAt !== undefined && time.hasDate && civilDay(time.start).day === civilDay(target.startAt).day && said.length > 1;
  const candidates = behind.length > 0 ? behind : said;
  const others = candidates.filter((time) => !isOld(time));
  const fresh = others.length > 0 ? others : candidates;
  const time = fresh.find((one) => one.hasDate) ?? fresh[0];
  const old = target?.startAt ?? (context.dialogue?.open?.length === 1 ? context.dialogue.open[0]?.startAt : undefined);
  const shift = shiftIn(text, readNumber);
  const isNewDay = fresh.some((one) => one.hasDate && old !== undefined && civilDay(one.start).day !== civilDay(old).day);
  if (shift !== undefined && old && !isNewDay) {
    const start = new Date(old.getTime() + shift * 60_000);
    return {
      kind: "datetime",
      text: "",
      index: 0,
      start,
      grain: "minute",
      approximate: false,
      hasDate: true,
      hasClock: true,
      assumptions: [],
      alternatives: [],
    };
  }
  if (!time || !old) return time;
  const hour = fresh.find((one) => one.hasClock && !one.hasDate);
  if (time.hasDate && !time.hasClock && time.kind === "date" && !hour) {
    const start = instantOf(civilDay(time.start).day, civilDay(old).seconds);
    const { end: _end, ...rest } = time;
    return { ...rest, kind: "datetime", start, grain: "minute", hasClock: true, assumptions: [...time.assumptions, "时间还按原来的"] };
  }
  if (time.hasDate && hour && !time.hasClock) {
    const { end: _end, ...rest } = time;
    return {
      ...rest,
      kind: "datetime",
      start: instantOf(civilDay(time.start).day, civilDay(hour.start).seconds),
      grain: "minute",
      hasClock: true,
      assumptions: [...time.assumptions, ...hour.assumptions],
    };
  }
  if (!time.hasDate && time.hasClock) {
    const move = (at: Date): Date => instantOf(civilDay(old).day, civilDay(at).seconds);
    return {
      ...time,
      start: move(time.start),
      ...(time.end ? { end: move(time.end) } : {}),
      hasDate: true,
      assumptions: time.assumptions.filter((one) => !one.includes("明天")),
    };
  }
  return time;
}
