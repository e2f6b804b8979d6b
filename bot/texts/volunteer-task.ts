import { isEscort, type ServiceItem } from "../../src/catalog/index.ts";
import { plannedMinutes, type ServiceRequest } from "../../src/request/index.ts";
import type { Community, Person, StationSettings } from "../../src/station/index.ts";
import { passwordWord } from "../../src/visit/index.ts";
import { clockWords, communityWords, dayWords, itemWords, nameWords, timeWords } from "./words.ts";

/** What is needed to tell a helper about a task. */
export interface TaskView {
  readonly request: ServiceRequest;
  readonly item: ServiceItem | null;
  readonly now: Date;
  readonly communities: readonly Community[];
  readonly settings: StationSettings;
}

/** 45 → 约45分钟; 90 → 约1个半小时; 240 → 约4小时 */
export function lengthWords(minutes: number): string {
  if (minutes < 60) return `约${minutes}分钟`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 >= 30 ? `约${hours}个半小时` : `约${hours}小时`;
}

/** A37 陪同就医 明天上午9点 */
export function taskLine({ request, item, now }: Pick<TaskView, "request" | "item" | "now">): string {
  return `${request.code} ${itemWords(item)} ${timeWords(request, plannedMinutes(item), now)}`;
}

/** What each rule of an item asks of the helper (R8–R11, R15). */
function mindOf(flag: string, settings: StationSettings): string | undefined {
  const minds: Readonly<Record<string, string>> = {
    health: "全程陪着,看完送到家再走;不打针喂药,不背不抬,不替人签字",
    money_limit: `一次最多${settings.money.maxOrderYuan}元,拍小票;不碰现金、银行卡和密码`,
    home_visit: `至少${settings.homeVisit.people}人一起上门,戴工作牌,进门先对暗号`,
    minor: "不和孩子单独待着,不私下加孩子微信",
    confidential: "听到的事不往外说",
    eligibility: "只帮着办,批不批由窗口定,别打包票",
    "tone:condolence": "这家刚有人去世,说话轻一些、慢一些",
    "skill:electric": "先断电再动手,拿不准就停",
  };
  return minds[flag];
}

/** What to mind, one thing a line; empty for an item without rules. */
export function mindLines(item: ServiceItem | null, settings: StationSettings): readonly string[] {
  return (item?.flags ?? []).flatMap((flag) => mindOf(flag, settings) ?? []);
}

/** How far from this helper, as the match told it: 和您同网格, 离您约2.0公里; empty when unknown. */
export function distanceWords(request: ServiceRequest, helper: Pick<Person, "id" | "gridId" | "communityId">): string {
  if (helper.gridId === request.gridId) return "和您同网格";
  if (helper.communityId === request.communityId) return "和您同社区";
  const reasons = request.candidates.find(({ personId }) => personId === helper.id)?.reasons ?? "";
  const far = /约[\d.]+公里/.exec(reasons)?.[0];
  return far ? `离您${far}` : "";
}

/** The whole task in one message, without a name, an address, a phone number or a word on health. */
export function offerWords(view: TaskView, helper: Person): string {
  const { request, item, settings, now, communities } = view;
  const minutes = plannedMinutes(item);
  const far = distanceWords(request, helper);
  const minds = mindLines(item, settings);
  const offer = request.offers.find(({ volunteerId }) => volunteerId === helper.id);
  const hasPartner = request.assignments.some(({ status }) => status === "accepted");
  return [
    `【${request.code}】${itemWords(item)},想请您帮个忙。`,
    `时间:${timeWords(request, minutes, now)},${lengthWords(minutes)}${item && isEscort(item) ? "(含送回家)" : ""}`,
    `地方:${communityWords(request, communities)}${far && `(${far})`}`,
    `人数:${request.people > 1 ? `${request.people}个人一起去${hasPartner ? ",已有人接了" : ""}` : "您一个人去"}`,
    ...(minds.length > 0 ? [`注意:${minds.join(";")}`] : []),
    `${offer ? `请在${untilWords(offer.expiresAt, now)}前回我` : "请回我"}:「接 ${request.code}」或「去不了 ${request.code}」。想换时间就说「${request.code} 能晚半小时不」。`,
    "接下后再给您地址和电话。",
  ].join("\n");
}

function untilWords(at: Date, now: Date): string {
  return `${dayWords(at, now)}${clockWords(at)}`;
}

/** Who is with this helper on the task. */
export function partnersOf(request: ServiceRequest, personId: string): readonly string[] {
  return request.assignments
    .filter(({ volunteerId, status }) => volunteerId !== personId && (status === "accepted" || status === "checked_in"))
    .map(({ volunteerId }) => volunteerId);
}

/** 李社工 13800000000、王哥 … */
export function partnerWords(request: ServiceRequest, personId: string, people: ReadonlyMap<string, Person>): string {
  return partnersOf(request, personId)
    .flatMap((id) => people.get(id) ?? [])
    .map((partner) => `${nameWords(partner)} ${partner.phone}`)
    .join("、");
}

/** Everything a bound helper needs: whom, where, phone, password word, what to do and mind, with whom. Only for them, only while bound (R16). */
export function contactWords(view: TaskView, helper: Person, people: ReadonlyMap<string, Person>): string {
  const { request, item, settings } = view;
  const beneficiary = people.get(request.beneficiaryId);
  const requester = request.requesterId === request.beneficiaryId ? undefined : people.get(request.requesterId);
  const { where, dest, details, headcount } = request.wish;
  const address = where?.kind === "place" && where.text ? where.text : (beneficiary?.address ?? "");
  const minds = mindLines(item, settings);
  const partners = partnerWords(request, helper.id, people);
  return [
    taskLine(view),
    `找:${beneficiary?.calledAs ?? "服务对象"}${beneficiary?.phone ? ` ${beneficiary.phone}` : ""}`,
    ...(requester ? [`家里人:${requester.calledAs} ${requester.phone}`] : []),
    `地址:${address || "社工站会告诉您"}`,
    ...(dest ? [`陪去:${dest}`] : []),
    ...(details ? [`要办:${details}`] : []),
    ...(headcount && item?.requires.includes("headcount") ? [`份数:${headcount}`] : []),
    `暗号:「${passwordWord(request)}」,进门先说,对方也知道`,
    ...(partners ? [`同去:${partners}`] : []),
    ...(minds.length > 0 ? [`注意:${minds.join(";")}`] : []),
  ].join("\n");
}
