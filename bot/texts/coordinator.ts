import type { RequiredField } from "../../src/catalog/index.ts";
import { fieldWords } from "./desk-words.ts";

/** What the staff read as the answer to what they said. Texts with a `Room` twin name somebody: a group room gets the twin (R18). */

/** Asks which of several; each line is a request as a room may read it. */
export function whichWords(lines: readonly string[], count: number): string {
  const more = count > lines.length ? `\n还有 ${count - lines.length} 单,请直接写号。` : "";
  return `哪一单?回号就行:\n${lines.map((line, i) => `${i + 1}. ${line}`).join("\n")}${more}`;
}

export const notChosenWords = "没对上号。请回前面的数字,或者单号,比如 A37。不办了回「算了」。";
export const neverMindWords = "好的,先不办。";

export const staffHelpWords = "没听明白。可以说「今天还有几单」「代报 姓名 要办的事」,或「通过 A37」这样带上号。";

// triage
export const approvedWords = (code: string) => `${code} 通过了,正在找人,有人选马上发您。`;
export const askReasonWords = (code: string) => `${code} 为什么不合适?请写一句,居民会看到。`;
export const declinedWords = (code: string, reason: string) => `${code} 已婉拒,原因也告诉居民了:${reason}`;
export const askOfficeWords = (code: string) => `${code} 转给哪里?比如「转 ${code} 民政办」。`;
export const askConsentWords = (code: string, office: string) =>
  `${code} 是保密的事。居民本人同意转给${office}吗?同意请回「同意转 ${code} ${office}」。`;
export const referredWords = (code: string, office: string, hasReceiver: boolean) =>
  hasReceiver ? `${code} 已转${office},对方收到了,有回音马上告诉您。` : `${code} 已转${office}。${office}不在通讯里,请您打电话交代一声。`;
export const mergeHowWords = "合并要写两个号,比如「合并 A37 到 A35」。";
export const mergedWords = (code: string, into: string) => `${code} 已并到 ${into},以后看 ${into}。`;
export const notedWords = (code: string, missing: readonly (RequiredField | "item")[]) =>
  missing.length > 0
    ? `${code} 记下了。还差:${missing.map((field) => fieldWords[field]).join("、")}。`
    : `${code} 记下了,都齐了。回「通过 ${code}」就开始找人。`;
export const notedOnlyWords = (code: string) => `${code} 记下了。`;
export const askMeaningWords = (code: string) =>
  `${code} 应该是什么?写服务名,比如「${code} 应该是 理发」;不是求助就写「投诉」「咨询」这样的词。`;
export const unknownMeaningWords = (code: string) => `没对上是哪项服务。请写服务名,比如「${code} 应该是 理发」。`;
export const correctedItemWords = (code: string, item: string, missing: readonly RequiredField[]) =>
  `${code} 改成「${item}」,下回这样说就认得了。${
    missing.length > 0 ? `还差:${missing.map((field) => fieldWords[field]).join("、")}。` : `回「通过 ${code}」就开始找人。`
  }`;
export const correctedMeaningWords = (code: string) => `记下了,下回这样说就认得了。这单不办的话,回「不合适 ${code} 原因」。`;
export const askDetailWords = (code: string) => `${code} 要补充什么?直接写。`;

// matching
export const askedWords = (code: string, names: string, until: string) => `${code} 已问${names},等到${until}。没人接我接着问下一位。`;
export const askedRoomWords = (code: string) => `${code} 已派,等志愿者回话。`;
export const askNameWords = (code: string) => `${code} 派给谁?请写名字或称呼。`;
export const unknownNameWords = (name: string, code: string) => `没找到叫「${name}」的志愿者。请写全名,或回「换一批 ${code}」。`;
export const whichHelperWords = (name: string, lines: readonly string[]) =>
  `叫「${name}」的有 ${lines.length} 位,是哪一位?回数字:\n${lines.map((line, i) => `${i + 1}. ${line}`).join("\n")}`;
export const whichHelperRoomWords = "同名的不止一位。请私聊我写全名。";
export const refreshedWords = (code: string) => `${code} 这几位先不派,正在找别人,有了马上发您。`;
export const askTimeWords = (code: string) => `${code} 改到什么时候?比如「周四下午两点」。`;
export const movedWords = (code: string, time: string) => `${code} 改到${time}了。`;
export const movedSearchingWords = (code: string, time: string) => `${code} 改到${time},按新时间重新找人。`;
export const movedAskingWords = (code: string, time: string) => `${code} 想改到${time},正在问居民和志愿者,都同意了才算数。`;
export const cancelWhichWords = "要取消哪一单?请带上号,比如「取消 A37」。";
export const cancelledWords = (code: string) => `${code} 已取消,居民和志愿者都通知了。`;
export const retriedWords = (code: string, time: string) => `${code} 重新开始找人,时间${time}。`;
export const nothingOpenWords = "现在没有等着确认的单。";
export const pickedAllWords = (lines: readonly string[]) => `都办了:\n${lines.join("\n")}`;
export const nudgedWords = (code: string, names: string, until: string) => `${code} 又问了一遍${names}。${until}前不回,我接着问下一位。`;
export const nudgedRoomWords = (code: string) => `${code} 又问了一遍志愿者。`;
export const helperPhonesWords = (code: string, lines: readonly string[]) => `${code} 已有人接,可以直接打电话:\n${lines.join("\n")}`;
export const helperPhonesRoomWords = (code: string) => `${code} 已有人接。电话请私聊我要。`;
export const nobodyToNudgeWords = (code: string, status: string, next: string) => `${code} 现在是「${status}」,没有要催的人。${next}。`;

// visit
export const noShowWords = (code: string, names: string) => `${code} ${names}没去,已记下。正在急找别人,居民也知道了。`;
export const noShowRoomWords = (code: string) => `${code} 没人到,正在急找别人。`;
export const askWhoWords = (code: string) => `${code} 是哪一位?请写名字。`;
export const checkedInWords = (code: string, name: string) => `${code} ${name}已签到,开始计时。`;
export const checkedInRoomWords = (code: string) => `${code} 已签到。`;
export const checkedOutWords = (code: string, name: string) => `${code} ${name}已签退,时长记上了。`;
export const checkedOutRoomWords = (code: string) => `${code} 已签退。`;
export const askBackHomeWords = (code: string) => `${code} 人送回家了吗?送到家回「是」,我就记签退。`;
export const callNotedWords = (code: string, next: string) => `${code} 电话记下了。${next}`;
export const askCallWords = (code: string) => `${code} 电话里怎么说的?写一句。`;
export const closedAbsentWords = (code: string) => `${code} 家里没人,已关单。志愿者可以先走了。`;
export const askMinutesWords = (code: string) => `${code} 服务了多久?比如「核时 ${code} 90分钟」。`;
export const verifiedWords = (code: string, minutes: number) => `${code} 按 ${minutes} 分钟核好,已记到志愿者名下。`;
export const askDisputeWords = (code: string) => `${code} 有什么异议?请写一句。`;
export const disputedWords = (code: string) => `${code} 已记异议,时长先冻结,五个工作日内要有结果。`;
export const askDecisionReasonWords = (code: string) => `${code} 请写一句理由,双方都会看到。`;
export const decidedWords = (code: string, outcome: "upheld" | "adjusted" | "voided", minutes?: number) =>
  `${code} 定了:${outcome === "upheld" ? "时长维持不变" : outcome === "voided" ? "时长作废" : `时长改成 ${minutes} 分钟`}。双方都通知了。`;

// emergency
export const alarmRaisedWords = (code: string) =>
  `${code} 按急事呼叫大家了。我打不了电话,请您马上打 120、110 或 119,再回「我来 ${code}」。`;
export const claimedWords = (code: string, card: string) => `${code} 您接手了,不再呼叫别人。\n${card}`;
export const claimedRoomWords = (code: string) => `${code} 已有人接手。`;
export const claimedByOtherWords = (code: string, name: string) => `${code} ${name}已经接手了,谢谢您。`;
export const claimedByOtherRoomWords = (code: string) => `${code} 已经有人接手了。`;
export const askOutcomeWords = (code: string) => `${code} 情况怎么样了?请写一句。`;
export const handedOverWords = (code: string) => `${code} 记下了,明天会提醒您回访。`;
export const dismissedWords = (code: string) => `${code} 按虚惊结了,平安就好。`;
export const resumedWords = (code: string) => `${code} 回到待审,卡片马上发您。`;
export const askSuspendReasonWords = (code: string) => `${code} 为什么暂停?比如「暂停 ${code} 台风」。`;
export const suspendedWords = (code: string) => `${code} 已暂停,居民和志愿者都通知了。能办了回「恢复 ${code} 明天上午九点」。`;
export const askSuspendAllReasonWords = "为什么都暂停?比如「全部暂停 台风」。";
export const suspendedAllWords = (codes: readonly string[], reason: string) =>
  codes.length === 0
    ? "今明两天没有已接的单,不用暂停。"
    : `已暂停 ${codes.length} 单(${reason}):${codes.join("、")}。居民和志愿者都通知了。`;
export const liftedWords = (code: string, time: string) => `${code} 恢复了,按${time}重新找人。`;

// lists
export const emptyListWords = "现在没有没办完的单,歇口气。";
export const listWords = (counts: readonly string[], lines: readonly string[], more: number) =>
  `现在 ${counts.join(",")}。\n${lines.join("\n")}${more > 0 ? `\n还有 ${more} 单。` : ""}`;
export const askWhoseHoursWords = "想查谁的时长?比如「张姐多少小时」。";
export const hoursOfWords = (name: string, hours: string, stars: number, points: number) =>
  `${name}:共 ${hours},${stars > 0 ? `${stars} 星志愿者` : "还没到一星"},积分 ${points}。`;
export const whoseHoursWords = (name: string, names: readonly string[]) =>
  `叫「${name}」的有 ${names.length} 位:${names.join("、")}。请用全名再问。`;
export const hoursRoomWords = "时长请私聊我查。";
export const phoneListWords = (lines: readonly string[]) =>
  lines.length === 0 ? "现在没有要打电话的人。" : `这些人没收到消息,请打电话:\n${lines.join("\n")}`;
export const phoneListRoomWords = "名单里有姓名电话,请私聊我要。";

// 回复 somebody who asked for a person
export const answerHowWords = "回复谁、说什么?比如「回复 王秀兰 补贴下周一发」。";
export const answeredWords = (name: string) => `已转告${name}。`;
export const answerRoomWords = "回复居民请私聊我。";
export const nobodyToAnswerWords = (name: string) => `没找到「${name}」。请写全名,比如「回复 王秀兰 补贴下周一发」。`;

// 代报
export const phoneInHowWords = "来电的是谁、要办什么?比如「代报 王秀兰 明天上午九点去区医院看病」。";
export const phoneInRoomWords = "代报要写姓名和住处,请私聊我。";
export const phoneInNeedWords = (name: string) => `${name}要办什么?什么时候?`;
export const whichToAnswerWords = (name: string, lines: readonly string[]) =>
  `叫「${name}」的有 ${lines.length} 位。请写全名或电话再回:\n${lines.join("\n")}`;
export const whichResidentWords = (name: string, lines: readonly string[], count: number) =>
  `叫「${name}」的居民有 ${count} 位,是哪一位?回数字、社区,或电话后四位:\n${lines.map((line, i) => `${i + 1}. ${line}`).join("\n")}`;
export const unknownResidentWords = (name: string) => `名册里没找到「${name}」。请换个写法再报一次,或写上电话;新居民请先登记,再「代报」。`;
export const askFieldWords: Readonly<Record<RequiredField | "item", string>> = {
  item: "要办什么?比如看病、打扫、修水电。",
  when: "哪一天、几点?",
  time: "几点?",
  where: "在家里,还是别的地方?",
  dest: "去哪家医院或哪里?",
  details: "具体要办什么?",
  headcount: "几个人?",
  who: "是给谁办?多大了?",
  guardian_consent: "监护人同意吗?回「同意」或「不同意」。",
};
export const phoneInAskWords = (code: string, field: RequiredField | "item") => `${code} 记下了。${askFieldWords[field]}`;
export const phoneInDoneWords = (line: string) => `已替他报好:\n${line}\n办成了我告诉您。看过没问题,回「通过」。`;
export const phoneInKnownWords = (line: string) => `这一单已经有了:\n${line}`;
