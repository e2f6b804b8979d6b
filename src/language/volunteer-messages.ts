import { findCodes, withoutCodes } from "./codes.ts";
import type { Command } from "./coordinator-commands.ts";
import type { Intent } from "./intents.ts";
import { readNumber } from "./numbers.ts";
import type { DialogueContext, Slots } from "./understanding.ts";

/** First hit wins, so the narrow come before the wide. */
const rules: readonly (readonly [Intent, RegExp])[] = [
  ["availability.block", /(?:别|不要)(?:给)?(?:我|俺)?(?:再)?(?:派|排|安排)/],
  [
    "smalltalk",
    /^(?:这|都)?(?:都)?(?:是)?(?:我们?)?(?:应该(?:做)?的|不(?:用|要)?(?:谢|客气)|客气(?:了|啥)?)[ ,!]{0,3}(?:不(?:用|要)?(?:谢|客气)|应该的)?[的了啦!~。]{0,3}$/,
  ],
  ["hours.query", /时长|(?:多少|几)(?:个)?(?:小时|钟头|积分|分了|星)|积分|服务了多(?:久|长)|攒了多少|几星|证明/],
  [
    "visit.nobody_home",
    /(?:没|无)人(?:开门|应门|应声|应|在家|答应|吱声)|敲.{0,6}(?:没|不).{0,2}(?:开|应|人|反应|动静)|白跑|扑(?:了)?(?:个)?空|(?:邻居|对门|门卫|保安|家属|楼下)说.{0,8}(?:出门|出去|不在|没在|去.{1,5}家|住院|走了)|(?:家里?|屋里)(?:好像|像是)?没(?:有)?人|(?:老人|人|他|她|大爷|大娘|奶奶|爷爷)?(?:好像)?不在家|门锁着|叫门/,
  ],
  [
    "assignment.withdraw",
    /(?:去|来|干|接|做|到)不(?:成|了)了|(?:去|来)不成|(?:临时|突然)(?:有|被|要|接到|来)|不好意思.{0,12}(?:去|来)不|退(?:了|单|掉)|换(?:个)?人(?:吧|去)|别人(?:替|去)|取消我|没法(?:去|来|过)了/,
  ],
  [
    "visit.alarm",
    /不(?:太)?对劲|说话(?:不清|含糊|说不清)|嘴(?:歪|角)|叫不醒|(?:晕|摔|昏)(?:倒|了|过去)|喘(?:不|得)|胸(?:闷|口)|脸色(?:不|发|很|蜡)|流血|发(?:高)?烧|抽(?:搐|了)|神志|没(?:有)?反应|站不(?:起来|住)|(?:身上|胳膊|腿上).{0,4}(?:伤|淤青|青)|哭(?:着|得)|状态(?:不|很差)|情况不(?:太)?好/,
  ],
  [
    "policy.ask",
    /(?:老人|家属|大娘|大爷|奶奶|爷爷|人家|他|她|儿子|闺女).{0,6}(?:让|叫|要|给|塞|非|求|留).{0,14}(?:吗|不|么|咋办|怎么办|行不|合适)[?。 ]{0,8}$|(?:收|打针|取钱|签字|喂药|背|抬|拍照|发朋友圈|加微信|红包|报销).{0,8}(?:吗|行不|行吗|可以吗|咋办|怎么办|能不能|合适)/,
  ],
  [
    "policy.ask",
    /换个?.{0,4}(?:近|轻|省|别的|好)[\u4e00-\u9fa5]{0,4}(?:活|单|任务)|带(?:着)?(?:孩子|朋友|对象|老伴|狗).{0,6}(?:行|可以|能|成|中)(?:不|吗)/,
  ],
  ["availability.block", /(?:最近|这(?:个)?月|年底|月底|年前|这阵子|下个?月).{0,10}(?:先)?(?:都)?不(?:接|排|派)(?:单|活)?了/],
  ["availability.add", /(?:寒假|暑假|假期|周末|退休|天天|每天|随时)[\u4e00-\u9fa5]{0,6}(?:有空|有时间|在家|能出来|都行)(?!吗|不)/],
  [
    "availability.add",
    /(?:有空|有时间|空着|闲着|没事)(?!的话|再|就).{0,10}(?:有(?:单|活|任务|需要)|叫我|喊我|派我|排我|找我|安排我|给我(?:派|排))/,
  ],
  [
    "offer.counter",
    /(?:能|可以|行)(?:不能|不可以)?.{0,8}(?:晚|早|迟|改|换|提前|推迟|推后|往后|往前|挪)|(?:晚|早|迟).{0,6}(?:点|些|小时|分钟|会儿|天)(?:行|可以|成|中|能|去)?(?:不|吗|么|不行|吧|嘛|\?)|(?:改|换)(?:到|成|个)?.{0,8}(?:行|可以|成|中|好)(?:不|吗|么)|只能.{0,8}(?:上午|下午|晚上|点|周|天)|(?:点|午|天|[一二三四五六日])(?:以后|之后|后|过后)?(?:我?(?:才|倒)?(?:行|可以|成|有空|能))|(?:行不|行吗|可以吗|成不|中不|好吗)\??$/,
  ],
  [
    "visit.late_notice",
    /堵(?:车|住|着|路上)|迟到|晚(?:到|点到|一会|些到|个?[\d一二三四五六七八九十半两几].{0,3}(?:分|刻|小时|钟头))|要晚|得晚|还(?:要|得|有|差).{0,6}(?:分钟|刻钟|小时).{0,3}(?:到)?|车(?:坏|胎|没油)|在路上|马上(?:就)?到|快到|稍(?:微)?(?:晚|等)|等.{0,3}(?:我|一下|会)/,
  ],
  [
    "availability.block",
    /(?:这|下|本|上)(?:个)?(?:周|星期|礼拜|月)(?:.{0,6})?(?:没空|没时间|不在|出差|出门|去不了|来不了|别派|不方便|休息|请假|排满|忙|有事|不行|不能|回老家|外地|没法)|(?:最近|近期|这(?:几|两|阵)|以后|每(?:周|天|个)|明天|后天|周[一二三四五六日末]|星期.|上午|下午|晚上|\d[日号]).{0,10}(?:没空|没时间|不在|出差|别派|不方便|休息|请假|排满|别安排|不要派|别给我|回老家|外地)|先别(?:给我)?派|暂停|停一(?:阵|段)/,
  ],
  ["availability.add", /(?:有空|有时间|空着|闲着|都行|随时|能来|可以(?:派|来|排|安排)|能排|能接|有档期)(?!.{0,2}(?:吗|不))/],
  [
    "offer.decline",
    /(?:不|没法|无法)(?:接|去|来|行|干|方便|想|能|太方便)|(?:接|去|来|赶|干)不(?:了|及|上)|没(?:空|时间|办法|法)|不行|有(?:事|课|班|约)|值班|上班|加班|出差|太远|算了|下次|推(?:了|掉)|拒|no/,
  ],
  [
    "visit.check_out",
    /完事|完活|结束|(?:弄|搞|办|干|做|修|理|送|陪|聊|看|剪|扫|打扫|擦|教|服务|收拾|忙|装|换|买|量)(?:完|好|妥|利索|到家)|搞定|签退|(?:我)?(?:先)?(?:走|撤|回)了|回(?:来|家)了|送(?:到|回)家|安全到家|齐活|收工/,
  ],
  [
    "visit.check_in",
    /到(?:了|啦|达|位|门口|楼下|家)|已到|进门|签到|见(?:到|着)(?:老人|人|大爷|大娘)|开始(?:了|服务|干)|上门了|在门口|在楼下/,
  ],
  [
    "policy.ask",
    /(?:能|可以|该|要|让)(?:不能|不可以|不该|不要)?.{0,14}(?:吗|不|么|嘛|\?|行不|合适|咋办|怎么办)|(?:收|打|给|送|留|签|背|抬|喂).{0,12}(?:吗|行不|行吗|可以吗|咋办|怎么办|合适)|怎么办|咋(?:办|弄)|规定/,
  ],
  [
    "offer.accept",
    /^(?:我)?(?:接|去|来|能接|能去|能来|可以|行|中|成|好的?|没问题|ok|okay|1|收到|算我|妥|嗯|好嘞|得嘞|愿意|有空|报名|要了|抢)|(?:我|俺)(?:接|去|来|能去|可以|有空|报名)|接(?:了|单|吧|这个|下)|算我(?:一个)?|交给我|没问题/,
  ],
  ["smalltalk", /谢谢|辛苦|收到|好的|嗯|知道|明白|早上好|您好|你好|哈哈|再见|应该的|不客气|👍|🙏/u],
];
const later = /(?:晚|迟|推迟|推后|往后|延|早|提前).{0,3}?([\d一二三四五六七八九十两半]{1,12})(?:个)?(半)?(分|刻|小时|钟头|h)/;
const unitMinutes: Readonly<Record<string, number>> = { 分: 1, 刻: 15, 小时: 60, 钟头: 60, h: 60 };

/** 堵车晚十分钟 → 10; 能晚半小时不 → 30. */
export function delayIn(text: string): number | undefined {
  const [, amount = "", half, unit = ""] = later.exec(text) ?? [];
  const count = amount === "半" ? 0.5 : readNumber(amount.replace(/半/g, ""));
  const minutes = unitMinutes[unit];
  if (count === undefined || minutes === undefined) return undefined;
  return Math.round((count + (half ? 0.5 : 0)) * minutes);
}

/** Reads a helper's message (folded) about an offer, a visit, hours or free time. */
export function readHelperMessage(text: string, dialogue: DialogueContext | undefined): Command | undefined {
  const codes = findCodes(text);
  const words = withoutCodes(text);
  const coded: Slots = codes[0] === undefined ? {} : { code: codes[0], codes };
  for (const [intent, pattern] of rules) {
    const hit = pattern.exec(words);
    if (!hit) continue;
    const delay = delayIn(words);
    const settled = settle(intent, words, dialogue);
    const reason = settled === "offer.decline" || settled === "assignment.withdraw" ? reasonIn(words, hit) : undefined;
    const slots = { ...coded, ...(delay === undefined ? {} : { delayMinutes: delay }), ...(reason === undefined ? {} : { reason }) };
    return { intent: settled, confidence: 0.9, slots };
  }
  return undefined;
}

/** 周六上午我有空: no answer where nothing was offered. */
const freeTime = /^(?!.{0,40}(?:不行|不成|晚|早|改|换|提前|推)).{0,40}(?:有空|有时间|能干|能来|能出来|能做|都行)(?!的话|再|就|才|吗|不)/;

/** The same words mean no to an open offer and a withdrawal once the task was accepted. */
function settle(intent: Intent, words: string, dialogue: DialogueContext | undefined): Intent {
  const isOffered = dialogue?.awaiting === "offer";
  if (intent === "assignment.withdraw" && isOffered) return "offer.decline";
  if (intent === "offer.counter" && !isOffered && freeTime.test(words)) return "availability.add";
  const hasAccepted = dialogue?.open?.some((one) => one.status === "accepted") ?? false;
  if (intent === "offer.decline" && !isOffered && hasAccepted) return "assignment.withdraw";
  return intent;
}

function reasonIn(words: string, hit: RegExpExecArray): string | undefined {
  const around = `${words.slice(0, hit.index)} ${words.slice(hit.index + hit[0].length)}`
    .replace(/^[ ,，。!不好意思吧啊了]{1,12}|[ ,，。!吧啊了啦咯喽哈呀]{1,12}$/g, "")
    .trim();
  const said = around.replace(/[ ,，]{1,4}$/, "");
  if (said.length >= 2 && !/^[我俺咱 ,，也就都是]{1,6}$/.test(said)) return said;
  return hit[0].length >= 2 && /班|课|事|远|出差|空|时间/.test(hit[0]) ? hit[0] : undefined;
}
