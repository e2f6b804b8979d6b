import { Queue } from "bullmq";
import type { Log, Redis } from "../platform/index.ts";

/** The queues of the product: what a request has to do, what people have to be told, and the ticks of the clock. */
export const queueNames = { requests: "requests", notices: "notices", ticks: "ticks" } as const;
export type QueueName = (typeof queueNames)[keyof typeof queueNames];

export interface Queues {
  /**
   * Adds work by a deterministic id: the same id while it is kept changes nothing. Never throws: Mongo is the truth,
   * and what Redis did not take the next tick adds again.
   * @returns whether Redis took it
   */
  add(queue: QueueName, id: string, data: Readonly<Record<string, unknown>>): Promise<boolean>;
  close(): Promise<void>;
}

const kept = { removeOnComplete: { age: 3600, count: 10_000 }, removeOnFail: { age: 86_400, count: 10_000 } };

/** @param prefix a hash tag such as `{yimi}` keeps a queue in one cluster slot */
export function openQueues(redis: Redis, prefix: string, log: Log): Queues {
  const queues = new Map<QueueName, Queue>();
  // A queue built before its connection is ready would fail for ever.
  const queueOf = (name: QueueName): Queue | undefined => {
    const open = queues.get(name);
    if (open || redis.status !== "ready") return open;
    const queue = new Queue(name, {
      connection: redis,
      prefix,
      defaultJobOptions: { attempts: 3, backoff: { type: "exponential", delay: 500 }, ...kept },
    });
    queue.on("error", (error) => log.debug({ err: error }, "queue is away"));
    queues.set(name, queue);
    return queue;
  };
  return {
    add: async (name, id, data) => {
      try {
        const queue = queueOf(name);
        if (!queue) return false;
        await queue.add(name, data, { jobId: id.replaceAll(":", "-") });
        return true;
      } catch (error) {
        log.debug({ err: error, queue: name }, "redis did not take a job; the next tick adds it");
        return false;
      }
    },
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
