import type { TimeResult, Understanding } from "../../src/language/index.ts";
import { readCode } from "../../src/request/index.ts";

/** What the staff can tell the bot to do; each has a handler in a `coordinator-….ts` file. */
export const staffActs = [
  "desk.approve",
  "desk.decline",
  "desk.refer",
  "desk.merge",
  "desk.supplement",
  "desk.correct",
  "desk.pick",
  "desk.pick_all",
  "desk.name",
  "desk.refresh",
  "desk.reschedule",
  "desk.cancel",
  "desk.nudge",
  "desk.retry",
  "desk.no_show",
  "desk.check_in",
  "desk.check_out",
  "desk.note_call",
  "desk.close_absent",
  "desk.verify",
  "desk.dispute",
  "desk.decide",
  "desk.claim",
  "desk.hand_over_done",
  "desk.dismiss",
  "desk.resume",
  "desk.suspend",
  "desk.suspend_all",
  "desk.lift",
  "desk.list",
  "desk.hours",
  "desk.phone_list",
  "desk.phone_in",
  "desk.answer",
  "desk.alarm",
] as const;
export type StaffAct = (typeof staffActs)[number];

export interface StaffCommand {
  readonly act: StaffAct;
  readonly codes: readonly string[];
  /** What was said besides the command word and the codes: a reason, an office, a name. */
  readonly rest: string;
  readonly numbers: readonly number[];
  readonly names: readonly string[];
  /** Somebody chosen from a list of several. */
  readonly personId?: string;
  readonly time?: TimeResult;
  readonly minutes?: number;
  readonly outcome?: "upheld" | "adjusted" | "voided";
  /** The resident's consent to a referral was said with it. */
  readonly hasConsent?: boolean;
  /** Ask only those picked. */
  readonly isOnly?: boolean;
  /** Written as the phrase on the card, so that it is a command even while an answer is waited for. */
  readonly isPhrase: boolean;
}

type Extra = Partial<Pick<StaffCommand, "outcome" | "hasConsent" | "isOnly">>;

/**
 * Phrases that always work, at the beginning of what is left without the codes; the first hit wins.
 * Natural wordings of the daily ones come from src/language.
 */
const phrases: readonly (readonly [RegExp, StaffAct, Extra?])[] = [
  [/^通过(?:吧|了)?[。!]?$/, "desk.approve"],
  [/^不合适/, "desk.decline"],
  [/^同意转(?:介|给|到)?/, "desk.refer", { hasConsent: true }],
  [/^转(?:介|给|到)?(?=\s)/, "desk.refer"],
  [/^合并/, "desk.merge"],
  [/^(?:补充|备注)/, "desk.supplement"],
  [/^(?:改项目|应该?是|其实是)/, "desk.correct"],
  [/^全部确认[。!]?$/, "desk.pick_all"],
  [/^只派/, "desk.pick", { isOnly: true }],
  [/^换一批[。!]?$/, "desk.refresh"],
  [/^派给/, "desk.name"],
  [/^重新找(?:人)?/, "desk.retry"],
  [/^没(?:去|来)/, "desk.no_show"],
  [/^(?:到了|签到)/, "desk.check_in"],
  [/^(?:完事了?|签退)/, "desk.check_out"],
  [/^(?:打过|打了)电话/, "desk.note_call"],
  [/^关单/, "desk.close_absent"],
  [/^核时/, "desk.verify"],
  [/^有异议/, "desk.dispute"],
  [/^维持/, "desk.decide", { outcome: "upheld" }],
  [/^改成(?=\s*[\d.]+\s*(?:分钟|个?小时))/, "desk.decide", { outcome: "adjusted" }],
  [/^作废/, "desk.decide", { outcome: "voided" }],
  [/^我来(?:处理|吧|了)?[。!]?$/, "desk.claim"],
  [/^(?:已处理|处理好了)/, "desk.hand_over_done"],
  [/^虚惊(?:一场)?/, "desk.dismiss"],
  [/^还要帮/, "desk.resume"],
  [/^(?:全部|都)暂停/, "desk.suspend_all"],
  [/^暂停/, "desk.suspend"],
  [/^恢复/, "desk.lift"],
  [/^(?:电话)?名单[。!?]?$/, "desk.phone_list"],
  [/^今天还有几单/, "desk.list"],
  [/^代报/, "desk.phone_in"],
  [/^(?:回复|告诉)(?=\s)/, "desk.answer"],
];

const byIntent: Readonly<Partial<Record<Understanding["intent"], StaffAct>>> = {
  "request.approve": "desk.approve",
  "request.decline": "desk.decline",
  "request.refer": "desk.refer",
  "request.merge": "desk.merge",
  "request.supplement": "desk.supplement",
  "assign.pick": "desk.pick",
  "assign.name": "desk.name",
  "candidates.refresh": "desk.refresh",
  "request.reschedule": "desk.reschedule",
  "request.cancel": "desk.cancel",
  "request.nudge": "desk.nudge",
  "request.create": "desk.phone_in",
  "report.no_show": "desk.no_show",
  "list.unfilled": "desk.list",
  "hours.query": "desk.hours",
};

const codePattern = /(?<![a-z0-9])[a-z] ?-?[1-9]\d{1,2}(?:(?=ok)|(?![\da-z]))/gi;

/** Other words for 通过 and 全部, beside a code only: without one they may answer something else. */
const codedPhrases: readonly (readonly [RegExp, StaffAct])[] = [
  [
    /^(?:这单|这个)?(?:通过|可以|没问题|没毛病|ok|行|好的?|同意|批准?|准|(?:审|看)(?:核)?(?:过|好)?(?:通过)?)了?[,、。 ]*(?:可以)?(?:安排|找人|派人|派|办)?(?:一下)?(?:吧|了|啊)?[。!]?$/i,
    "desk.approve",
  ],
  [/^(?:给|帮)? ?(?:开始|赶紧|马上)?(?:找人|安排人?|派人)(?:一下)?(?:吧|了)?[。!]?$/, "desk.approve"],
  [/^我(?:来|去|接|管|负责|看)(?:手|管|看|办|处理)?(?:了|吧|一下)*[。!]?$/, "desk.claim"],
  [/^(?:再)?换(?:个|几个|些|一批)?人选?(?:吧)?[。!]?$/, "desk.refresh"],
  [/^(?:全|都)(?:部)?(?:派|要|上|叫上)(?:了|出去)?(?:吧)?[。!]?$/, "desk.pick"],
];

/** Codes in a text, in order, each once. */
export function codesIn(text: string): string[] {
  const found = [...text.normalize("NFKC").matchAll(codePattern)].map(([code]) => readCode(code.replace(/[ -]/g, "")));
  return [...new Set(found.filter((code) => code !== null))];
}

/** What is left without codes, full width folded, ends tidied. */
export function wordsOf(text: string): string {
  return tidy(text.normalize("NFKC").replace(codePattern, " "));
}

const tidy = (text: string): string => text.replace(/\s+/g, " ").replace(/^[\s,:;、。]+|[\s,:;、。]+$/g, "");

/** What a member of staff wants done; null when the message is no command. */
export function readStaffCommand(text: string, understood: Understanding): StaffCommand | null {
  const codes = codesIn(text);
  const words = wordsOf(text);
  const { slots, time } = understood;
  const base = { codes, numbers: slots.n ?? [], names: slots.names ?? [], ...(time && { time }) };
  if (/^转人工/.test(words)) return null;
  const coded = codes.length > 0 ? codedPhrases.find(([pattern]) => pattern.test(words)) : undefined;
  if (coded && !understood.danger) return { ...base, act: coded[1], numbers: [], rest: "", isPhrase: true };
  for (const [pattern, act, extra] of phrases) {
    const hit = pattern.exec(words);
    if (!hit) continue;
    const rest = tidy(words.slice(hit[0].length));
    const minutes = minutesIn(rest);
    const numbers = act === "desk.pick" ? (rest.match(/\d+/g) ?? []).map(Number) : base.numbers;
    return { ...base, ...extra, act, numbers, rest: withoutMinutes(act, rest), ...(minutes !== undefined && { minutes }), isPhrase: true };
  }
  if (understood.danger) return { ...base, act: codes.length > 0 ? "desk.alarm" : "desk.phone_in", rest: words, isPhrase: true };
  const act = byIntent[understood.intent];
  if (!act || understood.confidence < 0.5) return null;
  const rest = slots.reason ?? slots.to ?? (act === "desk.phone_in" || act === "desk.supplement" ? words : "");
  return { ...base, act, rest, isPhrase: codes.length > 0 };
}

/** A phrase only the station uses, with a code: 通过 A37, 派给 A37 张姐. What others say in their own words is never one. */
export function isStaffPhrase(text: string): boolean {
  return codesIn(text).length > 0 && /^(?:通过$|同意转|转介?\s|合并|派给|换一批|核时|关单)/.test(wordsOf(text));
}

/** 90分钟, 1.5小时, 1个半小时 */
export function minutesIn(text: string): number | undefined {
  const hit = /(\d+(?:\.\d+)?)\s*(分钟?|个?半?小时)/.exec(text);
  if (!hit) return undefined;
  const unit = hit[2] ?? "";
  if (unit.startsWith("分")) return Math.round(Number(hit[1]));
  return Math.round(Number(hit[1]) * 60) + (unit.includes("半") ? 30 : 0);
}

/** Where minutes are the point, what is left beside them is the reason. */
function withoutMinutes(act: StaffAct, rest: string): string {
  return act === "desk.verify" || act === "desk.decide" ? tidy(rest.replace(/\d+(?:\.\d+)?\s*(?:分钟?|个?半?小时)/, " ")) : rest;
}
