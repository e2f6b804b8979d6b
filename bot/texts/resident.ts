import type { RequiredField, ServiceItem } from "../../src/catalog/index.ts";
import { hourMs } from "../../src/platform/index.ts";
import type { ServiceRequest } from "../../src/request/index.ts";
import { clockWords, dayWords, partWords, statusWords, timeWords } from "./words.ts";

/** One question at a time, short, in the words people use. */
export function questionWords(slot: RequiredField | "item", item: ServiceItem | null, request: ServiceRequest, now: Date): string {
  switch (slot) {
    case "item":
      return "您想让我们帮什么忙?说一句就行,比如「陪我去医院」「帮我买菜」。";
    case "when":
      return item?.requires.includes("time") ? "哪天、几点要人?比如「明天上午九点」。" : "您看哪天方便?比如「明天上午」。";
    case "time":
      return request.wish.startAt ? `${dayWords(request.wish.startAt, now)}${openPartWords(request)}几点去合适?` : "几点去合适?";
    case "where":
      return item?.flags.includes("home_visit") ? "去哪儿找您?说小区、几号楼、几单元。" : "在什么地方?说得越清楚越好找。";
    case "dest":
      return "去哪家医院?比如「区医院」「镇卫生院」。";
    case "details":
      return item?.flags.includes("money_limit") ? "要买什么、办什么?说全一点,一次不超过200元。" : "哪里坏了,什么样子?说说看。";
    case "headcount":
      return "一共几个人?";
    case "who":
      return "是哪个孩子?叫什么、几岁、上几年级?";
    case "guardian_consent":
      return "接孩子要监护人同意,会有两位大人一起去。您是监护人,同意就回「同意」。";
  }
}

/** 上午 where a part of the day was said, nothing where only the day was. */
function openPartWords({ wish: { startAt, endAt } }: ServiceRequest): string {
  const isPart = startAt && endAt && endAt.getTime() - startAt.getTime() <= 6 * hourMs;
  return isPart ? partWords(startAt, true) : "";
}

/** The read-back: everything that was understood, for one 「对」. */
export function readBackWords(request: ServiceRequest, item: ServiceItem, whoFor: string | undefined, address: string, now: Date): string {
  const { wish } = request;
  const parts = [
    item.name,
    whoFor && `给${whoFor}`,
    wish.startAt && `${wish.rrule ? `${rruleWords(wish.rrule)},第一次` : ""}${timeWords(request, item.minutes, now)}`,
    wish.dest && `去${wish.dest}`,
    wish.where && (wish.where.kind === "home" ? (wish.dest ? undefined : `在${address || "家里"}`) : `在${wish.where.text ?? ""}`),
    wish.details,
    wish.headcount && item.requires.includes("headcount") && `${wish.headcount}个人`,
    wish.who && item.flags.includes("minor") && wish.who !== whoFor && wish.who,
    wish.gender && (wish.gender === "female" ? "要女同志" : "要男同志"),
    (wish.helperId || wish.wantsLastHelper) && "还请上回那位",
  ].filter((part) => part);
  const opening = item.flags.includes("tone:condolence") ? "请您节哀,后面的事我们帮着办。" : "";
  return `${opening}${parts.join(",")}。对吗?回「对」就行,不对就直接说。`;
}

export function rruleWords(rrule: string): string {
  const names: Record<string, string> = { MO: "一", TU: "二", WE: "三", TH: "四", FR: "五", SA: "六", SU: "日" };
  const days = /BYDAY=([A-Z,]+)/
    .exec(rrule)?.[1]
    ?.split(",")
    .map((day) => names[day.slice(-2)] ?? "");
  const every = Number(/INTERVAL=(\d+)/.exec(rrule)?.[1] ?? 1);
  if (rrule.includes("FREQ=DAILY")) return every === 1 ? "每天" : `每${every}天`;
  if (rrule.includes("FREQ=WEEKLY")) return `${every === 1 ? "每" : `每${every}个`}周${days?.join("、") ?? ""}`;
  const monthDay = /BYMONTHDAY=(-?\d+)/.exec(rrule)?.[1];
  return `每月${monthDay ? `${monthDay}号` : ""}`;
}

export const residentWords = {
  submitted: (code: string) => `好,记下了,单号 ${code}。社工站看过就找人,找到了马上告诉您。想改想取消,直接说。`,
  submittedMourning: (code: string) => `好,交给社工了,单号 ${code}。社工会主动联系您,您多保重。`,
  handedOver: (code: string) => `先记下了,单号 ${code}。剩下的社工打电话问您,电话别关。`,
  alreadyThere: (code: string, word: string, next: string) => `这件事已经记下了,单号 ${code},${word}:${next}。不用再发。`,
  menu: (names: readonly string[]) =>
    `您是要哪一样?回数字:\n${names.map((name, i) => `${i + 1} ${name}`).join("\n")}\n${names.length + 1} 都不是`,
  sayAgain: "那您再说说,想让我们帮什么忙?说一句就行。",
  moreNeeds: (name: string) => `还有一件:${name}。`,
  timePassed: "这个时间已经过去了。您想改到哪天几点?",
  notRight: "哪里不对?直接说对的,比如「不是明天,是后天九点」。",
  tooMany: (count: number) => `您还有${count}件事在办,先办完这些,或者说「转人工」。`,
  noOpen: "您现在没有在办的事。要帮忙就直接说,比如「明天上午陪我去医院」。",
  unknownCode: (code: string) => `您没有 ${code} 这一单,看看号对不对?说「进度」我把您的单念一遍。`,
  which: (lines: readonly string[]) => `您说的是哪一件?回数字:\n${lines.map((line, i) => `${i + 1} ${line}`).join("\n")}`,
  cancelAsk: (what: string) => `要取消「${what}」吗?回「对」就取消,回「不」就留着。`,
  cancelAskSeries: (what: string) => `「${what}」:只取消这一次回1,以后都不来了回2,不取消回「不」。`,
  cancelled: (code: string, isHelperTold: boolean) => `${code} 取消了${isHelperTold ? ",也告诉志愿者了" : ""}。再需要时直接跟我说。`,
  kept: (code: string) => `好,${code} 不动,照旧。`,
  tooLateToCancel: "已经开始服务了,没法取消。有什么不合适,跟志愿者说,或者说「转人工」。",
  changed: (code: string, time: string) => `好,${code} 改成${time},重新安排,定了告诉您。`,
  changeAsked: (code: string, time: string) => `${code} 想改到${time},我问问志愿者,有回话马上告诉您。`,
  changeWhen: "想改到哪天几点?",
  noted: (code: string) => `好,记在 ${code} 上了。`,
  counterYes: (code: string) => `好,${code} 就按这个时间,马上给您定下来。`,
  counterNo: (code: string) => `好,${code} 时间不变,我再找别人。`,
  timeYes: (code: string) => `好,${code} 就改到这个时间。`,
  timeNo: (code: string) => `好,${code} 还按原来的时间。`,
  rated: (stars: number | null) =>
    stars !== null && stars <= 2
      ? "对不住,让您不满意了,社工会看您说的。要是事没办好,说「没解决」。"
      : "谢谢您,已经告诉志愿者了。再有事直接说。",
  rateHow: "您满意吗?回1到5的数,5最好;没办好就说「没解决」。",
  followUp: (code: string) => `好,没解决的接着办,新单号 ${code}。`,
  disputed: (code: string) => `${code} 记下了,社工五个工作日内查清楚给您回话。`,
  disputeWhy: "哪里不对?说一句,我交给社工查。",
  complained: (code: string) => `您说的已报给站里负责人,会有人找您了解 ${code}。服务不收一分钱,别给钱。`,
  late: (code: string) => `对不住,我马上催 ${code} 的志愿者,也告诉协调员了。`,
  passedInAlarm: "知道了,马上告诉社工。身边有危险就打120、110。",
  notThere: "志愿者说已经到了。没见着人的话,我请社工马上打电话核实,您别急。",
  lateEarly: (code: string, time: string) => `${code} 定的是${time},还没到点,请再等等。`,
  repeatWhen: (name: string) => `还是「${name}」老样子。哪天几点?`,
  nothingToRepeat: "还没有上一回的记录。您直接说要帮什么忙就行。",
  human: "好,已经请社工联系您。您有话接着说,我都转给他们;说「回来」我再接着帮您。",
  humanNoted: "转给社工了。说「回来」我接着帮您。",
  humanBack: "我在呢。要帮什么忙,直接说。",
  feedback: "您的意见记下了,交给社工站,有了说法告诉您。",
  catalog: (lines: readonly string[]) => `社工站能帮这些:\n${lines.join("\n")}\n想要哪样直接说,比如「帮我买菜」。`,
  faq: "服务都不收钱。您说事,我找人;找到了告诉您是谁、几点到。细节说「转人工」问社工。",
  eligibility: (name: string) => `「${name}」要看条件,社工核过才能定。我先帮您报上去。`,
  privacy: "好,已经记下,站里负责的社工会跟您核对后办理。",
  volunteer: "太好了!社工会联系您登记、培训,然后就能接单了。",
  refuse: "这个我们不能做,怕出事。打针用药请找镇卫生院;钱和卡的事请家里人一起去银行办。",
  thanks: "不客气,有事直接说。",
  hello: "您好,我是社工站的一米。要帮什么忙,直接说,比如「明天上午陪我去医院」。",
  abuse: "让您着急了。我请社工给您回个话,您也可以接着说要帮什么忙。",
  voice: "这段语音我没听清。麻烦打字说一句,或者说「转人工」,社工给您打电话。",
  picture: "图片我看不懂。麻烦打字说一句要帮什么忙。",
  file: "文件和视频我打不开。麻烦打字说一句要帮什么忙,或者说「转人工」。",
  location: "位置收到了。要帮什么忙,再说一句。",
  counterWaits: (who: string, at: Date, now: Date) => `${who}说${dayWords(at, now)}${clockWords(at)}能到,等您回「行」或「不行」`,
  status: (request: ServiceRequest, name: string, time: string, who: string, instead?: string) => {
    const { word, next: usual } = statusWords[request.status];
    const next = instead ?? usual;
    return `${request.code} ${name},${time}。${word}${who ? `:${who}` : ""}。下一步:${next}。`;
  },
} as const;
