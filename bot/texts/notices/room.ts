import { plannedMinutes } from "../../../src/request/index.ts";
import { communityWords, itemWords, timeWords } from "../words.ts";
import type { KindOf, NoticeContext, NoticeText } from "./context.ts";

/** A37 · 陪同就医 · 蟠龙社区 · 明天上午9点: all a room may know (R18). */
export function roomLine({ request, item, communities, now }: NoticeContext): string {
  if (!request) return "";
  const time = timeWords(request, plannedMinutes(item), now);
  return [request.code, itemWords(item), communityWords(request, communities), time].join(" · ");
}

/** What the station's group room reads: code, item, community, time; never a name or an address. */
export const roomNotices: Readonly<Record<KindOf<"room">, NoticeText>> = {
  "room.new": (n) => (n.request?.status === "submitted" ? `新单 ${roomLine(n)}` : null),
  "room.candidates": (n) => (n.request?.status === "proposed" ? `有人选 ${roomLine(n)}\n详情已私发协调员。` : null),
  "room.taken": (n) => (n.request?.status === "accepted" || n.request?.status === "in_progress" ? `有人接了 ${roomLine(n)}` : null),
  "room.urgent": (n) =>
    n.request?.status === "escalated" && !n.request.escalation?.answeredAt
      ? `【急】${n.request.code} · ${communityWords(n.request, n.communities)}\n谁来处理?回「我来 ${n.request.code}」。`
      : null,
  "room.unfilled": (n) => (n.request?.status === "unfilled" ? `没人接 ${roomLine(n)}\n协调员要打电话商量。` : null),
};
