import { detectDanger, maskPersonal } from "../src/language/index.ts";
import { findPersonByIdentity, type Person } from "../src/station/index.ts";
import { answer } from "./answer.ts";
import type { IncomingMessage } from "./chat.ts";
import { strangerTurn } from "./dialogs/binding.ts";
import { passOnWords } from "./dialogs/handoff.ts";
import type { Inbox, InboxEntry, Reply } from "./inbox.ts";
import type { Memory } from "./memory.ts";
import { answerInChat, noteHeard, renewedTurn, type SenderDeps } from "./sender/index.ts";
import { emergencyWords } from "./texts/emergency.ts";
import { brokenWords } from "./texts/general.ts";
import type { Turn } from "./turn.ts";

export interface Receiver {
  /** Handles one message from the channel; resolves when it is stored and answered. */
  receive(message: IncomingMessage): Promise<void>;
  /** Goes on with what a crash left behind; nothing is received before. Never rejects. */
  resume(): Promise<void>;
}

const maxLength = 2_000;
/** Tries at an answer before a person is asked instead. */
const patientTries = 4;

/** A message's way: stored, understood and answered, the answer stored, the answer sent. Delivered again, it goes on where it was. */
export function openReceiver(deps: SenderDeps, parts: { readonly inbox: Inbox; readonly memory: Memory }): Receiver {
  const { inbox, memory } = parts;
  const latency = deps.metrics.histogram("yimi_bot_reply_seconds", "From a message to its answer");

  /** Until what was left behind is finished the channel waits: it may hand out the same messages, and later ones of the same people. */
  let open: () => void = () => undefined;
  const resumed = new Promise<void>((resolve) => {
    open = resolve;
  });

  async function receive(message: IncomingMessage): Promise<void> {
    const end = latency.startTimer();
    await resumed;
    await proceed(await inbox.receive(clean(message), deps.clock.now()));
    end();
  }

  async function proceed(entry: InboxEntry): Promise<void> {
    if (entry.state === "done") return;
    const decided = entry.state === "answered" ? entry : await decide(entry);
    if (decided.personId !== undefined && decided.pending !== undefined) await memory.remember(decided.personId, decided.pending);
    await send(decided, decided.replies ?? []);
    await inbox.done(entry._id);
  }

  async function decide(entry: InboxEntry): Promise<InboxEntry> {
    const { message } = entry;
    const person = await findPersonByIdentity(deps, message.channel, message.personChatId);
    await noteHeard(deps, message, person);
    showTyping(message);
    const first: Turn = person ? await answerTo(entry, person) : await strangerTurn(deps, message);
    const { turn, writer } = first.goesOn === undefined ? { turn: first, writer: person } : await goOn(entry, first, first.goesOn);
    const replies = turn.say.map((text, i) => ({ ...replyOf(entry, person, text, i), ...(turn.isApart && { isApart: turn.isApart }) }));
    const decided = { replies, ...(writer && { personId: writer.id }), ...(turn.pending !== undefined && { pending: turn.pending }) };
    return inbox.answered(entry, decided);
  }

  /** Somebody has just become known: what they asked for before is answered behind the greeting. */
  async function goOn(entry: InboxEntry, greeting: Turn, text: string): Promise<{ readonly turn: Turn; readonly writer: Person | null }> {
    const { message } = entry;
    const writer = await findPersonByIdentity(deps, message.channel, message.personChatId);
    if (!writer) return { turn: greeting, writer };
    const next = await answerTo({ ...entry, message: { ...message, text } }, writer);
    return { turn: { ...next, ...greeting, say: [...greeting.say, ...next.say] }, writer };
  }

  /**
   * The answer, or after a few failures of ours a kind sentence and a person who looks at it. The number to call in danger waits for
   * nothing that may be broken: the alarm itself is raised when the message comes again.
   */
  async function answerTo(entry: InboxEntry, person: Person): Promise<Turn> {
    const { message } = entry;
    try {
      const pending = await memory.recall(person.id);
      return (await renewedTurn(deps, message, person, pending)) ?? (await answer(deps, message, person, pending));
    } catch (error) {
      const danger = message.room === undefined ? detectDanger(message.text) : null;
      if (danger) await send({ ...entry, personId: person.id }, [replyOf(entry, person, emergencyWords(danger), 0)]);
      if ((await inbox.failed(entry._id)) < patientTries) throw error;
      deps.log.error({ err: error, messageId: entry._id }, "a message could not be answered; a person is asked to look");
      await passOnWords(deps, { person, message, said: maskPersonal(message.text) }, "desk.handoff", "unanswered");
      return { say: message.room === undefined ? [danger ? emergencyWords(danger) : brokenWords] : [] };
    }
  }

  /** Nothing waits for it, and nothing depends on it. */
  function showTyping({ channel, personChatId, room }: IncomingMessage): void {
    if (room !== undefined) return;
    deps.channels
      .of(channel)
      ?.typing?.(personChatId)
      .catch((error: unknown) => deps.log.debug({ err: error }, "typing could not be shown"));
  }

  /** On the channel the message came by. */
  async function send({ message, personId }: InboxEntry, replies: readonly Reply[]): Promise<void> {
    const chat = deps.channels.of(message.channel);
    if (!chat) throw new Error(`the channel ${message.channel} is not open here`);
    await answerInChat(deps, chat, replies, personId === undefined ? {} : { personId });
  }

  /** People side by side, each one's messages in their order. What fails the channel hands out again, or the next start. */
  async function finishAll(): Promise<void> {
    const byPerson = new Map<string, InboxEntry[]>();
    for (const entry of await inbox.unfinished()) {
      const { channel, personChatId } = entry.message;
      const writer = `${channel}:${personChatId}`;
      byPerson.set(writer, [...(byPerson.get(writer) ?? []), entry]);
    }
    await Promise.all([...byPerson.values()].map(finishInOrder));
  }

  async function finishInOrder(entries: readonly InboxEntry[]): Promise<void> {
    for (const entry of entries) {
      await proceed(entry).catch((error: unknown) =>
        deps.log.error({ err: error, messageId: entry._id }, "a message of before the start could not be answered"),
      );
    }
  }

  return {
    receive,
    async resume() {
      await finishAll().catch((error: unknown) => deps.log.error({ err: error }, "what was left unanswered could not be read"));
      open();
    },
  };
}

function replyOf(entry: InboxEntry, person: Person | null, text: string, i: number): Reply {
  const { message } = entry;
  const to = message.room === undefined ? { person: message.personChatId } : { room: message.room, mention: message.personChatId };
  return { id: `${entry._id}#${i}${person ? "" : "?"}`, to, text };
}

/** NFC, no control characters but line breaks, no lone surrogates, at most 2,000 characters. */
function clean(message: IncomingMessage): IncomingMessage {
  const text = message.text
    .slice(0, maxLength)
    .replace(/\p{Cs}/gu, "")
    .normalize("NFC")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ");
  return { ...message, text };
}
