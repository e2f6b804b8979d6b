import type { Notice } from "../../src/outbox/index.ts";
import { findRequest } from "../../src/request/index.ts";
import { findPeople } from "../../src/station/index.ts";
import { type NoticeContext, personIdsOf } from "../texts/notices/context.ts";
import { noticeTexts } from "../texts/notices/index.ts";
import type { BotDeps } from "../turn.ts";
import { renewalWords } from "./renewal.ts";

/** Notices of the sender itself: the question that keeps a chat open, and an answer that could not be given at once. */
const own: Readonly<Record<string, (deps: BotDeps, notice: Notice) => Promise<string | null>>> = {
  "chat.renew": renewalWords,
  "chat.answer": async (_deps, { data }) => (typeof data?.text === "string" ? data.text : null),
};

/** What a notice says, from the truth of this moment; null when it is no longer true. */
export async function wordsOf(deps: BotDeps, notice: Notice): Promise<string | null> {
  const ours = own[notice.kind];
  if (ours) return ours(deps, notice);
  const request = notice.requestId === undefined ? null : await findRequest(deps, notice.requestId);
  const others = await othersOf(deps, notice);
  const recipientId = notice.to.startsWith("room:") ? undefined : notice.to;
  const found = await findPeople(deps, [
    ...personIdsOf(request, notice.data),
    ...others.flatMap((other) => personIdsOf(other.request)),
    ...(recipientId ? [recipientId] : []),
  ]);
  const people = new Map(found.map((person) => [person.id, person]));
  const context: NoticeContext = {
    request,
    notice,
    recipient: (recipientId && people.get(recipientId)) || null,
    item: request?.itemCode ? deps.catalog.item(request.itemCode) : null,
    others,
    people,
    now: deps.clock.now(),
    communities: deps.station.communities,
    settings: deps.settings(notice.stationId),
    deps,
  };
  const text = noticeTexts[notice.kind as keyof typeof noticeTexts];
  return text ? text(context) : null;
}

async function othersOf(deps: BotDeps, { data }: Notice): Promise<NoticeContext["others"]> {
  const ids = Array.isArray(data?.requestIds) ? data.requestIds.map(String) : [];
  const requests = await Promise.all(ids.map((id) => findRequest(deps, id)));
  return requests.map((request) => ({ request, item: request.itemCode ? deps.catalog.item(request.itemCode) : null }));
}
