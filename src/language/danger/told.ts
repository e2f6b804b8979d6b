import type { DangerKind } from "./danger.ts";

/** Fiction, news, hearsay, a drill: seen or heard, not lived. */
const shown =
  /(?:听说|都说|有人说|听(?:人|邻居)说|网上说).{0,24}(?:谣言|真的(?:吗|假的)|真的假的|吓人|是不是真|谁家)|拍戏|(?:电视剧?|电影|戏|小品|评书|小说|短剧|话剧|新闻|广播|球赛|抖音|故事)(?:里|上|中|说|讲|演|放|那|报)|演(?:习|练|的|坏人|戏)|[男女]主角|明星.{0,6}(?:自杀|跳楼|没了|去世)|(?:戏|剧|电影)里|看(?:球|戏|电视剧?|电影|小品)(?:看)?得/;
const drill = /演习|演练|原来是|敢情是/;
/** Somebody laughs about it, over something light. */
const joking = /开(?:个)?玩笑|逗你|闹着玩|说着玩|别当真/;
const laughing = /哈哈|嘿嘿|呵呵/;
const light = /牌|麻将|彩票|输|球|作业|考试|减肥|房价|菜价|小时候|年轻|命大|戏|小品|呼噜|老腿|辣|咸/;
/** What to do if it ever happened. */
const supposed =
  /^.{0,8}(?:要是|假如|如果|万一|倘若|比方说|假设|碰上|碰到|遇上|遇到|接到|看见有人).{0,16}(?:该|应该|怎么|咋|哪个|打啥|谁|先|能追|管不管|有没有)|(?:有没有|讲不讲|想学|想听|学学|哪里学).{0,6}(?:课|讲|急救|这个)|学(?:一)?学(?:怎么|咋|如何|急救|防|辨|识)|有讲/;
/** Long ago, or yesterday and well again. */
const past =
  /以前|[几两三四五六七八九十]年前|小时候|当年|那年|那次|那回|年轻(?:的)?时候?|早些年|那些年|(?<![糊晕昏厥死背睡抽憋转汇打寄付存拍发传交递送])过去|上回|上次|前天|昨天|昨儿|前些(?:天|日子)|上(?:周|礼拜|星期)|上个?月|去年|早(?:就)?/;
const over =
  /(?:现在|如今|今儿|这会儿).{0,6}(?:好|没事|老了|乐|孝顺|当爷爷|当奶奶)|(?<!就)好(?:了|利索|多了)|没事了|多亏|幸亏|长记性|(?:学|可|变)精了|不上当|看开|想开了|如今|(?:差点|险些)(?!没气|死|断气|没命|被?掐)|(?<![糊晕昏厥死背睡抽憋转汇打寄付存拍发传交递送])过去了|捞上来|救(?:过来|上来)|改了|修好|扑灭|早灭了|火灭了|(?:没|不|一点不)漏|没味|找着了|找到了|命大|提起来/;
/** What was lost is there again: 被骗的钱警察给追回来了. */
const settled = /(?:钱|块|万|千|款).{0,10}(?:追|要|退|找)回来(?:了|啦)(?!吗|没|不)/;
/** It is happening after all. */
const now =
  /救命|快来|快救|叫不醒|正在|还在(?:里|烧|打|流)|又(?:犯|打|漏|着|晕|摔|动手)|怎么办啊|不想活|(?:我|俺)(?:现在|这会儿)|现在(?:又|还|正|动不|起不|喘|叫|没气|不省)|突然|刚才?(?:摔|倒|晕|被|转)|遗书|农药|(?:转|付|充|汇|刷|扣|给|打|投|交)(?:了|走|出去|过去)[\d一二两三四五六七八九十几]|吃了(?:药|一把|半瓶)/;

/** How a message tells of something that nobody lives through now; undefined when it may be happening. */
export function toldAs(text: string): "story" | "joke" | "question" | "past" | undefined {
  if (drill.test(text)) return "story";
  if (now.test(text)) return undefined;
  if (shown.test(text)) return "story";
  if (joking.test(text) || (laughing.test(text) && light.test(text))) return "joke";
  if (supposed.test(text)) return "question";
  return past.test(text) && over.test(text) ? "past" : undefined;
}

/** Whether danger of this kind is only told. In doubt it is happening; who speaks of ending their life is believed even with an if. */
export function isOnlyTold(kind: DangerKind, text: string): boolean {
  const told = toldAs(text);
  if (kind === "fraud" && settled.test(text) && !now.test(text)) return true;
  return told !== undefined && (kind !== "self_harm" || told === "story" || told === "joke");
}
