import type { RequiredField } from "../catalog/index.ts";
import { parseTime, type TimeResult, type UnderstoodNeed } from "../language/index.ts";
import { addMinutes, startOfDay } from "../platform/index.ts";
import type { Wish } from "../request/index.ts";

/** Day hours of a wish that names a day but no hour. */
const dayFrom = 8 * 60;
const dayTo = 18 * 60;

/** What a need says, as a wish. */
export function wishOf(need: UnderstoodNeed): Wish {
  const { where, dest, headcount, details, who, guardianConsent, preference, rrule } = need;
  return {
    ...(need.time && timeWish(need.time)),
    ...(where && { where }),
    ...(dest !== undefined && { dest }),
    ...(headcount !== undefined && { headcount }),
    ...(details !== undefined && { details }),
    ...(who && whoWords(who) && { who: whoWords(who) }),
    ...(guardianConsent !== undefined && { guardianConsent }),
    ...(preference?.gender && { gender: preference.gender }),
    ...(preference?.helper === "last" && { wantsLastHelper: true }),
    ...(rrule !== undefined && { rrule }),
  };
}

function whoWords(who: NonNullable<UnderstoodNeed["who"]>): string {
  return [who.name, who.relation, who.age === undefined ? undefined : `${who.age}岁`].filter(Boolean).join(" ");
}

/** A spoken time as start, latest end and whether the hour is still open. */
export function timeWish(time: TimeResult): Pick<Wish, "startAt" | "endAt" | "isTimeOpen" | "spokenTime"> {
  const spokenTime = time.text;
  if (!time.hasClock) {
    const day = startOfDay(time.start);
    return { startAt: addMinutes(day, dayFrom), endAt: addMinutes(day, dayTo), isTimeOpen: true, spokenTime };
  }
  if (time.dayPart !== undefined && time.grain === "day_part") {
    return { startAt: time.start, ...(time.end && { endAt: time.end }), isTimeOpen: true, spokenTime };
  }
  return { startAt: time.start, ...(time.end && time.kind === "range" && { endAt: time.end }), isTimeOpen: false, spokenTime };
}

/**
 * What an answer says about the time, completing the day or the hour that is already known: 「九点」 after 「明天上午」 is tomorrow at nine.
 */
export function timeAnswer(text: string, now: Date, known: Wish): TimeResult | undefined {
  const [said] = parseTime(text, now);
  if (!said) return undefined;
  if (said.hasDate || !known.startAt) return said;
  const [onThatDay] = parseTime(text, startOfDay(known.startAt));
  return onThatDay ?? said;
}

/**
 * What an answer to the question for `slot` adds to the wish: what was understood of it, else the answer in its own words where
 * words are all that is needed.
 */
export function slotWish(slot: RequiredField, text: string, need: UnderstoodNeed | undefined, known: Wish, now: Date): Wish {
  const understood: Wish = need ? wishOf(need) : {};
  const { startAt: _s, endAt: _e, isTimeOpen: _o, spokenTime: _t, where, ...rest } = understood;
  const time = slot === "when" || slot === "time" || need?.time ? timeAnswer(text, now, known) : undefined;
  const placed = slot === "where" || (where?.kind === "place" && known.where === undefined) ? where : undefined;
  return { ...rest, ...(placed && { where: placed }), ...(time && timeWish(time)), ...ownWords(slot, text, understood) };
}

function ownWords(slot: RequiredField, text: string, understood: Wish): Wish {
  const words = text
    .trim()
    .replace(/[。!!,,.]+$/u, "")
    .slice(0, 60);
  if (
    words === "" ||
    (slot !== "guardian_consent" && /^(对|是|嗯|好|行|可以|不|没|是的|对的|好的|谢谢|不知道|不清楚)+[啊呀吧了]*$/u.test(words))
  )
    return {};
  switch (slot) {
    case "dest":
      return understood.dest ? {} : { dest: words.replace(/^(就)?(去|到|在)/u, "") };
    case "details":
      return { details: understood.details ?? words };
    case "who":
      return understood.who ? {} : { who: words };
    case "where":
      return understood.where?.kind === "place"
        ? {}
        : isHome(words)
          ? { where: { kind: "home" } }
          : { where: { kind: "place", text: words } };
    case "headcount": {
      const count = /([0-9]+|[一二两三四五六七八九十])/u.exec(words)?.[1];
      return understood.headcount || !count
        ? {}
        : { headcount: Number(count) || "一二三四五六七八九十".indexOf(count === "两" ? "二" : count) + 1 };
    }
    case "guardian_consent":
      return /不(同意|行|可以|愿)/u.test(words)
        ? { guardianConsent: false }
        : /同意|可以|行|愿意|是|好/u.test(words)
          ? { guardianConsent: true }
          : {};
    default:
      return {};
  }
}

function isHome(words: string): boolean {
  return /^(就)?(在|来|到|上)?(我|俺|咱)?(们)?(自己)?(家|屋)(里)?$/u.test(words);
}
