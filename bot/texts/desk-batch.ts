import { plannedMinutes } from "../../src/request/index.ts";
import type { NoticeContext, NoticeRequest } from "./notices/context.ts";
import { communityWords, itemWords, nameWords, timeWords } from "./words.ts";

/** How many requests one message lists. */
const listed = 20;

/** 一起派: every request still waiting for a coordinator with who is to go and why; null when none is left. */
export function batchCard(n: NoticeContext): string | null {
  const open = n.others
    .filter(({ request }) => request.status === "proposed")
    .toSorted((a, b) => (a.request.code < b.request.code ? -1 : 1));
  const [first] = open;
  if (!first) return null;
  const { leftOver } = n.notice.data ?? {};
  const without = Array.isArray(leftOver) ? leftOver.map(String) : [];
  const { code } = first.request;
  return [
    `${open.length} 单一起排好了,合起来最合适,没有人排两单:`,
    ...open.slice(0, listed).flatMap((one) => linesOf(one, n)),
    ...(open.length > listed ? [`还有 ${open.length - listed} 单没列出,回「今天还有几单」看全部。`] : []),
    ...(without.length > 0 ? [`没排上:${without.join("、")},我接着找。`] : []),
    `都行回「全部确认」;只派一单回「确认 ${code}」;要换回「换一批 ${code}」或「派给 ${code} 名字」`,
  ].join("\n");
}

function linesOf({ request, item }: NoticeRequest, { people, communities, now }: NoticeContext): string[] {
  const time = timeWords(request, plannedMinutes(item), now);
  const going = request.plan ?? request.candidates.slice(0, request.people).map(({ personId }) => personId);
  const who = going.map((id) => {
    const person = people.get(id);
    const reasons = request.candidates.find(({ personId }) => personId === id)?.reasons;
    return `${person ? nameWords(person) : "志愿者"}${reasons ? `:${reasons}` : ""}`;
  });
  return [`${request.code} ${itemWords(item)} · ${communityWords(request, communities)} · ${time}`, `→ ${who.join(";")}`];
}
