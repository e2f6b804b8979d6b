import { fold } from "../fold.ts";
import { itemHints, telling } from "../item-hints.ts";
import { classifierOf } from "../model/models.ts";
import { spellPinyin } from "../pinyin.ts";
import type { Danger, DangerContext, DangerKind } from "./danger.ts";
import { readSigns, type Sighting } from "./detect-by-signs.ts";
import { withoutIdioms } from "./idioms.ts";
import { isOnlyTold } from "./told.ts";

const numbers: Readonly<Record<DangerKind, { readonly call: Danger["call"]; readonly also: readonly string[] }>> = {
  medical: { call: "120", also: [] },
  fire_gas: { call: "119", also: ["120"] },
  self_harm: { call: "12356", also: ["110", "120"] },
  violence: { call: "110", also: ["120"] },
  child: { call: "110", also: ["12355"] },
  missing: { call: "110", also: [] },
  fraud: { call: "96110", also: ["110"] },
  welfare: { call: "110", also: ["120"] },
};
/**
 * The model raises its hand only when it is this sure that a message is not calm; surer where a rule's exception or a service that is
 * named speaks against it, for foreign letters, and for helpers, who raise alarms in plain words; surest about a part of a message and
 * about somebody who has only fallen silent: that is a visit of a social worker, no emergency.
 */
const modelIsSure = { alone: 0.55, inDoubt: 0.7, ofSilence: 0.9, ofAPart: 0.9 };
/** Below this a sign is taken for a way of speaking; who speaks of ending their life is believed unless all speaks against it. */
const modelDoubts = { self_harm: 0.03, others: 0.07 };
/** 「自从他妈走了就不说话」. Wounds, notes left behind and blows are signs of their own. */
const fallenSilent =
  /不(?:爱|肯|咋|怎么|大|愿)?(?:说话|吭声|言语|开口|搭理)|(?:一句|半句|一个字|话)(?:也|都|也都)?不(?:说|讲)|一句话不说|没(?:跟人)?张过?嘴|谁(?:也|都)不(?:理|搭理)|说不[上了][一两三]句话/;
const excusedBySilence: ReadonlySet<DangerKind> = new Set(["child", "missing", "violence"]);
const fewestCharacters = 5;
/** Fewer characters apart from what stood around them mean anything. */
const fewestOfThemselves = 8;
/** A message of more clauses is no message but noise. */
const mostClauses = 16;
const lettersOfASyllable = 3;
const helpers = new Set(["volunteer", "social_worker"]);

const callBacksOff =
  /(?:别|不要|不能|勿|甭|千万别|先别)(?:再|给我|往回|给俺|来|打来|往我这)?(?:打|回|拨|来)(?:我|回)?(?:的)?(?:电话|手机|过来|语音|视频)|(?:不方便|不能|没法|不敢)(?:接|打|听|说话|出声|讲)|(?:别|不要)(?:出声|吱声|声张|让他知道|让他听见)|(?:打字|发信息|发消息|发短信)(?:就行|说|联系|吧)|别联系我/;

/** 「别打电话」: nobody may ring the sender. */
export function forbidsCalls(text: string): boolean {
  return callBacksOff.test(fold(text).text);
}

/**
 * The safety gate: runs on every message, in every state, before all else. It finds and names danger and never grades it; a person
 * decides. Rules first: idioms are taken out and signs are combinations, so that hyperbole pages nobody. Where no rule speaks, a small
 * model that has read dangers and calm messages may; where it finds nothing but calm, a sign was a way of speaking.
 */
export function detectDanger(text: string, context: DangerContext = {}): Danger | null {
  const folded = spellPinyin(fold(text)).text;
  if (folded.length < 2 || isAdvertising(folded)) return null;
  const { sighting, excused } = readSigns(folded, context);
  const whole = suspect(folded);
  const part = mostSuspicious(partsOf(folded, sighting));
  const suspicion = part && part.certainty > whole.certainty ? part : whole;
  const isBelieved = sighting && suspicion.certainty >= (sighting.kind === "self_harm" ? modelDoubts.self_harm : modelDoubts.others);
  const sure = sureEnough(suspicion, folded, excused, context);
  const isSure = whole.certainty >= sure || suspicion.certainty >= Math.max(sure, modelIsSure.ofAPart);
  const seen = isBelieved ? sighting : isSure ? suspicion : undefined;
  if (!seen || isOnlyTold(seen.kind, folded)) return null;
  return { kind: seen.kind, ...numbers[seen.kind], noCall: forbidsCalls(folded), evidence: seen.evidence };
}

const calm = "none";
const clauseEnd = /[ ,。!?;…\n]{1,8}/;

interface Suspicion extends Sighting {
  /** 0–1: that the message is not calm. */
  readonly certainty: number;
}

function suspect(folded: string): Suspicion {
  const scores = classifierOf("danger")(withoutIdioms(folded));
  const none = scores.find((one) => one.name === calm)?.score ?? 1;
  const best = scores.find((one) => one.name !== calm);
  return { kind: (best?.name ?? "medical") as DangerKind, evidence: [folded.slice(0, 40)], certainty: 1 - none };
}

/**
 * Danger told beside an errand (「…爬不起来 明天还能陪我去拿药吗」) sounds calm as a whole, so two parts are weighed by themselves too: what is
 * left without the errand, and the words of a sign with what stands around them.
 */
function partsOf(folded: string, sighting: Sighting | undefined): string[] {
  const clauses = withoutIdioms(folded)
    .split(clauseEnd)
    .filter((clause) => clause !== "");
  if (clauses.length > mostClauses) return [];
  const left = clauses.filter((clause) => !isErrand(clause));
  return [left, around(clauses, sighting?.evidence ?? [])]
    .filter((part) => part.length < clauses.length)
    .map((part) => part.join(" "))
    .filter((part) => part.length >= fewestOfThemselves);
}

function mostSuspicious(parts: readonly string[]): Suspicion | undefined {
  return parts.map(suspect).sort((a, b) => b.certainty - a.certainty)[0];
}

/** The clauses in which these words stand, with one before and one behind. */
function around(clauses: readonly string[], evidence: readonly string[]): string[] {
  const hits = clauses.flatMap((clause, i) => (evidence.some((words) => clause.includes(words) || words.includes(clause)) ? [i] : []));
  return hits.length === 0 ? [] : clauses.slice(Math.max(0, Math.min(...hits) - 1), Math.max(...hits) + 2);
}

const errand =
  /取消|不用(?:来|送|去|陪)|别来|改(?:天|到|成|期)|(?:明|后)天|下午|上午|今晚|(?:还能|能不能|可以|能)(?:再)?(?:来|派|陪|帮|送|上门)|还来(?:吗|不)|顺便|问问|麻烦|^(?:在|住|地址)?.{0,12}(?:号楼|单元|\d室|小区|社区)/;

function isErrand(clause: string): boolean {
  return errand.test(clause) || namesService(clause);
}

/** How sure the model must be to speak alone; infinitely where it must not. */
function sureEnough({ kind }: Suspicion, folded: string, excused: ReadonlySet<DangerKind>, { role }: DangerContext): number {
  const han = folded.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = folded.match(/[a-z]/g)?.length ?? 0;
  if (role === "coordinator" || han + letters / lettersOfASyllable < fewestCharacters) return Number.POSITIVE_INFINITY;
  if (fallenSilent.test(folded) && excusedBySilence.has(kind)) return modelIsSure.ofSilence;
  const isInDoubt = helpers.has(role ?? "") || excused.has(kind) || letters > han || namesService(folded);
  return isInDoubt ? modelIsSure.inDoubt : modelIsSure.alone;
}

/** Somebody speaks of a service in its own words: 拉呱, 放学没人接. */
function namesService(folded: string): boolean {
  return itemHints.some(([, pattern, weight]) => weight >= telling && pattern.test(folded));
}

/** Advertising is spam, not somebody in danger. */
function isAdvertising(text: string): boolean {
  return /^(?:【|\[广告)/.test(text) && /加v|加微|下款|贷款|兼职|优惠|点击|退订/.test(text);
}
