import { addMinutes, civil, instant, startOfDay } from "../../platform/civil-time.ts";
import { fold } from "../fold.ts";
import { readNumber } from "../numbers.ts";
import type { TimeResult } from "./time-result.ts";

const days: Readonly<Record<string, number>> = { 今天: 0, 明天: 1, 后天: 2, 大后天: 3, 明早: 1, 今晚: 0, 明晚: 1 };
const found =
  /(?:(大后天|今天|明天|后天|明早|今晚|明晚)|(下下|下|这|本)?(?:周|星期|礼拜)([一二三四五六日天]))? ?(凌晨|早上|早|上午|头晌|中午|下午|过晌|傍晚|晚上)? ?(?:(\d{1,2}|十[一二]?|[一二两三四五六七八九])(?:点|:)(半|一刻|[\d一二三四五六七八九十]{1,3})?)?/g;

/** Stage 1: the commonest forms, replaced by the full parser. */
export function parseTime(text: string, now: Date): TimeResult[] {
  const folded = fold(text);
  const results: TimeResult[] = [];
  for (const m of folded.text.matchAll(found)) {
    const [whole, day, ahead, weekday, part, hourText, minuteText] = m;
    if (!whole.trim()) continue;
    if (!day && !weekday && !hourText && whole.trim().length < 2) continue;
    const hasDate = Boolean(day || weekday);
    let offset = days[day ?? ""] ?? 0;
    if (weekday) {
      const wanted = "一二三四五六日天".indexOf(weekday) === 7 ? 7 : "一二三四五六日天".indexOf(weekday) + 1;
      const today = civil(now).weekday;
      offset = ahead === "下" || ahead === "下下" ? 7 * ahead.length + wanted - today : (wanted - today + 7) % 7;
    }
    let hour = hourText ? (readNumber(hourText) ?? 0) : undefined;
    const minute = minuteText === "半" ? 30 : minuteText === "一刻" ? 15 : minuteText ? (readNumber(minuteText) ?? 0) : 0;
    const isLate = /下午|过晌|傍晚|晚/.test(`${part ?? ""}${day ?? ""}`);
    if (hour !== undefined && hour < 12 && (isLate || (!part && hour < 7))) hour += 12;
    const { year, month, day: today } = civil(startOfDay(now, offset));
    const partHours = isLate
      ? /晚/.test(`${part ?? ""}${day ?? ""}`)
        ? [18, 21]
        : [13, 17.5]
      : /早/.test(`${part ?? ""}${day ?? ""}`)
        ? [6, 9]
        : [8, 12];
    const base = {
      text: whole,
      index: folded.at[m.index] ?? 0,
      approximate: false,
      hasDate,
      hasClock: Boolean(hourText || part),
      assumptions: [],
      alternatives: [],
    };
    if (hour !== undefined)
      results.push({ ...base, kind: hasDate ? "datetime" : "time", grain: "minute", start: instant(year, month, today, hour, minute) });
    else if (part || /早|晚/.test(day ?? "")) {
      const midnight = instant(year, month, today);
      results.push({
        ...base,
        kind: "range",
        grain: "day_part",
        start: addMinutes(midnight, (partHours[0] ?? 0) * 60),
        end: addMinutes(midnight, (partHours[1] ?? 0) * 60),
      });
    } else results.push({ ...base, kind: "date", grain: "day", start: instant(year, month, today) });
  }
  return results;
}
