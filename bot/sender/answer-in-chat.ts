import { storeNotices } from "../../src/outbox/index.ts";
import type { Chat } from "../chat.ts";
import type { Reply } from "../inbox.ts";
import { type Candidate, isCounted } from "./candidates.ts";
import { joinTexts } from "./join-texts.ts";
import { planRenewal } from "./renewal.ts";
import { sendInChat } from "./send-in-chat.ts";
import type { SenderDeps } from "./sender-deps.ts";

/** Who is answered, as far as the station knows them. */
export interface Answered {
  readonly personId?: string;
}

/**
 * Sends what was decided to say to a message, on the channel it came by. Where the channel counts messages the answer is one message, unless
 * it is meant to be several; if it cannot be sent now, it waits as a notice and goes out under the same id.
 * @throws what the channel throws where the answer has nowhere to wait: the message comes again
 */
export async function answerInChat(deps: SenderDeps, chat: Chat, replies: readonly Reply[], { personId }: Answered): Promise<void> {
  const inPrivate = replies.filter(({ to }) => "person" in to);
  if (isCounted(chat.channel) && inPrivate.length > 0) {
    const bubbles = inPrivate.some(({ isApart }) => isApart) ? inPrivate.map((reply) => [reply]) : [inPrivate];
    for (const bubble of bubbles) await answerAsOne(deps, chat, bubble, personId);
    return;
  }
  for (const { id, to, text } of replies) {
    if ("person" in to) await chat.say(to.person, text, { id });
    else await chat.sayInRoom(to.room, text, { id, mention: [to.mention] });
  }
}

async function answerAsOne(deps: SenderDeps, chat: Chat, replies: readonly Reply[], personId: string | undefined): Promise<void> {
  const [first] = replies;
  if (!first || !("person" in first.to)) return;
  const text = joinTexts(replies.map((reply) => reply.text));
  const candidate: Candidate = { chat, chatUserId: first.to.person, isCounted: true };
  const outcome = await sendInChat(deps, candidate, { id: first.id, text, matters: true });
  if (outcome.isSent) {
    if (personId !== undefined && outcome.after) await planRenewal(deps, candidate, personId, outcome.after);
    return;
  }
  if (personId === undefined) throw new Error(`an answer to a stranger was not sent: ${outcome.why}`);
  await keepAsNotice(deps, chat, { id: first.id, text, personId, why: outcome.why });
}

async function keepAsNotice(
  deps: SenderDeps,
  { channel }: Chat,
  { id, text, personId, why }: { readonly id: string; readonly text: string; readonly personId: string; readonly why: string },
): Promise<void> {
  const now = deps.clock.now();
  const kept = { id, stationId: deps.station.id, kind: "chat.answer", to: personId, data: { text }, createdAt: now, sendAt: now };
  await storeNotices(deps, [{ ...kept, sending: { channel, with: [], at: now } }]);
  deps.log.warn({ channel, why }, "an answer could not be sent; it waits as a notice");
}
