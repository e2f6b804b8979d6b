import type { ServiceItem } from "../../src/catalog/index.ts";
import { civil, civilDate, dayMs, hourMs, startOfDay } from "../../src/platform/index.ts";
import { type ServiceRequest, type Status, scheduleOf } from "../../src/request/index.ts";
import type { Person } from "../../src/station/index.ts";

const weekdays = ["一", "二", "三", "四", "五", "六", "日"];

/** 今天 · 明天 · 后天 · 周四(11月26日) */
export function dayWords(at: Date, now: Date): string {
  const days = Math.round((startOfDay(at).getTime() - startOfDay(now).getTime()) / dayMs);
  const near = { [-1]: "昨天", 0: "今天", 1: "明天", 2: "后天" }[days];
  const { month, day, weekday } = civil(at);
  return near ?? `${month}月${day}日周${weekdays[weekday - 1]}`;
}

/** 上午, 下午 …; a window that begins at eight is the morning people speak of. */
export function partWords(at: Date, isWindow = false): string {
  const { hour } = civil(at);
  const morning = isWindow ? 8 : 9;
  return hour < 6 ? "凌晨" : hour < morning ? "早上" : hour < 12 ? "上午" : hour < 13 ? "中午" : hour < 18 ? "下午" : "晚上";
}

/** 上午9点 · 下午3点40 · 晚上7点半 */
export function clockWords(at: Date): string {
  const { hour, minute } = civil(at);
  const part = partWords(at);
  const shown = hour > 12 ? hour - 12 : hour;
  return `${part}${shown}点${minute === 0 ? "" : minute === 30 ? "半" : minute < 10 ? `0${minute}` : minute}`;
}

/** 明天上午9点; a window: 明天上午8点到12点之间; a whole day: 明天白天 */
export function timeWords(request: Pick<ServiceRequest, "wish">, minutes: number, now: Date): string {
  const schedule = scheduleOf(request, minutes);
  if (!schedule) return "时间待定";
  const { startAt, latestStartAt, endAt } = schedule;
  if (startAt.getTime() === latestStartAt.getTime()) return `${dayWords(startAt, now)}${clockWords(startAt)}`;
  const isWholeDay = endAt.getTime() - startAt.getTime() >= 8 * hourMs;
  if (isWholeDay) return `${dayWords(startAt, now)}白天`;
  const sameDay = civilDate(startAt) === civilDate(endAt);
  const end = clockWords(endAt);
  const samePart = clockWords(startAt).slice(0, 2) === end.slice(0, 2);
  return `${dayWords(startAt, now)}${clockWords(startAt)}到${sameDay ? (samePart ? end.slice(2) : end) : `${dayWords(endAt, now)}${end}`}之间`;
}

/** R23: the words a resident reads for a state, each with what happens next. */
export const statusWords: Readonly<Record<Status, { readonly word: string; readonly next: string }>> = {
  collecting: { word: "还在问您", next: "答完这一句就交给社工站" },
  submitted: { word: "已收到", next: "社工站看过就开始找人" },
  queued: { word: "正在找人", next: "找到了马上告诉您" },
  proposed: { word: "正在找人", next: "协调员在挑合适的人" },
  offered: { word: "正在找人", next: "已经问了志愿者,等回话" },
  accepted: { word: "找到了", next: "到时候他们上门,您在家等着就行" },
  in_progress: { word: "正在服务", next: "办完了请您说说满意不满意" },
  served: { word: "办完了", next: "满意的话回「五星」,没解决就说「没解决」" },
  closed: { word: "办完了", next: "再有事直接跟我说" },
  referred: { word: "已转给专门的部门", next: "他们有了回音我就告诉您" },
  suspended: { word: "先停一停", next: "能办了马上跟您定时间" },
  disputed: { word: "正在核实", next: "五个工作日内给您回话" },
  unfilled: { word: "暂时没找到人", next: "协调员会给您打电话商量" },
  escalated: { word: "急事,社工在处理", next: "请保持电话畅通" },
  cancelled: { word: "已取消", next: "再需要时直接跟我说" },
  declined: { word: "办不了", next: "可以说「转人工」问问社工" },
  merged: { word: "和另一单合并了", next: "按那一单办" },
};

/** Where, to the community: what a group room or somebody not yet bound may read. */
export function communityWords(request: Pick<ServiceRequest, "communityId">, communities: readonly { id: string; name: string }[]): string {
  return communities.find(({ id }) => id === request.communityId)?.name ?? "本镇";
}

/** The item as people say it. */
export function itemWords(item: ServiceItem | null): string {
  return item?.name ?? "求助";
}

/** 张敏(张姐) */
export function nameWords(person: Pick<Person, "name" | "calledAs">): string {
  return person.calledAs === person.name ? person.name : `${person.name}(${person.calledAs})`;
}

/** 138****8000 */
export function maskPhone(phone: string): string {
  return phone.length === 11 ? `${phone.slice(0, 3)}****${phone.slice(7)}` : phone;
}

/** Hours with one decimal: 90 → 1.5小时 */
export function hoursWords(minutes: number): string {
  return `${Math.floor(minutes / 6) / 10}小时`;
}
