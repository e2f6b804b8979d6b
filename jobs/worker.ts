import { Worker } from "bullmq";
import { z } from "zod";
import type { AppDeps } from "../src/app.ts";
import { queueNames } from "../src/outbox/index.ts";
import { isDomainError } from "../src/platform/index.ts";
import { runDue } from "./due.ts";
import type { Ticks } from "./ticks.ts";

const requestJob = z.object({ requestId: z.string() });
const tickJob = z.object({ slot: z.string() });
/** Requests worked on at the same time in one process. */
const concurrency = 8;
const drainMs = 5_000;

export interface Workers {
  /** Lets running jobs end; what takes longer starts again elsewhere. */
  stop(): Promise<void>;
}

/** Takes hints from the queues: requests with something to do, and ticks. */
export function startWorkers(deps: AppDeps, ticks: Ticks): Workers {
  const options = { connection: deps.redisForWorkers(), prefix: deps.config.keyPrefix };
  const requests = new Worker(
    queueNames.requests,
    async ({ data }) => {
      const { requestId } = requestJob.parse(data);
      await runDue(deps, requestId).catch((error: unknown) => {
        if (!isDomainError(error, "request.unknown")) throw error;
      });
    },
    { ...options, concurrency },
  );
  const beats = new Worker(queueNames.ticks, async ({ data }) => ticks.run(tickJob.parse(data).slot, true), options);
  const workers = [requests, beats];
  for (const worker of workers) {
    worker.on("error", (error) => deps.log.debug({ err: error }, "a queue is away"));
    worker.on("failed", (job, error) => deps.log.error({ err: error, job: job?.id }, "a job failed"));
  }
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => closeSoon(worker)));
    },
  };
}

/** A worker whose Redis is away would wait for it. */
async function closeSoon(worker: Worker): Promise<void> {
  const late = setTimeout(() => void worker.close(true), drainMs);
  await worker.close();
  clearTimeout(late);
}
