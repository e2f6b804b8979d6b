import { boundHelpers } from "../../../src/matching/index.ts";
import { plannedMinutes, type ServiceRequest } from "../../../src/request/index.ts";
import { isVulnerable, passwordWord } from "../../../src/visit/index.ts";
import { boundNotice } from "../binding.ts";
import { questionWords } from "../resident.ts";
import { clockWords, dayWords, itemWords, timeWords } from "../words.ts";
import type { KindOf, NoticeContext, NoticeText } from "./context.ts";

type Text = (n: NoticeContext & { request: ServiceRequest }) => string | null;

/** Only while the request is in one of these states; without a request there is nothing to say. */
const when =
  (states: readonly ServiceRequest["status"][], text: Text): NoticeText =>
  (n) =>
    n.request && states.includes(n.request.status) ? text({ ...n, request: n.request }) : null;

const what = ({ item, request }: { item: NoticeContext["item"]; request: ServiceRequest }) => `${itemWords(item)}(${request.code})`;
const at = ({ item, request, now }: NoticeContext & { request: ServiceRequest }) => timeWords(request, plannedMinutes(item), now);
const hasCondolence = ({ item }: NoticeContext) => item?.flags.includes("tone:condolence") ?? false;

/** 张姐、李社工 */
function helperNames({ request, people }: NoticeContext & { request: ServiceRequest }): string {
  return boundHelpers(request)
    .map((id) => people.get(id)?.calledAs)
    .filter(Boolean)
    .join("、");
}

function doorWords(n: NoticeContext & { request: ServiceRequest }): string {
  return n.item?.flags.includes("home_visit") || n.request.wish.where?.kind === "home"
    ? `见面先对暗号「${passwordWord(n.request)}」,对上再开门。`
    : "";
}

function newStart({ notice, now }: NoticeContext): string {
  const startAt = notice.data?.startAt;
  return startAt instanceof Date ? `${dayWords(startAt, now)}${clockWords(startAt)}` : "另一个时间";
}

/** What residents are told unasked: short, with what happens next. Each is made from the state at the moment of sending. */
export const residentNotices: Readonly<Record<KindOf<"resident">, NoticeText>> = {
  "resident.nudge": when(["collecting"], (n) => {
    const { ask } = n.request;
    if (!ask) return null;
    const question = ask.slot === "read_back" ? "回「对」我就交给社工站。" : questionWords(ask.slot, n.item, n.request, n.now);
    return `刚才${n.item ? `「${n.item.name}」` : "那件事"}还差一句:${question}`;
  }),
  "resident.needs_call": when(["submitted"], (n) => `${what(n)}先记下了,社工会打电话跟您问清楚,电话别关。`),
  "resident.searching": when(["queued", "proposed"], (n) => `${what(n)}站里看过了,正在找人,找到马上告诉您。`),
  "resident.declined": when(
    ["declined"],
    (n) =>
      `${what(n)}这次办不了:${String(n.notice.data?.reason ?? n.request.closing?.reason ?? "不在服务范围")}。可以说「转人工」,社工帮您想别的办法。`,
  ),
  "resident.referred": when(["referred"], (n) => `${what(n)}转给${n.request.referral?.to ?? "专门的部门"}办了,有回音我告诉您。`),
  "resident.referral_back": when(["submitted"], (n) => `${what(n)}那边退回来了,社工站接着想办法,您不用再说一遍。`),
  "resident.referral_done": when(["closed"], (n) => `${what(n)}${n.request.referral?.to ?? "那边"}办好了。还有问题直接跟我说。`),
  "resident.referral_follow_up": when(
    ["closed"],
    (n) => `上周${n.request.referral?.to ?? "那边"}给您办的「${itemWords(n.item)}」,都办妥了吗?没办好就说「没解决」。`,
  ),
  "resident.merged": when(["merged"], (n) => `这一单和 ${String(n.notice.data?.into ?? "前一单")} 是一件事,合到一起办,您不用管。`),
  "resident.found": when(["accepted"], (n) => `找到了:${helperNames(n)}。${at(n)}${itemWords(n.item)}。${doorWords(n)}有变化直接跟我说。`),
  "resident.counter": when(["offered"], (n) => {
    const helper = n.people.get(String(n.notice.data?.volunteerId));
    return n.request.offers.some(({ status }) => status === "countered")
      ? `${what(n)}:${helper?.calledAs ?? "志愿者"}说${newStart(n)}能到,行吗?回「行」或「不行」。`
      : null;
  }),
  "resident.searching_again": when(
    ["queued", "proposed", "offered"],
    (n) => `${what(n)}原来的人来不了了,对不住。正在赶紧另找,找到马上告诉您;等不及就说「转人工」。`,
  ),
  "resident.unfilled": when(["unfilled"], (n) => `${what(n)}暂时没找到合适的人。协调员会给您打电话,商量换个时间或者别的办法。`),
  "resident.cancelled": when(["cancelled"], (n) => `${what(n)}取消了。再需要时直接跟我说。`),
  "resident.suspended": when(
    ["suspended"],
    (n) =>
      `${what(n)}先停一停:${n.request.history.findLast(({ event }) => event === "suspend")?.reason ?? "站里临时有情况"}。能办了马上跟您定时间。`,
  ),
  "resident.lifted": when(["queued", "proposed", "offered", "accepted"], (n) => `${what(n)}又能办了,${at(n)},正在找人。时间不合适直接说。`),
  "resident.tomorrow": when(
    ["accepted"],
    (n) => `${at(n)},${helperNames(n)}来帮您「${itemWords(n.item)}」。${prepareWords(n)}来不了就说「取消」。`,
  ),
  "resident.soon": when(
    ["accepted"],
    (n) => `快到点了:${clockWords(n.request.wish.startAt ?? n.now)},${helperNames(n)}来帮您「${itemWords(n.item)}」。${doorWords(n)}`,
  ),
  "resident.late": when(["accepted"], (n) => {
    const helper = n.people.get(String(n.notice.data?.volunteerId));
    return `${helper?.calledAs ?? helperNames(n)}路上耽搁了,大约晚${String(n.notice.data?.minutes ?? "几")}分钟到,请您稍等。`;
  }),
  "resident.late_ask": when(["accepted"], (n) => `${what(n)}的人到了吗?到了回「到了」,没到回「没到」,我马上催。`),
  "resident.absent": when(["cancelled"], (n) => `志愿者到了您家没人应,${what(n)}先关了。您没事吧?回我一句;还要办就再说一声。`),
  "resident.arrived": when(["in_progress"], (n) => `${helperNames(n)}到了。${doorWords(n)}`),
  "resident.served": when(["served"], (n) =>
    hasCondolence(n)
      ? `${itemWords(n.item)}办完了,请您节哀。有事随时跟我说。`
      : `${what(n)}办完了。满意就回「五星」,没办好就说「没解决」。`,
  ),
  "resident.rating_ask": when(["served"], (n) =>
    n.request.rating || hasCondolence(n) ? null : `${itemWords(n.item)}办得怎么样?回1到5的数,5最好;没办好说「没解决」。`,
  ),
  "resident.rating_repeat": when(["served"], (n) =>
    n.request.rating || hasCondolence(n) ? null : `昨天的「${itemWords(n.item)}」您还满意吗?回1到5的数就行,不回也没关系。`,
  ),
  "resident.time_change": when(["accepted"], (n) =>
    n.request.timeChange ? `${what(n)}想改到${newStart(n)},您看行吗?回「行」或「不行」。` : null,
  ),
  "resident.time_agreed": when(["accepted"], (n) => `${what(n)}改好了:${at(n)},${helperNames(n)}来。`),
  "resident.decided": when(
    ["closed"],
    (n) => `${what(n)}核实完了:${n.request.dispute?.decision?.reason ?? "已处理"}。还有意见可以说「转人工」。`,
  ),
  "resident.are_you_well": when(["escalated"], () => "志愿者在门口没敲开门,您还好吗?看到请回一句,我马上告诉社工。"),
  "resident.follow_up": when(["closed"], () => "刚才的急事社工已经接手处理。明天我们再来问问您,有事随时说。"),
  "resident.next_in_series": (n) =>
    n.request
      ? `您的「${itemWords(n.item)}」下一次是${timeWords(n.request, plannedMinutes(n.item), n.now)},还是老样子。不用来就说「取消」。`
      : null,
  "resident.bound": boundNotice,
  "resident.from_person": (n) => {
    const { text, by } = n.notice.data ?? {};
    const sender =
      n.people.get(String(n.notice.data?.personId))?.calledAs ?? (typeof by === "string" ? n.people.get(by)?.calledAs : undefined);
    return `${sender ?? "社工"}:${String(text ?? "")}`;
  },
};

/** What to have ready the evening before. */
function prepareWords(n: NoticeContext & { request: ServiceRequest }): string {
  if (n.item?.code === "EL01") return "医保卡、病历先放包里,看完送您回家。";
  if (n.item?.flags.includes("money_limit")) return "要买的东西先想好,钱按小票给。";
  const beneficiary = n.people.get(n.request.beneficiaryId);
  return beneficiary && isVulnerable(beneficiary) ? "不用收拾,开门就行。" : "";
}
