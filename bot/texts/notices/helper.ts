import { waitingFor } from "../../../src/matching/index.ts";
import { civil, civilDate, dayMs, minuteMs } from "../../../src/platform/index.ts";
import { type Assignment, type Offer, plannedMinutes, type ServiceRequest } from "../../../src/request/index.ts";
import type { Person, StationSettings } from "../../../src/station/index.ts";
import { mayReadContact } from "../../../src/visit/index.ts";
import { contactWords, offerWords, partnerWords, taskLine } from "../volunteer-task.ts";
import { clockWords, dayWords, hoursWords, itemWords, timeWords } from "../words.ts";
import type { KindOf, NoticeContext, NoticeText } from "./context.ts";

/** A notice about a request to a helper, with both as they stand now. */
interface Task extends NoticeContext {
  readonly request: ServiceRequest;
  readonly recipient: Person;
  readonly offer: Offer | undefined;
  readonly own: Assignment | undefined;
}

/** Only about a request that still exists, to a person who does. */
const about =
  (text: (task: Task) => string | null): NoticeText =>
  (n) => {
    const { request, recipient } = n;
    if (!request || !recipient) return null;
    const offer = request.offers.find(({ volunteerId }) => volunteerId === recipient.id);
    const own = request.assignments.findLast(({ volunteerId }) => volunteerId === recipient.id);
    return text({ ...n, request, recipient, offer, own });
  };

const isComing = ({ request, own }: Task) => request.status === "accepted" && own?.status === "accepted";
const isAhead = ({ request, now }: Task) => request.wish.startAt !== undefined && request.wish.startAt > now;
const when = ({ request, item, now }: Task) => timeWords(request, plannedMinutes(item), now);
const moment = (at: Date, now: Date) => `${dayWords(at, now)}${clockWords(at)}`;
const nameOf = (item: Task["item"], { code }: ServiceRequest) => `${code} ${itemWords(item)}`;

function takers({ request, people }: Task): string {
  const bound = request.assignments.filter(({ status }) => !["withdrawn", "late_withdrawn", "no_show", "released"].includes(status));
  return bound.flatMap(({ volunteerId }) => people.get(volunteerId)?.calledAs ?? []).join("、");
}

/** True when the helper's own message ended the visit: the answer to it has named the minutes. */
function wasToldMinutes({ request, recipient }: Task): boolean {
  const ends = ["check_out", "check_out_part", "leave_early"];
  const isVerified = request.history.some(({ event }) => event === "verify");
  return !isVerified && request.history.some(({ event, by }) => ends.includes(event) && by.personId === recipient.id);
}

/** Half an hour for who was on the way (T37). */
function tripWords({ request, settings }: Task): string {
  const cancel = request.history.findLast(({ event }) => event === "cancel");
  const { startAt } = request.wish;
  if (cancel?.from !== "accepted" || !startAt) return "";
  const isOnTheWay = startAt.getTime() - cancel.at.getTime() <= settings.changes.onTheWayWithinMinutes * minuteMs;
  return isOnTheWay ? `您可能已经在路上了,照记${settings.changes.onTheWayCreditMinutes}分钟。` : "";
}

/** What of a helper's papers ends first within the notice time of the station, as they stand now. */
function expiringWords(helper: Person, now: Date, { points }: StationSettings): string | null {
  const names: Readonly<Record<string, string>> = {
    escort: "陪诊培训",
    home_visit: "入户培训",
    minor: "未成年人服务培训",
    first_aid: "急救培训",
  };
  const until = now.getTime() + points.expiryNoticeDays * dayMs;
  const papers = [
    ...(helper.helper?.trainings ?? []).map(({ code, validUntil }) => ({ name: names[code] ?? "培训", at: validUntil })),
    ...(helper.helper?.insuredUntil ? [{ name: "志愿者保险", at: helper.helper.insuredUntil }] : []),
  ];
  const [first] = papers.filter(({ at }) => at.getTime() <= until).sort((a, b) => a.at.getTime() - b.at.getTime());
  if (!first) return null;
  const { month, day } = civil(first.at);
  return `您的${first.name}${month}月${day}日到期,到期后有些单就不能派您了。想续的话说「转人工」,社工帮您办。`;
}

/** Points that end on a day (`YYYY-MM-DD`), unless that day has passed (R6). */
function pointsWords(points: number, until: string, now: Date): string | null {
  if (until < civilDate(now)) return null;
  const [, month, day] = until.split("-").map(Number);
  return `您有${points}个积分${month}月${day}日到期,到期前可以去换东西。时长不受影响。`;
}

/** What helpers are told unasked. */
export const helperNotices: Readonly<Record<KindOf<"helper">, NoticeText>> = {
  "helper.offer": about((n) => {
    if (n.request.status !== "offered" || n.offer?.status !== "offered" || n.offer.expiresAt <= n.now) return null;
    return offerWords(n, n.recipient);
  }),
  "helper.taken": about((n) => {
    if (n.offer?.status !== "superseded") return null;
    return `${n.request.code} 已由${takers(n) || "别人"}接下,谢谢您。下次再请您。`;
  }),
  "helper.voided": about((n) => {
    if (n.offer?.status !== "voided") return null;
    if (n.request.status === "cancelled") return `${nameOf(n.item, n.request)} 对方取消了,您不用回了。谢谢您。`;
    return `${nameOf(n.item, n.request)} 有变化,您先不用回。需要时再请您。`;
  }),
  "helper.expired": about(({ request, offer }) => {
    if (offer?.status !== "expired") return null;
    const { code } = request;
    return request.status === "offered"
      ? `${code} 没等到您回话,先问别人了,没关系。还想去就说「接 ${code}」,没人接就是您的。`
      : `${code} 没等到您回话,不用管它了。下次再请您。`;
  }),
  "helper.confirmed": about((n) => {
    if (n.own?.status !== "accepted" || !mayReadContact(n.deps, n.request, n.recipient.id)) return null;
    const isWaiting = n.request.status !== "accepted" ? "还差人,凑齐了告诉您,先别动身。\n" : "";
    return `对方同意了,${n.request.code}就按您说的时间。\n${isWaiting}${contactWords(n, n.recipient, n.people)}\n到了跟我说「到了」。`;
  }),
  "helper.counter_refused": about((n) => {
    const { code } = n.request;
    if (isComing(n)) return `${code} 时间不改了,还是${when(n)}。来不了就说「去不了 ${code}」和原因。`;
    if (n.offer?.status !== "declined") return null;
    const mayStill = n.request.status === "offered" ? `原来的时间您也行,就说「接 ${code}」。` : "";
    return `${code} 对方只有${when(n)}方便,这次不勉强您。${mayStill}谢谢您。`;
  }),
  "helper.team_complete": about((n) => {
    if (!isComing(n)) return null;
    const partners = partnerWords(n.request, n.recipient.id, n.people);
    return `${n.request.code} 人齐了,${when(n)}。${partners ? `同去:${partners}。` : ""}到了跟我说「到了」。`;
  }),
  "helper.cancelled": about((n) => {
    if (n.request.status !== "cancelled") return null;
    return `${taskLine(n)} 取消了,您不用去了。${tripWords(n)}谢谢您。`;
  }),
  "helper.day_before": about((n) => {
    if (!isComing(n) || !isAhead(n)) return null;
    const { code } = n.request;
    return `别忘了:${when(n)},${nameOf(n.item, n.request)}。去不成请现在就说「去不了 ${code}」和原因。`;
  }),
  "helper.two_hours": about((n) => {
    if (!isComing(n) || !isAhead(n) || n.own?.confirmedAt) return null;
    return `${when(n)}的${nameOf(n.item, n.request)},请回 1 确认能到。会晚一点就说「晚十分钟」,去不成说「去不了」和原因。`;
  }),
  "helper.late_ask": about((n) => {
    if (!isComing(n) || n.request.visit.nobodyHome) return null;
    return `${n.request.code} 时间到了,那边还在等。到了就说「到了」,在路上就说「晚十分钟」,去不成说「去不了」和原因。`;
  }),
  "helper.no_show": about((n) => {
    if (n.own?.status !== "no_show") return null;
    return `${n.request.code} 没等到您,已经另请人了。是有什么难处吗?跟我说一声,或者说「转人工」和社工聊聊。`;
  }),
  "helper.check_out_ask": about((n) => {
    if (n.own?.status !== "checked_in") return null;
    return `${n.request.code} 还顺利吗?忙完了说「完事了」,时长才能记上。`;
  }),
  "helper.absent_close": about((n) => {
    if (n.request.status !== "cancelled") return null;
    return `${n.request.code} 那边一直没人,这单先结束,您可以走了。让您白跑一趟,谢谢您。`;
  }),
  "helper.time_change": about((n) => {
    const { timeChange, code } = n.request;
    if (!isComing(n) || !timeChange || !waitingFor(n.request).includes(n.recipient.id)) return null;
    const who = timeChange.by.role === "volunteer" ? "同去的人" : timeChange.by.role === "coordinator" ? "社工站" : "对方";
    return `${code} ${who}想改到${moment(timeChange.startAt, n.now)},您行吗?回「行 ${code}」或「不行 ${code}」。`;
  }),
  "helper.time_agreed": about((n) => (isComing(n) ? `${nameOf(n.item, n.request)} 时间定了:${when(n)}。到了跟我说「到了」。` : null)),
  "helper.detail": about((n) => {
    if (n.own?.status !== "accepted" && n.own?.status !== "checked_in") return null;
    return `${n.request.code} 补充一句:「${String(n.notice.data?.said ?? "")}」。去的时候留意一下。`;
  }),
  "helper.alarm_over": about(({ request }) =>
    request.escalation && (request.status === "closed" || request.status === "cancelled")
      ? `${request.code} 的急事社工处理完了,人没有危险或已经有人管。您可以放心走了,谢谢您守着。`
      : null,
  ),
  "helper.released": about((n) => {
    if (n.own?.status !== "released") return null;
    const { code, status } = n.request;
    if (status === "escalated") return `${code} 有紧急情况,社工已经接手。您要是在门口,先别走,等社工联系您。`;
    if (status === "unfilled") return `${code} 没凑齐人,这次先不去了。谢谢您。`;
    return status === "cancelled" ? null : `${code} 时间有变,这次不用您去了。谢谢您,下次再请您。`;
  }),
  "helper.credited": about((n) => {
    const minutes = n.own?.creditedMinutes;
    if (n.own?.status !== "credited" || !minutes || wasToldMinutes(n)) return null;
    return `${n.request.code} 记了${minutes}分钟(${hoursWords(minutes)}),谢谢您。不对就说「时长不对 ${n.request.code}」。`;
  }),
  "helper.disputed": about(({ request, settings }) => {
    if (request.status !== "disputed") return null;
    return `${request.code} 有人请我们核实一下,时长先放着,${settings.dispute.decisionWorkingDays}个工作日内有结果。有话要说就说「转人工」。`;
  }),
  "helper.decided": about((n) => {
    const decision = n.request.dispute?.decision;
    if (n.request.status !== "closed" || !decision) return null;
    const { code } = n.request;
    if (decision.outcome === "upheld") return `${code} 核实过了,您的时长照记。让您久等,谢谢您。`;
    if (decision.outcome === "adjusted") return `${code} 核实过了,时长改记${decision.minutes ?? 0}分钟。有疑问说「转人工」。`;
    return `${code} 核实过了,这次的时长没能记上。想知道原因,说「转人工」,社工跟您细说。`;
  }),
  "helper.suspended": about((n) => {
    if (n.request.status !== "suspended") return null;
    const reason = n.request.history.findLast(({ event }) => event === "suspend")?.reason;
    return `${taskLine(n)} 先停一停${reason ? `(${reason})` : ""},您不用去了。定了新时间再请您。`;
  }),
  "helper.expiring": ({ recipient, notice, now, settings }) => {
    if (!recipient) return null;
    const { points, until } = notice.data ?? {};
    return typeof points === "number" ? pointsWords(points, String(until), now) : expiringWords(recipient, now, settings);
  },
  "helper.rated": about(({ request, own }) => {
    const stars = request.rating?.stars;
    if (!stars || stars < 4 || (own?.status !== "checked_out" && own?.status !== "credited")) return null;
    return `${request.code} 那边给您打了${stars}星,谢谢您把事办得这么好。`;
  }),
};
