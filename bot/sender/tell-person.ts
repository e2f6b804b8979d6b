import { channelRule, noteAsked } from "../../src/channel/index.ts";
import { findPendingFor, type Notice, noteSending, postponeNotices, settleNotices } from "../../src/outbox/index.ts";
import { type Candidate, candidatesFor } from "./candidates.ts";
import { countFitting, joinTexts } from "./join-texts.ts";
import { type Ended, giveUp, reachOtherwise } from "./last-resort.ts";
import { isMattering } from "./matters.ts";
import { wordsOf } from "./notice-words.ts";
import { endingFor, planRenewal } from "./renewal.ts";
import { maxTries, maxTriesWhenAway, restAfter } from "./rest-after.ts";
import { type SendOutcome, sendInChat } from "./send-in-chat.ts";
import type { SenderDeps } from "./sender-deps.ts";

/** Notices that go out as one message, the first of them giving it its id. */
interface Bundle {
  readonly lead: Notice;
  readonly notices: readonly Notice[];
}

interface Worded {
  readonly notice: Notice;
  readonly text: string;
}

/** A message under way for less may be in the hand of another process; for longer, that process has ended. */
const inHandMs = 10_000;
const passing: ReadonlySet<string> = new Set(["rate", "unreachable"]);

/**
 * Tells a person what is due: in the chat they used last, else in another, else as `reachOtherwise` does. Where the channel counts messages,
 * what is due together is one.
 */
export async function tellPerson(deps: SenderDeps, notice: Notice): Promise<readonly Ended[]> {
  const candidates = await candidatesFor(deps, notice.to);
  if (!candidates[0]?.isCounted) return tellBundle(deps, { lead: notice, notices: [notice] }, candidates);
  const ended: Ended[] = [];
  for (;;) {
    const bundle = await nextBundle(deps, notice.to);
    if (!bundle) return ended;
    ended.push(...(await tellBundle(deps, bundle, candidates)));
  }
}

function isDue(deps: SenderDeps, { status, sendAt }: Notice): boolean {
  return status === "pending" && sendAt <= deps.clock.now();
}

/** What was left under way before everything: as it was, so that nobody reads anything twice. Then all that is due, what matters first. */
async function nextBundle(deps: SenderDeps, personId: string): Promise<Bundle | null> {
  const pending = await findPendingFor(deps, personId);
  const underWay = pending.filter(({ sending }) => sending !== undefined);
  const left = deps.clock.now().getTime() - inHandMs;
  const lead = underWay.find((notice) => isDue(deps, notice) && notice.sending && notice.sending.at.getTime() <= left);
  if (lead) return { lead, notices: [lead, ...pending.filter(({ id }) => lead.sending?.with.includes(id))] };
  const taken = new Set(underWay.flatMap(({ id, sending }) => [id, ...(sending?.with ?? [])]));
  const due = pending.filter((notice) => isDue(deps, notice) && !taken.has(notice.id));
  const ordered = [...due.filter(({ kind }) => isMattering(kind)), ...due.filter(({ kind }) => !isMattering(kind))];
  const [first] = ordered;
  return first ? { lead: first, notices: ordered } : null;
}

async function tellBundle(deps: SenderDeps, bundle: Bundle, candidates: readonly Candidate[]): Promise<readonly Ended[]> {
  const { lead } = bundle;
  const [worded, ended] = await wordAll(deps, bundle);
  if (worded.length === 0) return ended;
  const underWayOn = lead.sending?.channel;
  const ordered = [...candidates].sort((a, b) => Number(b.chat.channel === underWayOn) - Number(a.chat.channel === underWayOn));
  const refusals: string[] = [];
  let isPassing = false;
  let known = lead.sending;
  for (const candidate of ordered) {
    const fitting = lead.sending ? worded : fittingIn(candidate, worded);
    if (candidate.isCounted) {
      const sending = {
        channel: candidate.chat.channel,
        with: fitting.map(({ notice }) => notice.id).filter((id) => id !== idOf(bundle, fitting)),
        at: deps.clock.now(),
      };
      // Another process has it in hand: it tells them.
      if (!(await noteSending(deps, idOf(bundle, fitting), sending, known))) return ended;
      known = sending;
    }
    const outcome = await sendBundle(deps, candidate, bundle, fitting);
    if (outcome.isSent) return [...ended, ...(await settleSent(deps, candidate, bundle, fitting))];
    refusals.push(`${candidate.chat.channel}: ${outcome.why}`);
    isPassing ||= passing.has(outcome.why);
    if (outcome.wasSent === "no" && outcome.why !== "rate") continue;
    if (await postpone(deps, bundle, fitting, outcome.why)) return ended;
  }
  const notices = worded.map(({ notice }) => notice);
  if (isPassing && (await postpone(deps, bundle, worded, refusals.join(", ")))) return ended;
  const isOpened = candidates.some(({ isCounted }) => isCounted);
  return [...ended, ...(await reachOtherwise(deps, notices, { why: refusals.join(", ") || "no chat", mayWait: isOpened }))];
}

/** The words of each; what is no longer true is dropped, what cannot be put into words is put off by itself. */
async function wordAll(deps: SenderDeps, { lead, notices }: Bundle): Promise<[Worded[], Ended[]]> {
  const worded: Worded[] = [];
  const ended: Ended[] = [];
  for (const notice of notices) {
    try {
      const text = await wordsOf(deps, notice);
      if (text !== null) {
        worded.push({ notice, text });
        continue;
      }
      // The first of a message under way is kept until the others are settled.
      if (notice.id !== lead.id || !lead.sending) await settleNotices(deps, [notice.id], { status: "dropped", why: "no longer true" });
      ended.push({ notice, status: "dropped" });
    } catch (error) {
      const why = error instanceof Error ? error.message : "no words";
      if (notice.tries + 1 < maxTries) await postponeNotices(deps, [notice.id], restAfter(deps.clock.now(), notice.tries), why);
      else ended.push(await giveUp(deps, notice, why));
    }
  }
  if (worded.length === 0 && lead.sending) await settleNotices(deps, [lead.id], { status: "dropped", why: "no longer true" });
  return [worded, ended];
}

function fittingIn({ chat, isCounted }: Candidate, worded: readonly Worded[]): readonly Worded[] {
  if (!isCounted) return worded.slice(0, 1);
  const { longestText } = channelRule(chat.channel);
  return worded.slice(
    0,
    countFitting(
      worded.map(({ text }) => text),
      longestText,
    ),
  );
}

/** A message under way keeps the id of its first notice, also when that one is no longer true. */
function idOf({ lead }: Bundle, worded: readonly Worded[]): string {
  return lead.sending ? lead.id : (worded[0]?.notice.id ?? lead.id);
}

async function sendBundle(deps: SenderDeps, candidate: Candidate, bundle: Bundle, worded: readonly Worded[]): Promise<SendOutcome> {
  const { lead } = bundle;
  const { chat, chatUserId } = candidate;
  const chatAddress = { channel: chat.channel, chatUserId };
  const isForDesk = worded.some(({ notice }) => notice.kind.startsWith("desk."));
  let isAsking = worded.some(({ notice }) => notice.kind === "chat.renew");
  const outcome = await sendInChat(deps, candidate, {
    id: idOf(bundle, worded),
    text: joinTexts(worded.map(({ text }) => text)),
    matters: worded.some(({ notice }) => isMattering(notice.kind)),
    async prepare(after) {
      const question = after && !isAsking ? await endingFor(deps, chatAddress, { personId: lead.to, isForDesk }, after) : null;
      isAsking ||= question !== null;
      return question;
    },
  });
  if (!outcome.isSent || !outcome.after) return outcome;
  if (isAsking) await noteAsked(deps, chatAddress, outcome.after.window.openedAt);
  else await planRenewal(deps, candidate, lead.to, outcome.after);
  return outcome;
}

/** The first of a message last: until then what is left of it is known to be under way. */
async function settleSent(deps: SenderDeps, { chat }: Candidate, { lead }: Bundle, worded: readonly Worded[]): Promise<readonly Ended[]> {
  const sent = { status: "sent", channel: chat.channel } as const;
  const [first = "", ...others] = worded.map(({ notice }) => notice.id);
  await settleNotices(deps, others, sent);
  await settleNotices(deps, [first], sent);
  if (lead.sending && first !== lead.id) await settleNotices(deps, [lead.id], { status: "dropped", why: "no longer true" });
  return worded.map(({ notice }) => ({ notice, ...sent }));
}

/** @returns false when it was tried often enough */
async function postpone(deps: SenderDeps, { lead }: Bundle, worded: readonly Worded[], why: string): Promise<boolean> {
  const most = [...passing].some((word) => why.includes(word)) ? maxTriesWhenAway : maxTries;
  if (lead.tries + 1 >= most) return false;
  const ids = new Set([lead.id, ...worded.map(({ notice }) => notice.id)]);
  await postponeNotices(deps, [...ids], restAfter(deps.clock.now(), lead.tries), why);
  return true;
}
