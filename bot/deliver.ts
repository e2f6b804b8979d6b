import { Worker } from "bullmq";
import { findDueNotices, findNotice, type Notice, postponeNotice, queueNames, settleNotice } from "../src/outbox/index.ts";
import { addMinutes } from "../src/platform/index.ts";
import { findRequest } from "../src/request/index.ts";
import { findPeople, identitiesOf } from "../src/station/index.ts";
import type { Chat } from "./chat.ts";
import { type NoticeContext, personIdsOf } from "./texts/notices/context.ts";
import { noticeTexts } from "./texts/notices/index.ts";
import type { BotDeps } from "./turn.ts";
import { within } from "./within.ts";

const sweepMs = 1_000;
const sweepSize = 200;
const maxTries = 6;
/** Messages a second one account may send on a real channel, by hint and by sweep alike; the local network has no limit of its own. */
const perSecond = { local: 500, others: 20 };

/** Longest one notice may hold up those behind it. */
const deliverMs = 40_000;

export interface Delivery {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Sends stored notices: on the queue's hint, and by a sweep over what is due, which also carries on while Redis is away.
 * One recipient's notices go out in order; a notice is sent once, or ends as failed with the reason and never in silence.
 */
export function openDelivery(deps: BotDeps, chat: Chat): Delivery {
  const max = chat.channel === "local" ? perSecond.local : perSecond.others;
  const running = new Map<string, Promise<void>>();
  const lanes = new Map<string, Promise<void>>();
  const late = deps.metrics.histogram("yimi_notice_delay_seconds", "From the moment a notice may be sent until it is");
  const ended = deps.metrics.counter("yimi_notices_total", "Notices by how they ended", ["outcome"]);
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isSweeping = false;

  function deliver(noticeId: string, to: string): Promise<void> {
    const already = running.get(noticeId);
    if (already) return already;
    const before = lanes.get(to) ?? Promise.resolve();
    const done = before
      .then(() => within(deliverMs, "delivering", deliverOne(deps, chat, noticeId)))
      .then((outcome) => {
        if (!outcome) return;
        ended.inc({ outcome: outcome.status });
        late.observe(Math.max(0, (deps.clock.now().getTime() - outcome.sendAt.getTime()) / 1000));
      })
      .catch((error: unknown) => deps.log.error({ err: error, noticeId }, "a notice could not be delivered"))
      .finally(() => {
        running.delete(noticeId);
        if (lanes.get(to) === done) lanes.delete(to);
      });
    running.set(noticeId, done);
    lanes.set(to, done);
    return done;
  }

  async function sweep(): Promise<void> {
    if (isSweeping) return;
    isSweeping = true;
    try {
      await Promise.all((await findDueNotices(deps, Math.min(sweepSize, max))).map(({ id, to }) => deliver(id, to)));
    } catch (error) {
      deps.log.warn({ err: error }, "due notices could not be read");
    } finally {
      isSweeping = false;
    }
  }

  return {
    start() {
      const options = {
        connection: deps.redisForWorkers(),
        prefix: deps.config.keyPrefix,
        concurrency: 16,
        limiter: { max, duration: 1_000 },
      };
      worker = new Worker(
        queueNames.notices,
        async ({ data }) => {
          const to = data.to ?? (await findNotice(deps, data.noticeId))?.to;
          if (to !== undefined) await deliver(data.noticeId, to);
        },
        options,
      );
      worker.on("error", (error) => deps.log.debug({ err: error }, "the notice queue is away"));
      timer = setInterval(() => void sweep(), sweepMs);
      void sweep();
    },
    async stop() {
      clearInterval(timer);
      await worker?.close();
      await Promise.all(running.values());
    },
  };
}

async function deliverOne(
  deps: BotDeps,
  chat: Chat,
  noticeId: string,
): Promise<{ status: "sent" | "dropped" | "failed"; sendAt: Date } | undefined> {
  const notice = await findNotice(deps, noticeId);
  if (!notice || notice.status !== "pending" || notice.sendAt > deps.clock.now()) return undefined;
  try {
    const text = await wordsOf(deps, notice);
    if (text === null) {
      await settleNotice(deps, noticeId, { status: "dropped", why: "no longer true" });
      return { status: "dropped", sendAt: notice.sendAt };
    }
    await send(deps, chat, notice, text);
  } catch (error) {
    return (await failOrPostpone(deps, notice, error)) ? { status: "failed", sendAt: notice.sendAt } : undefined;
  }
  await settleNotice(deps, noticeId, { status: "sent" });
  return { status: "sent", sendAt: notice.sendAt };
}

async function wordsOf(deps: BotDeps, notice: Notice): Promise<string | null> {
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

async function send(deps: BotDeps, chat: Chat, { id, to }: Notice, text: string): Promise<void> {
  if (to.startsWith("room:")) {
    await chat.sayInRoom(to.slice(5), text, { id });
    return;
  }
  const [identity] = (await identitiesOf(deps, [to])).filter(({ channel }) => channel === chat.channel);
  if (!identity) throw new Error("not reachable on this channel");
  await chat.say(identity.chatUserId, text, { id });
}

/** @returns whether it has failed for good */
async function failOrPostpone(deps: BotDeps, notice: Notice, error: unknown): Promise<boolean> {
  const why = error instanceof Error ? error.message : "not sent";
  if (notice.tries + 1 >= maxTries) {
    await settleNotice(deps, notice.id, { status: "failed", why });
    deps.log.error({ noticeId: notice.id, kind: notice.kind, why }, "a notice could not be sent; it is on the call list");
    return true;
  }
  await postponeNotice(deps, notice.id, addMinutes(deps.clock.now(), 0.1 * 2 ** notice.tries), why);
  return false;
}
