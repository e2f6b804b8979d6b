import { factLines } from "../desk-cards.ts";
import { itemWords } from "../words.ts";
import type { KindOf, NoticeText } from "./context.ts";

/** What an office that takes referrals reads. The resident has agreed that it may know them. */
export const receiverNotices: Readonly<Record<KindOf<"receiver">, NoticeText>> = {
  "receiver.task": (n) => {
    const { request } = n;
    if (request?.status !== "referred") return null;
    const { code } = request;
    const facts = factLines({ ...request, missing: [], flags: [] }, n);
    return [
      `社工站转来 ${code} · ${itemWords(n.item)}`,
      ...facts,
      "居民已同意转给您。",
      `办好回「办结 ${code} 结果」,不归您办回「退回 ${code} 原因」。`,
    ].join("\n");
  },
  "receiver.cancelled": (n) => (n.request?.status === "cancelled" ? `${n.request.code} 居民取消了,不用再办。谢谢您。` : null),
  "receiver.chase": (n) =>
    n.request?.status === "referred"
      ? `${n.request.code} 转给您三个工作日了,有进展吗?\n办好回「办结 ${n.request.code} 结果」,办不了回「退回 ${n.request.code} 原因」。`
      : null,
};
