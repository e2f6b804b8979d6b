import { plannedMinutes, type Status } from "../../../src/request/index.ts";
import type { Person } from "../../../src/station/index.ts";
import { bindingNotice } from "../binding.ts";
import { batchCard } from "../desk-batch.ts";
import { candidatesCard, factLines, personLine, triageCard } from "../desk-cards.ts";
import { digestWords, isDigest } from "../desk-digest.ts";
import { clockWords, dayWords, itemWords, nameWords, timeWords } from "../words.ts";
import type { KindOf, NoticeContext, NoticeText } from "./context.ts";
import { roomLine } from "./room.ts";

type Standing = NoticeContext & { readonly request: NonNullable<NoticeContext["request"]> };

/** Only while the request stands so; anything else has been overtaken (R22). */
const when =
  (statuses: readonly Status[] | null, words: (n: Standing) => string | null): NoticeText =>
  (n) => {
    const { request } = n;
    if (!request || (statuses && !statuses.includes(request.status))) return null;
    return words({ ...n, request });
  };

/** What the reader did themself they have already been answered. */
const unlessOwn =
  (text: NoticeText): NoticeText =>
  (n) =>
    n.recipient && n.request?.history.at(-1)?.by.personId === n.recipient.id ? null : text(n);

const called = (n: Pick<NoticeContext, "people">, id: unknown): string => {
  const person = typeof id === "string" ? n.people.get(id) : undefined;
  return person ? nameWords(person) : "志愿者";
};
const withPhone = (person: Person | undefined): string => (person ? `${nameWords(person)} ${person.phone}` : "");
const resident = (n: Standing): string => withPhone(n.people.get(n.request.beneficiaryId));
const head = (n: Standing): string => `${n.request.code} · ${itemWords(n.item)} · ${timeWords(n.request, plannedMinutes(n.item), n.now)}`;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const moment = (value: unknown, now: Date): string => {
  const at = value instanceof Date ? value : typeof value === "string" ? new Date(value) : null;
  return at ? `${dayWords(at, now)}${clockWords(at)}` : "新时间";
};
const bound = (n: Standing): readonly string[] =>
  n.request.assignments.filter(({ status }) => status === "accepted" || status === "checked_in").map(({ volunteerId }) => volunteerId);
const helpers = (n: Standing): string =>
  bound(n)
    .map((id) => withPhone(n.people.get(id)))
    .filter((words) => words !== "")
    .join("、");
const last = (n: Standing, event: string) => n.request.history.findLast((entry) => entry.event === event);
const isPaging = (n: Standing): boolean => n.request.escalation !== undefined && n.request.escalation.answeredAt === undefined;

/** What coordinators and supervisors read in private: what happened, whom to phone, what to answer. */
export const deskNotices: Readonly<Record<KindOf<"desk">, NoticeText>> = {
  "desk.triage": when(["submitted"], (n) => triageCard(n.request, n)),
  "desk.triage_late": when(["submitted"], (n) => `过了时限还没人审\n${triageCard(n.request, n)}`),
  "desk.candidates": when(["proposed"], (n) => candidatesCard(n.request, n)),
  "desk.batch": (n) => batchCard(n),
  "desk.no_candidates": when(["queued"], (n) => {
    const { code } = n.request;
    const why = text(n.notice.data?.why);
    const next = n.notice.data?.isPhoneList === true ? "请打电话找人。" : "我接着往外找。";
    return `${head(n)}\n暂时没有合适的人${why ? `:${why}` : ""}。\n${next}有人选就回「派给 ${code} 名字」。`;
  }),
  "desk.detail": unlessOwn(
    when(["submitted", "queued", "proposed", "offered", "accepted", "referred", "unfilled", "suspended"], (n) => {
      const { code, status } = n.request;
      const next =
        status === "proposed" ? `\n要换人选回「换一批 ${code}」。` : status === "submitted" ? `\n看过没问题回「通过 ${code}」。` : "";
      return `${head(n)}\n居民补充:「${text(n.notice.data?.said)}」${next}`;
    }),
  ),
  "desk.pick_late": when(["proposed"], (n) => `还没人派:\n${candidatesCard(n.request, n)}`),
  "desk.rounds_used": when(
    ["queued", "proposed", "offered"],
    (n) => `${head(n)}\n问了 ${n.settings.offers.maxRounds} 轮都没人接。我接着问别人,您也可以回「派给 ${n.request.code} 名字」。`,
  ),
  "desk.all_declined": when(["queued", "proposed"], (n) => `${head(n)}\n问过的人都来不了,正在找别人,有人选马上发您。`),
  "desk.accepted": when(["accepted", "in_progress"], (n) => {
    const isCallTaker = n.request.source === "phone_in" && n.request.history[0]?.by.personId === n.recipient?.id;
    return `${head(n)}\n${helpers(n)} 接了。${isCallTaker ? `是您代报的,请告诉${n.people.get(n.request.beneficiaryId)?.calledAs ?? "居民"}一声。` : ""}`;
  }),
  "desk.cancelled": unlessOwn(
    when(["cancelled"], (n) => {
      const reason = n.request.closing?.reason;
      return `${head(n)}\n取消了${reason && reason !== "resident" ? `:${reason}` : ",居民说不用了"}。`;
    }),
  ),
  "desk.withdrawn": when(["queued", "proposed", "offered"], (n) => {
    const { by, reason } = last(n, "withdraw") ?? {};
    return `${head(n)}\n${called(n, by?.personId)}来不了${reason ? `:${reason}` : ""}。正在重新找人。`;
  }),
  "desk.at_risk": when(["accepted"], (n) => {
    const silent = n.request.assignments.filter(({ status, confirmedAt }) => status === "accepted" && !confirmedAt);
    const phones = silent.map(({ volunteerId }) => withPhone(n.people.get(volunteerId)));
    return phones.length === 0 ? null : `${head(n)}\n志愿者没回确认,请打电话问一声:\n${phones.join("、")}`;
  }),
  "desk.late": when(["accepted"], (n) => {
    const said = n.notice.data?.saidByResident === true ? "居民说人还没到" : "过了时间还没签到";
    return `${head(n)}\n${said}。志愿者:${helpers(n)}\n居民:${resident(n)}`;
  }),
  "desk.no_show_due": when(
    ["accepted"],
    (n) =>
      `${head(n)}\n过了半小时还没人到。\n志愿者:${helpers(n)}\n居民:${resident(n)}\n没去就回「没去 ${n.request.code}」,到了回「到了 ${n.request.code} 名字」。`,
  ),
  "desk.nobody_home": when(["accepted"], (n) => {
    const { code, visit } = n.request;
    return `${head(n)}\n${called(n, visit.nobodyHome?.by)}说没人开门,在等。\n请打电话:${residentAndContact(n)}\n打完回「打过电话 ${code} 怎么样」。`;
  }),
  "desk.absent_due": when(["accepted"], (n) =>
    n.request.visit.nobodyHome
      ? `${head(n)}\n等了一刻钟还没人开门。\n居民:${residentAndContact(n)}\n联系不上就请网格员看看;确定不在家回「关单 ${n.request.code}」。`
      : null,
  ),
  "desk.absent_often": when(["cancelled"], (n) => {
    const { times, days } = n.notice.data ?? {};
    return `${residentAndContact(n)}\n${String(days ?? 90)}天里第${String(times ?? 3)}次上门没人。请打个电话问问是不是有难处;以后照样可以叫服务。`;
  }),
  "desk.unfilled": when(
    ["unfilled"],
    (n) =>
      `${head(n)}\n没找到人。请给居民打电话商量:${resident(n)}\n打完回「打过电话 ${n.request.code} 怎么说的」,换时间回「重新找 ${n.request.code} 明天下午两点」。`,
  ),
  "desk.unverified": when(["served", "closed"], (n) =>
    n.request.flags.includes("unverified") ? `${head(n)}\n没人签退,时长没记。问清后回「核时 ${n.request.code} 60分钟」。` : null,
  ),
  "desk.escalated": when(["escalated"], (n) => (isPaging(n) ? alarmCard(n) : null)),
  "desk.escalated_again": when(["escalated"], (n) =>
    n.notice.data?.said === undefined && !isPaging(n)
      ? null
      : `又来一次\n${text(n.notice.data?.said) ? `说:「${text(n.notice.data?.said)}」\n` : ""}${alarmCard(n)}`,
  ),
  "desk.escalated_phone": when(["escalated"], (n) => (isPaging(n) ? `还没人接手,请马上打电话\n${alarmCard(n)}` : null)),
  "desk.follow_up": when(["closed"], (n) => `${n.request.code} 昨天的急事,今天请回访:${resident(n)}`),
  "desk.disputed": when(["disputed"], (n) => {
    const { code, dispute } = n.request;
    const by = moment(dispute?.decideBy, n.now);
    return `${head(n)}\n有异议:${dispute?.reason ?? ""}\n时长先冻结,${by}前要定。\n回「维持 ${code} 原因」「改成60分钟 ${code} 原因」或「作废 ${code} 原因」。`;
  }),
  "desk.dispute_late": when(["disputed"], (n) => `${head(n)}\n异议到期还没定:${n.request.dispute?.reason ?? ""}\n请今天定下来。`),
  "desk.conduct": when(
    null,
    (n) => `${head(n)}\n有投诉:「${text(n.notice.data?.said)}」\n居民:${resident(n)}\n相关志愿者先不派单,请核实后决定。`,
  ),
  "desk.referral_back": when(["submitted"], (n) => {
    const isSecond = Number(n.notice.data?.bounces ?? 1) > 1;
    return `${n.request.referral?.to ?? "对方"}退回${isSecond ? "第二次了,请督导定" : ""}:${text(n.notice.data?.reason)}\n${triageCard(n.request, n)}`;
  }),
  "desk.referral_done": when(
    ["closed"],
    (n) => `${head(n)}\n${n.request.referral?.to ?? "对方"}办结了:${n.request.referral?.outcome ?? "已办"}。居民也知道了。`,
  ),
  "desk.referral_chase": when(["referred"], (n) => `${head(n)}\n${n.request.referral?.to ?? "对方"}三个工作日没回音,已催。请再打个电话。`),
  "desk.needs_call": when(
    ["submitted", "collecting"],
    (n) =>
      `要打电话 ${n.request.code} · ${itemWords(n.item)}\n${factLines(n.request, n).join("\n")}\n问清后回「${n.request.code} 补充 …」,齐了回「通过 ${n.request.code}」。`,
  ),
  "desk.served": when(["served", "closed"], (n) => {
    const minutes = n.request.assignments.map(({ creditedMinutes }) => creditedMinutes ?? 0).reduce((a, b) => Math.max(a, b), 0);
    return `${head(n)}\n办完了${minutes > 0 ? `,记了 ${minutes} 分钟` : ""}。您替${n.people.get(n.request.beneficiaryId)?.calledAs ?? "居民"}报的这一单有结果了。`;
  }),
  "desk.left_early": when(["queued", "proposed", "offered", "accepted"], (n) => {
    const { by, reason } = last(n, "leave_early") ?? {};
    return `${head(n)}\n${called(n, by?.personId)}提前走了${reason ? `:${reason}` : ""}。正在急找人接着办。居民:${resident(n)}`;
  }),
  "desk.suspended": unlessOwn(
    when(
      ["suspended"],
      (n) => `${head(n)}\n暂停了:${last(n, "suspend")?.reason ?? ""}。能办了督导回「恢复 ${n.request.code} 明天上午九点」。`,
    ),
  ),
  "desk.time_change": unlessOwn(
    when(
      ["queued", "proposed", "offered", "accepted"],
      (n) => `${head(n)}\n时间改了${n.request.status === "accepted" ? "" : ",按新时间重新找人"}。`,
    ),
  ),
  "desk.binding": bindingNotice,
  "desk.handoff": (n) => handoffWords(n),
  "desk.feedback": (n) => `${from(n)}反映:「${text(n.notice.data?.said)}」\n请记下,有了结果告诉他。`,
  "desk.expiring": (n) => expiringWords(n),
  "desk.export_asked": (n) =>
    `${called(n, n.notice.data?.personId)}想带走一份带电话的名单,用途「${text(n.notice.data?.purpose)}」。\n要另一位同事同意才行:请到后台「导出」里看一下,答应或者不答应。`,
  "desk.digest": (n) => (isDigest(n.notice.data) ? digestWords(n.notice.data) : null),
};

function residentAndContact(n: Standing): string {
  const contact = n.people.get(n.request.beneficiaryId)?.emergencyContact;
  return [resident(n), ...(contact ? [`${contact.name}(${contact.relation}) ${contact.phone}`] : [])].join(",");
}

/** Everything for the phone in one's hand: who, where, what was said, what to answer. */
function alarmCard(n: Standing): string {
  const { code, escalation } = n.request;
  const person = n.people.get(n.request.beneficiaryId);
  return [
    `【急】${code}`,
    `说:「${escalation?.said ?? n.request.said}」`,
    ...(person ? [`谁:${personLine(person, n.now)}`, `住处:${person.address}`, `电话:${residentAndContact(n)}`] : []),
    ...(escalation?.isSilent ? ["不要回拨:旁边可能有人。"] : []),
    "我打不了 120、110、119,请您来打。",
    `接手回「我来 ${code}」;办妥回「已处理 ${code} 情况」;不是真的回「虚惊 ${code} 情况」。`,
  ].join("\n");
}

const from = (n: NoticeContext): string => {
  const { personId } = n.notice.data ?? {};
  return withPhone(typeof personId === "string" ? n.people.get(personId) : undefined) || "有人";
};

const topicWords: Readonly<Record<string, string>> = {
  "chat.stale": "的微信和一米断开了",
  in_alarm: "急事当中来话",
  not_there: "没见着人,志愿者却说已经到了,请打电话核实",
  human: "想找真人说",
  "volunteer.apply": "想当志愿者",
  abuse: "话说得重,可能有难处",
  defect: "写来的话我没处理好",
  "privacy.access": "想看自己的资料",
  "privacy.delete": "想删自己的资料",
};

/** Somebody wants a person: who, their phone, what they wrote. */
function handoffWords(n: NoticeContext): string {
  const topic = topicWords[text(n.notice.data?.topic)] ?? "有事要您看看";
  const { personId } = n.notice.data ?? {};
  const name = typeof personId === "string" ? n.people.get(personId)?.name : undefined;
  return `${from(n)} ${topic}:「${text(n.notice.data?.said)}」\n请打电话,或回「回复 ${name ?? "姓名"} 要说的话」。`;
}

function expiringWords(n: NoticeContext): string | null {
  const people = n.notice.data?.people;
  if (Array.isArray(people)) {
    const lines = people.map(
      (one: { name?: string; what?: string; until?: string }) =>
        `${one.name ?? ""}:${one.what ?? "证件"}${one.until ? `,${one.until}到期` : ""}`,
    );
    return lines.length === 0 ? null : `快到期的,请提醒补办:\n${lines.join("\n")}`;
  }
  const who = called(n, n.notice.data?.personId);
  const isStill = n.request?.status === "accepted";
  return isStill
    ? `${roomLine(n)}\n${who}那天怕去不成:${text(n.notice.data?.what) || "培训或保险到期"}。请补办,或请他退单后另派人。`
    : null;
}
