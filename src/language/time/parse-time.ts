import { findCodeSpans } from "../codes.ts";
import { type Folded, fold } from "../fold.ts";
import { findPersonal } from "../personal.ts";
import { spellPinyin } from "../pinyin.ts";
import { civilDay } from "./days.ts";
import { applyCorrections, type Found } from "./found.ts";
import { readSomething } from "./read-something.ts";
import type { Reading } from "./reading.ts";
import { spellOutUnits } from "./shared-units.ts";
import type { TimeResult } from "./time-result.ts";

export interface TimeOptions {
  /** `service` (default): 三点 is 15:00 because stations are open 7–21. `literal`: hours as on a 24-hour clock. */
  readonly bareHours?: "service" | "literal";
}

const quoted = /[《「『][^《》「」『』]{0,40}[》」』]/g;
/** 下五三点: another character of the same sound, before an hour. */
const mistypedNoon = /(?<=(?<![楼以往])[上下中])[五伍舞屋无吾](?=[一二两三四五六七八九十\d]{1,2}点)/g;
/** 礼败三, 兴期五: the same for a weekday. */
const mistypedWeek = /[礼里理李][败白百摆拜](?=[一二三四五六日天](?![个岁块斤]))|[星兴][其齐期](?=[一二三四五六日天](?![个岁块斤]))/g;
const blank = "\u25a1";
/** Nobody says more times in one message. */
const mostTimes = 40;
/** Nor do so many characters that could begin one stand in any message but noise. */
const mostTries = 700;
/** No time begins with any other character. */
const starters =
  /[\d零〇一二三四五六七八九十百两俩仨廿卅几数半今明后昨前大当即本同次翌第隔转赶外夜过上下这周星礼正冬腊闰农阴旧夏初立雨惊春清谷小芒秋处白寒霜元除年情龙妇植消愚复劳国青母护儿父端建中鬼教仲重老万光双感黑平圣女破公新阳历月早晚凌黎拂头晌午傍擦黄深再等未往接随之以还剩最近去每逢天日工现此眼差岁起子]/;

/**
 * Finds every time said in a text. Pure: civil fields at +08:00, whatever the time zone of the process; `now` is the moment of writing.
 * What was guessed is in `assumptions`, other readings in `alternatives`; conventions are those of docs/language.md.
 */
export function parseTime(text: string, now: Date, options: TimeOptions = {}): TimeResult[] {
  if (Number.isNaN(now.getTime())) return [];
  const folded = spellOutUnits(spellPinyin(fold(text)));
  return readAll(blanked(folded), now, options).map((found) => toResult(found, folded, text));
}

/** Numbers that identify people or requests, and titles, hold no times. */
function blanked(folded: Folded): string {
  let text = folded.text.replace(mistypedNoon, "午").replace(mistypedWeek, (said) => (/[拜败白百摆]/.test(said) ? "礼拜" : "星期"));
  const cover = (start: number, end: number): void => {
    text = text.slice(0, start) + blank.repeat(end - start) + text.slice(end);
  };
  for (const { start, end } of findPersonal(text)) cover(start, end);
  if (/[a-z]/.test(text)) for (const { start, end } of findCodeSpans(text)) cover(start, end);
  if (/[《「『]/.test(text)) for (const m of text.matchAll(quoted)) cover(m.index, m.index + m[0].length);
  return text;
}

function readAll(text: string, now: Date, options: TimeOptions): Found[] {
  const { day, seconds } = civilDay(now);
  const reading: Reading = { text, now, today: day, seconds, bareHours: options.bareHours ?? "service" };
  const found: Found[] = [];
  let at = 0;
  let tries = 0;
  while (at < text.length && found.length < mostTimes && tries < mostTries) {
    const isStart = starters.test(text.charAt(at));
    if (isStart) tries += 1;
    const one = isStart ? readSomething(reading, at) : undefined;
    if (one && one.end > at) {
      found.push(one);
      at = one.end;
    } else at = skip(text, at);
  }
  return applyStarts(reading, applyCorrections(reading, found));
}

/** 从下周一开始 每天中午, 每周二上午 从下月起: one thing that is repeated, with its first day. */
function applyStarts(reading: Reading, found: readonly Found[]): Found[] {
  const at = found.findIndex(
    ({ result, end, at: from }) => result.open === "after" && result.hasDate && saysStart(reading.text, from, end),
  );
  const start = found[at];
  if (!start) return [...found];
  for (const near of [found[at + 1], found[at - 1]]) {
    const repeated = near && readSomething(startingOn(reading, start), near.at);
    if (repeated?.result.kind === "set") return found.filter((one) => one !== start).map((one) => (one === near ? repeated : one));
  }
  return [...found];
}

const saysStart = (text: string, from: number, end: number): boolean => /(?:开始|起)$/.test(text.slice(from, end).trim());

function startingOn(reading: Reading, { result }: Found): Reading {
  return { ...reading, today: civilDay(result.start).day, seconds: 0, isRepeated: true };
}

const figures = /\d+(?:\.\d+)?/y;
const numerals = /[零〇一二三四五六七八九十百千]+(?![号月日])/y;

/** Past a character no time begins with; never into the middle of a number. */
function skip(text: string, at: number): number {
  figures.lastIndex = at;
  const figure = figures.exec(text);
  if (figure) return at + figure[0].length;
  numerals.lastIndex = at;
  const numeral = numerals.exec(text);
  return at + (numeral?.[0].length ?? 1);
}

function toResult(found: Found, folded: Folded, original: string): TimeResult {
  const from = folded.at[found.at] ?? 0;
  const to = folded.at[found.end] ?? original.length;
  return { ...found.result, text: original.slice(from, to).trim(), index: from };
}
