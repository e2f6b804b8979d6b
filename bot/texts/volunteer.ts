import type { ServiceRequest } from "../../src/request/index.ts";
import { clockWords, dayWords, hoursWords } from "./words.ts";

/** What the bot answers to a helper. Each sentence says what happens next; words in 「」 are understood. */

const momentWords = (at: Date, now: Date) => `${dayWords(at, now)}${clockWords(at)}`;

export const volunteerWords = {
  accepted: (contact: string, request: ServiceRequest, seatsLeft: number) => [
    seatsLeft > 0 ? `记下了,谢谢您!还差${seatsLeft === 1 ? "一" : seatsLeft}位,凑齐了告诉您,先别动身。` : `${request.code}是您的了,谢谢您!`,
    contact,
    `${seatsLeft > 0 ? "" : "到了门口跟我说「到了」。"}万一去不成,早点说「去不了 ${request.code}」和原因。`,
  ],
  declined: (code: string) => `好的,${code}我再问别人,这单不再打扰您。改主意了就说「接 ${code}」。`,
  declinedBefore: (code: string) => `${code}您已经说过去不了,我记着呢。改主意了就说「接 ${code}」。`,
  withdrawReasonAsk: (code: string) => `${code}您已经接了。去不成的原因是?说一句就行,我好马上找别人。`,
  withdrawn: (code: string) => `知道了,${code}我马上另找人,也会跟那边说。谢谢您早告诉我。`,
  lateWithdrawn: (code: string) => `知道了,${code}马上另找人。离开始很近了,下回请尽量早点说。`,
  withdrawKept: (code: string) => `好,${code}还是您去。到了跟我说「到了」。`,
  counterAsk: (code: string) => `${code}您几点方便?比如「下午三点」或「晚半小时」。`,
  counterSent: (code: string, startAt: Date, now: Date) => `好,${code}我问问对方${momentWords(startAt, now)}行不行,有回音马上告诉您。`,
  counterTooSoon: (code: string) => `这个时间已经过了。${code}您几点方便?比如「下午三点」。`,
  changeWaits: (code: string) => `${code}还在凑人,时间先不动。真去不了就说「去不了 ${code}」。`,
  changeSent: (code: string, startAt: Date, now: Date) =>
    `好,${code}我去问能不能改到${momentWords(startAt, now)}。没回音之前还按原来的时间。`,
  timeAgreed: (code: string, startAt: Date, now: Date) => `好,${code}改到${momentWords(startAt, now)}。谢谢您迁就。`,
  timeAgreedWaits: (code: string) => `记下了,${code}您行。等另一边点头就定,定了告诉您。`,
  timeRefused: (code: string) => `没关系,${code}我另请人,这单您不用去了。谢谢您。`,
  timeKept: (code: string) => `好,${code}还按原来的时间。`,
  lateAsk: "大概晚几分钟?比如「晚十分钟」。",
  onTheWay: "好,路上慢点。到了跟我说「到了」。",
  late: (code: string, minutes: number) => `知道了,已经告诉那边您晚${minutes}分钟。路上别急,到了跟我说「到了」。${code}等您。`,
  coming: (code: string) => `好,${code}就等您了。到了跟我说「到了」。`,
  comingBefore: (code: string) => `${code}您已经说能到,放心。到了跟我说「到了」。`,
  checkedIn: (at: Date, minds: readonly string[]) =>
    `记下了,${clockWords(at)}开始算时长。${minds.length > 0 ? `${minds[0]}。` : ""}完事了跟我说「完事了」。`,
  checkedInBefore: "已经记着您到了。完事了跟我说「完事了」,要提前走说「得先走」。",
  teamIncomplete: (code: string) => `${code}还差一位,凑齐了才能上门。急的话说「转人工」。`,
  nobodyHome: (waitMinutes: number, calls: number, phone: string) =>
    `先别走,在门口等${waitMinutes}分钟,打${calls}次电话${phone && `(${phone})`}。打过了跟我说「打过电话没人接」。协调员已经知道了。`,
  nobodyHomeAlarm: [
    "已经报给社工和协调员,正在联系家属和网格员。请留在门口,先别走。",
    "听见呼救、闻到煤气味或看见有人倒下,马上打120或110,我没法替您打。",
  ],
  called: (calls: number, wanted: number) =>
    calls < wanted
      ? `记下了,打了${calls}次。过几分钟再打一次,还没人接再说「打过电话没人接」。`
      : `记下了,打了${calls}次。等够时间协调员会告诉您能不能走,您的时间不白等。`,
  backHomeAsk: "人送回家了吗?到家了说「送到家了」,我再给您结束。",
  backHomeWaits: "好,不急。送到家了跟我说「送到家了」。",
  checkedOut: (minutes: number | null, partnersInside: number, isDayFull = false) => {
    const rest = partnersInside > 0 ? "同去的还在忙,等他们说「完事了」。" : "";
    if (minutes === null) return `辛苦了!时长要等社工核一下,核好告诉您。${rest}`;
    if (minutes === 0 && isDayFull) return `辛苦了!今天的时长已经记满,这次没有再记。${rest}`;
    if (minutes === 0) return `辛苦了!这次不到15分钟,没记上时长。要是不对,说「时长不对」。${rest}`;
    return `辛苦了!这次记${minutes}分钟(${hoursWords(minutes)})。${rest}`;
  },
  checkedOutBefore: (code: string) => `${code}已经结束了,您放心。时长有问题说「时长不对」。`,
  leaveReasonAsk: "您要提前走,是什么原因?说一句,我马上找人接着。",
  leftEarly: (code: string) => `好,您的时间照记,${code}我马上找人接上。走前跟老人说一声,谢谢您。`,
  alarm: ["已经报给社工和协调员,马上有人联系您。先陪着人,别让人乱动。", "叫不醒、喘不上气、说话不清、流血不止,您马上打120,我没法替您打。"],
  alarmWithoutTask: "您现在没有进行中的单。人有危险请马上打120;再说「转人工」,社工来接。",
  account: ({ creditedMinutes, points, frozenMinutes }: Account, star: number, next: { hours: number; star: number } | null) =>
    [
      `您已有${hoursWords(creditedMinutes)},${points}积分,${star > 0 ? `${star}星志愿者` : "还没到一星"}。`,
      next ? `再做${hoursWords(next.hours)}就是${next.star}星。` : "已经是最高星级,了不起。",
      frozenMinutes > 0 ? `另有${hoursWords(frozenMinutes)}在核实。` : "",
    ].join(""),
  blockAsk: "哪天没空?比如「明天」「这周」「下周三下午」。",
  blocked: (from: Date, to: Date, now: Date) => `记下了,${dayWords(from, now)}到${dayWords(to, now)}不派您。`,
  blockedDay: (from: Date, now: Date) => `记下了,${dayWords(from, now)}那段时间不派您。`,
  blockedWeekly: (days: string) => `记下了,以后${days}不派您。`,
  blockHits: (tasks: readonly string[]) => `不过这几天您已经接了:${tasks.join(";")}。还去就不用回;去不了请说「去不了」加号码和原因。`,
  added: (windows: string) => `记下了,您${windows}有空。有合适的我就问您。`,
  addedOnce: "好,记着您有空。有合适的我就问您。",
  disputeDone: (code: string) => `${code}的时长已报给协调员核实,五个工作日内给您回话。`,
  disputeNone: "最近没有可以核的单。要查更早的,说「转人工」找社工。",
  noOffer: "眼下没有等您回话的单。有合适的我就问您;说「我的任务」看已接的。",
  noTask: "您眼下没有接下的单。说「有什么活」看看。",
  tasks: (offers: readonly string[], tasks: readonly string[]) =>
    offers.length + tasks.length === 0
      ? "眼下没有等您的单,也没有接下的单。有合适的我就问您。"
      : [
          ...(tasks.length > 0 ? ["您已接下:", ...tasks] : []),
          ...(offers.length > 0 ? ["等您回话:", ...offers] : []),
          offers.length > 0 ? "回「接」或「去不了」加号码。" : "到了说「到了」,去不成说「去不了」加原因。",
        ].join("\n"),
  which: (lines: readonly string[]) => ["您说的是哪一单?", ...lines.map((line, i) => `${i + 1}. ${line}`), "回数字就行。"].join("\n"),
  notYours: (line: string) => `${line},这单现在不用您去。说「我的任务」看您手上的。`,
  unknownCode: (code: string) => `没找到您的${code}。说「我的任务」看看号码。`,
  thanks: "辛苦您了,有事随时说。",
  neverMind: "好的。",
} as const;

interface Account {
  readonly creditedMinutes: number;
  readonly points: number;
  readonly frozenMinutes: number;
}

/** What a helper may say next, by where they stand. */
export function hintWords(state: { readonly offer?: string; readonly isInside: boolean; readonly task?: string }): string {
  if (state.isInside) return "没太听懂。您可以说「完事了」「得先走」,或者「老人不太对劲」。";
  if (state.offer) return `没太听懂。您可以说「接 ${state.offer}」「去不了 ${state.offer}」,或者「能晚半小时不」。`;
  if (state.task) return "没太听懂。您可以说「到了」「堵车晚十分钟」,或者「去不了」加原因。";
  return "没太听懂。您可以说「有什么活」「我现在多少小时了」,或者「这周都没空」。";
}
