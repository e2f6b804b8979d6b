import { Worker } from "bullmq";
import { channelRule } from "../../src/channel/index.ts";
import { findDueNotices, findNotice, queueNames } from "../../src/outbox/index.ts";
import { within } from "../within.ts";
import { deliverNotice } from "./deliver-notice.ts";
import type { Ended } from "./last-resort.ts";
import type { SenderDeps } from "./sender-deps.ts";

const sweepMs = 1_000;
const sweepSize = 200;
/** Longest one recipient's notices may hold up those behind them. */
const deliverMs = 60_000;

export interface Sender {
  start(): void;
  stop(): Promise<void>;
}

/**
 * Sends stored notices: on the queue's hint, and by a sweep over what is due, which also carries on while Redis is away.
 * One recipient's notices go out in order; a notice is sent once, or ends as failed with the reason and never in silence.
 */
export function openSender(deps: SenderDeps): Sender {
  const perSecond = deps.channels.all.reduce((sum, { channel }) => sum + channelRule(channel).perSecond, 0);
  const running = new Map<string, Promise<void>>();
  const lanes = new Map<string, Promise<void>>();
  const late = deps.metrics.histogram("yimi_notice_delay_seconds", "From the moment a notice may be sent until it is");
  const counted = deps.metrics.counter("yimi_notices_total", "Notices by how they ended and what carried them", ["outcome", "channel"]);
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isSweeping = false;

  function count({ notice, status, channel = "none" }: Ended): void {
    counted.inc({ outcome: status, channel });
    late.observe(Math.max(0, (deps.clock.now().getTime() - notice.sendAt.getTime()) / 1000));
  }

  function deliver(noticeId: string, to: string): Promise<void> {
    const already = running.get(noticeId);
    if (already) return already;
    const before = lanes.get(to) ?? Promise.resolve();
    const done = before
      .then(() => within(deliverMs, "delivering", deliverNotice(deps, noticeId)))
      .then((ended) => ended.forEach(count))
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
      await Promise.all((await findDueNotices(deps, Math.min(sweepSize, perSecond))).map(({ id, to }) => deliver(id, to)));
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
        limiter: { max: perSecond, duration: 1_000 },
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
