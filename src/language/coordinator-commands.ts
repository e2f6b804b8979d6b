import { findCodes, withoutCodes } from "./codes.ts";
import type { Intent } from "./intents.ts";
import { readNumber } from "./numbers.ts";
import type { Slots } from "./understanding.ts";

/** What a coordinator told the bot to do, before times and needs are read. */
export interface Command {
  readonly intent: Intent;
  readonly confidence: number;
  readonly slots: Slots;
  /** For a phone-in: the resident's words. */
  readonly rest?: string;
}

const phoneIn =
  /^(?:代报|代为报|代登记|电话报单|电话登记|来电登记|来电|电话单|补录|录一单|录单|登记一单|登记一个|登记|新增|新建|帮录)[:,，。 ]{0,8}/;
const phoneInAnywhere =
  /(?:(?:刚|才|刚才)接(?:了|到)?(?:个|一个)?电话|(?:给|帮)(?:他|她|老人)?登(?:一个|一下|一单|上)|打(?:来|了)?(?:个)?电话(?:来)?(?:说|讲|要|想)|来电(?:说|反映|要)|电话里说|托我报|帮(?:他|她|他们|老人)报)/;
const pickedNumbers = /(?:第 ?)?([1-9]|1\d|[一二两三四五六七八九])(?: ?[号个位])?/g;
const barePick =
  /^(?:那?就|选|要|派|确认|定|用|给)? ?(?:候选人?)?(?:第 ?)?(?:[1-9]|1\d|[一二三四五六七八九])(?: ?[号个位])?(?:(?: |,|，|、|和|跟|\+|与|还有){1,8}(?:第 ?)?(?:[1-9]|1\d|[一二三四五六七八九])(?: ?[号个位])?){0,5}(?:吧|了|行|可以|去|好了|就行|就好|合适|都去){0,5}[。.!!]?$/;
const confirmPick = /^(?:确认|确定|选定?|就选|派|就派|定|就定|就|要|用)(?= |第|\d|[一二三四五六七八九]|$)/;
const title = "(?:大?姐|大?哥|大?嫂|阿?姨|大?叔|大?婶|大?妈|大?爷|师傅|老师|社工|医生|主任|同学|队长|姑娘|组长|网格员)";
const person = `(?:小|老|阿|大)?[\\u4e00-\\u9fa5]{1,3}?${title}|(?:小|老|阿)[\\u4e00-\\u9fa5]|[\\u4e00-\\u9fa5]{2,3}`;
const assignByName = [
  new RegExp(
    `(?:派给|指派给?|指定给?|分给|交给|安排给?|改派给?|换成|换|找|叫|让|请|派|给|就|选)(?: ?第?)? ?((?:${person})(?:(?:和|、|跟|,|，| )(?:${person})){0,5}?)(?:一起|一块儿?|一同|俩人?|两个人?|都|去|来|接|做|负责|上门|跑一趟|吧|就行|就好|得了|一下|了){0,5}[。.!!]?$`,
    "u",
  ),
  new RegExp(
    `^((?:${person})(?:(?:和|、|跟)(?:${person})){0,5}?)(?:一起|一块儿?|一同|俩人?|两个人?|都)?(?:去|来|接|上|负责|做)(?:吧|一趟|就行|就好|得了)?$`,
    "u",
  ),
];
const notAName =
  /^(?:[着到]|他|她|它|谁|我|你|咱|大家|别人|人|这个|那个|志愿者|居民|老人|对方|一批|几个|通过|取消|过|行|可以|没事|谢谢|好的|收到|辛苦)/;

const office =
  "[\\u4e00-\\u9fa5\\d]{0,8}(?:办公室|办|局|所|院|站|中心|委|会|联|部|处|大队|街道|物业|公司|12345|热线|镇政府|民政|网格员|社区)";
const refer = new RegExp(`(?:转介?|移交|移|转交|转办)(?:给|到|去|交)? ?(${office})`, "u");

/** First hit wins, so the narrow come before the wide. */
const rules: readonly (readonly [Intent, RegExp])[] = [
  [
    "request.merge",
    /合并|并(?:到|进|入|给|单|了)|合到|合(?:在)?一(?:起|单|块|下)|合了|一件事|一回事|跟.{0,12}(?:重复|是同一|一回事)|(?:重复|同一[个单件]).{0,12}(?:合|并)/,
  ],
  [
    "candidates.refresh",
    /换一?批|换(?:几|一)个(?:人|看看)?$|换(?:几|一)个人选|重新(?:找|推荐|匹配|派|选)|再(?:找|推|推荐|来|给)(?:几个|一批|些|点)|还有(?:没有)?别(?:的)?人|(?:这几个|都)不(?:合适|行|太行)|换人选|别的人选|下一批/,
  ],
  [
    "request.decline",
    /不(?:合适|通过|受理|予|批|同意|符合|属于|归我们|给办|能办|接这)|驳回|拒(?:绝|了|掉)|退回|打回|婉拒|不在.{0,6}范围|办不了/,
  ],
  ["report.no_show", /(?:没|未)(?:有)?(?:去|来|到|上门|到场|露面|出现)(?!人接)|爽约|放.{0,3}鸽子|失约|缺席|没见(?:着|到)?人/],
  [
    "list.unfilled",
    /(?:还有|有|剩).{0,3}(?:几|多少|哪些|哪几|啥|什么).{0,3}(?:单|个|件|需求)|(?:没|无)人(?:接|应|肯接)|(?:还|都|仍)?没(?:有)?(?:找|派|配|安排|匹配)(?:着|到|上)(?:人|志愿者)?|(?:还|仍)(?:缺|差|少)人|(?:单子?|活)(?:还)?空着|(?:未|没|还没|待)(?:派|分配|匹配|接单)(?:出去|的|单)|缺人|空单|没派出去|没着落|待办/,
  ],
  ["hours.query", /时长|多少(?:个)?(?:小时|钟头|积分)|几(?:个)?小时|工时|积分|服务了多(?:久|长)/],
  ["request.nudge", /催|(?:再)?(?:提醒|问问?|联系|盯)(?:一下|一声|问|他|她|志愿者|那边|催)|赶紧(?:问|回)/],
  ["request.refer", refer],
  ["request.cancel", /取消|撤(?:销|单|了|掉|回)|作废|不用(?:派|去|来|办|管)了|不(?:需要|办|去|做)了|销(?:单|掉)/],
  [
    "request.reschedule",
    /改(?:到|成|为|期|时间|约|在|至|(?=.{0,4}(?:今天|明天|后天|周|星期|礼拜|\d|上午|下午)))|推迟|延(?:期|后|到)|提前|挪(?:到|一)|往(?:前|后)|换到|调(?:到|整到|成)/,
  ],
  [
    "request.approve",
    /^(?:审核?|批准|同意|准了|批了|审过|放行|没问题)?(?:通过|批准|同意|准了?|批了?|审过|放行|可以过|给过|过了?|受理|没问题|ok)(?:吧|了|啊|啦|的|派吧|可以派)?[。.!!]?$|通过/,
  ],
  ["request.supplement", /补充|备注|加(?:上|一句|个备注)|更正|地址(?:是|改)|电话(?:是|改)|记(?:一下|上)|说明一下|写上|注意/],
];
const smalltalk = /^(?:谢谢|辛苦|收到|好的?|嗯|知道|明白|早|您好|你好|哈|ok|再见|下班|在吗|👍)/u;

function reasonOf(words: string, matched: RegExpExecArray): string | undefined {
  const left = `${words.slice(0, matched.index)} ${words.slice(matched.index + matched[0].length)}`;
  const reason = left
    .replace(/^(?:那|这)(?:一)?单/, "")
    .replace(/^[ ,，:。;把吧的了]{1,12}|[ ,，。;把吧]{1,12}$/g, "")
    .replace(/^(?:原因|因为|理由|由于)(?:是|:)?[ ,，:]{0,8}/, "");
  return reason.length >= 2 ? reason : undefined;
}

function numbersIn(words: string): number[] {
  return [...words.matchAll(pickedNumbers)].map((m) => readNumber(m[1] ?? "") ?? 0).filter((n) => n > 0);
}

function nameList(text: string): string[] {
  return text.split(/和|、|跟|,|，| /).filter((name) => name.length >= 2 && !notAName.test(name));
}

/** Reads a coordinator's message (folded). Returns undefined when it is no command, so that another reading may be tried. */
export function readCommand(text: string): Command | undefined {
  const codes = findCodes(text);
  const words = withoutCodes(text);
  const coded: Slots = codes[0] === undefined ? {} : { code: codes[0], codes };
  const command = (intent: Intent, slots: Slots = {}, confidence = 0.95): Command => ({
    intent,
    confidence,
    slots: { ...coded, ...slots },
  });

  const phoned = phoneIn.exec(text);
  if (phoned && text.length > phoned[0].length + 3) return { ...command("request.create"), rest: text.slice(phoned[0].length) };
  if (phoneInAnywhere.test(text)) return { ...command("request.create", {}, 0.9), rest: text };

  const picked = words.replace(/[ ,。]{1,3}(?:确认|确定|就这样|就这么定|定了|可以)[吧了]?[。!]?$/, "");
  if (picked !== words && barePick.test(picked)) return command("assign.pick", { n: numbersIn(picked) });
  const merge = rules[0]?.[1].test(words) && codes.length >= 2;
  if (merge) return command("request.merge", { code: codes[0] ?? "", into: codes[codes.length - 1] ?? "" });
  if (barePick.test(words)) return command("assign.pick", { n: numbersIn(words) });
  if (confirmPick.test(words)) {
    const tail = words.replace(confirmPick, "").trim();
    if (tail === "" || barePick.test(tail)) return command("assign.pick", tail === "" ? {} : { n: numbersIn(tail) });
  }
  for (const [intent, pattern] of rules) {
    const hit = pattern.exec(words);
    if (!hit) continue;
    if (intent === "request.refer") return command(intent, { to: hit[1] ?? "", ...withReason(reasonOf(words, hit)) });
    if (intent === "request.merge") return command(intent, {}, 0.8);
    if (intent === "request.decline" || intent === "request.cancel" || intent === "report.no_show" || intent === "request.supplement")
      return command(intent, withReason(reasonOf(words, hit)));
    return command(intent);
  }
  for (const pattern of assignByName) {
    const names = nameList(pattern.exec(words)?.[1] ?? "");
    if (names.length > 0) return command("assign.name", { names });
  }
  if (smalltalk.test(words)) return command("smalltalk", {}, 0.8);
  if (codes.length > 0 && words.length >= 4) return command("request.supplement", { reason: words }, 0.6);
  return undefined;
}

function withReason(reason: string | undefined): Slots {
  return reason === undefined ? {} : { reason };
}
