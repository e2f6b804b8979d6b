import { setTimeout as wait } from "node:timers/promises";

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
}

/** Writes as this person and resolves when the answer is on their phone. */
export type Exchange = (number: number) => Promise<void>;

/** Messages come at their moment, whether or not the earlier ones are answered; milliseconds from writing to reading. */
export async function measureReplies(exchange: Exchange, { perSecond, seconds }: Load): Promise<Readonly<Record<string, number>>> {
  const startedAt = performance.now();
  const running: Promise<number | undefined>[] = [];
  for (let number = 0; number < perSecond * seconds; number++) {
    const dueMs = (number / perSecond) * 1000 - (performance.now() - startedAt);
    if (dueMs > 0) await wait(dueMs);
    const askedAt = performance.now();
    running.push(
      exchange(number).then(
        () => performance.now() - askedAt,
        () => undefined,
      ),
    );
  }
  const all = await Promise.all(running);
  const sorted = all.filter((ms) => ms !== undefined).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? 0);
  return { sent: all.length, answered: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
