import type { Intent } from "../../src/language/index.ts";
import type { Heard } from "../turn.ts";

/** What a helper wants with a message. */
export type HelperAct =
  | "accept"
  | "decline"
  | "counter"
  | "confirm"
  | "check_in"
  | "check_out"
  | "nobody_home"
  | "call"
  | "late"
  | "leave_early"
  | "alarm"
  | "block"
  | "add"
  | "hours"
  | "dispute"
  | "policy"
  | "offers"
  | "tasks"
  | "card"
  | "thanks";

/** Words that say more than the intent they are read as. First hit wins. */
const sharper: readonly (readonly [HelperAct, RegExp])[] = [
  ["dispute", /(?:没|少|漏|错|多).{0,4}(?:算|记|给).{0,6}(?:时长|小时|积分|分)|(?:时长|小时|积分).{0,6}(?:不对|错|少了|没(?:算|记|给|到))/],
  ["leave_early", /(?:得|要|想|必须|只能|能不能).{0,3}(?:先|提前|早点?)(?:走|撤|离开)|^(?:我)?提前(?:走|离开)|先走一步/],
  ["call", /电话.{0,8}(?:没(?:有)?人?接|不接|打不通|不通|没通|关机|停机)|(?:打|拨).{0,4}(?:没(?:有)?人接|不接|打不通)/],
  [
    "card",
    /地址|住(?:在)?哪|在哪(?:儿|里|个|栋)?(?:$|[??呢啊])|哪个(?:小区|楼|单元|门)|怎么走|(?:不认识|找不(?:到|着)).{0,3}(?:路|地方|楼|门|家)|迷路|电话(?:是|号)?.{0,2}(?:多少|几|号码)|(?:发|给|要).{0,4}电话|几点(?:来着|开始|去|到|的)|(?:跟|和)谁|谁(?:跟|和)我|带(?:点)?(?:啥|什么)|暗号|找谁/,
  ],
  ["nobody_home", /(?:门|铃|屋里|家里).{0,4}没(?:有)?(?:人)?(?:应|开|答应|动静)|没(?:有)?人(?:开门|应门|在家)/],
  ["late", /^(?:我|俺|我们)?(?:刚|这就|已经|正|马上)?(?:出发|动身|上路|在(?:来的|去的)?路上|往(?:那|您|你)?.{0,3}(?:走|赶))/],
  ["policy", /(?:下雨|下雪|刮风|台风|天气|路滑).{0,12}(?:去|吗|不|咋|怎么|么)/],
  ["tasks", /(?:我的|接了(?:哪些|什么|几)|接下的).{0,4}(?:任务|单|活)?(?:$|[??吗呢])|我的(?:任务|单子?|活)/],
  ["offers", /有(?:什么|啥|没有|没)?.{0,3}(?:活|任务|单子?)(?:$|[??吗呢没干接])|(?:任务|活|单子?)(?:列表|有哪些)/],
  ["confirm", /^(?:我)?(?:能|会|准时|一定|按时)(?:能|准时|按时)?(?:到|去)(?:的|了|啊|哈)?[。!! ]*$/],
  ["accept", /^(?:我|俺)?(?:能|可以)?(?:接|去)(?:了|吧|的|单)?[。!! ]*$/],
];

const byIntent: Partial<Record<Intent, HelperAct>> = {
  "offer.accept": "accept",
  "offer.decline": "decline",
  "offer.counter": "counter",
  "assignment.withdraw": "decline",
  "request.cancel": "decline",
  "request.reschedule": "counter",
  "visit.check_in": "check_in",
  "visit.check_out": "check_out",
  "visit.nobody_home": "nobody_home",
  "visit.late_notice": "late",
  "visit.alarm": "alarm",
  "availability.block": "block",
  "availability.add": "add",
  "hours.query": "hours",
  "policy.ask": "policy",
  dispute: "dispute",
  smalltalk: "thanks",
};

const codePattern = /[A-Za-z] ?-?\d{2,3}/g;

/** The words without codes, spaces and marks at the ends. */
export function wordsOf({ understood }: Pick<Heard, "understood">): string {
  return understood.text
    .replace(codePattern, " ")
    .replace(/ {2,}/g, " ")
    .replace(/^[\s,,。:]+|[\s,,。]+$/g, "");
}

/** Below this an intent is a guess; nobody is bound, released or alarmed by a guess. */
const sureEnough = 0.6;

/** Small talk that a kind word answers; the rest is no matter of a task. */
const thanksWords = /谢|辛苦|客气|好的|好嘞|收到|知道|明白|嗯|哈|早上好|您好|你好/;

/** What the helper means; undefined when it is nothing a helper says. */
export function readAct(heard: Heard): HelperAct | undefined {
  const words = wordsOf(heard);
  if (words === "" && heard.understood.text.length > 1) return "card";
  const sharp = sharper.find(([, pattern]) => pattern.test(words))?.[0];
  if (sharp === "call" && /开门|敲门|不在家|应门/.test(words)) return "nobody_home";
  const { intent, confidence } = heard.understood;
  const act = sharp ?? (confidence >= sureEnough ? byIntent[intent] : undefined);
  if (act === "thanks" && !thanksWords.test(words)) return undefined;
  return act === "alarm" && isAboutSelf(words) ? "decline" : act;
}

/** 「去不了,孩子发烧」 is a reason, not somebody ill at the door. */
function isAboutSelf(words: string): boolean {
  return /(?:去|来|接|到|过)不(?:了|成|去|来|上)|没法(?:去|来)|请假/.test(words) && !isAboutServed(words);
}

/** True when the words are about the person served. */
export function isAboutServed(words: string): boolean {
  return /老人|大爷|大娘|奶奶|爷爷|老太太|老爷子|(?:^|[,, ])(?:他|她)/.test(words);
}

const yesWords = /^(?:1|一|嗯+|对|是|好|行|中|成|能|可以|没问题|同意|确认|ok|到家)/i;
const noWords = /^(?:2|不|没|别|还没|还在|算了|无法|改不了|去不了|来不了)/;

/** A plain yes or no at the beginning of an answer; undefined for anything else. */
export function readYesNo(heard: Heard): boolean | undefined {
  const words = wordsOf(heard);
  if (noWords.test(words) || heard.understood.intent === "confirm.no") return false;
  return yesWords.test(words) || heard.understood.intent === "confirm.yes" ? true : undefined;
}

/** Why somebody cannot come, in their words without the words for «cannot come» itself; undefined when nothing is left. */
export function readReason(heard: Heard): string | undefined {
  const said = heard.understood.masked
    .replace(codePattern, " ")
    .replace(
      /(?:我|俺)?(?:可能|恐怕)?(?:得|要|想)?(?:先走一步|(?:先|提前|早点?)(?:走|撤|离开)|(?:去|来|接|到|干|做)不(?:了|成|上)|不(?:能|想)?(?:去|来|接)|没法(?:去|来|过去))(?:了|啦)?|不好意思|对不起|抱歉|不行|退单|退了/g,
      " ",
    )
    .replace(/[\s,,。!!、::]+/g, " ")
    .trim();
  return said.length >= 2 ? said : undefined;
}
