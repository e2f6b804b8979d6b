import { setTimeout as wait } from "node:timers/promises";
import type { Listener } from "./listener.ts";

const answerLimitMs = 30_000;
/** What each resident writes, one after the other: a need, its confirmation, a question, thanks. */
const conversation = ["下周三上午九点能派人陪我去区医院看病吗", "对", "我的事办到哪了", "谢谢你"];

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Traffic {
  readonly acknowledged: readonly string[];
  readonly figures: Readonly<Record<string, unknown>>;
}

/** Milliseconds from sending to the bot's answer being visible; `undefined` when there was none. */
interface Exchange {
  readonly id: string | undefined;
  readonly storedMs: number;
  readonly answeredMs: number | undefined;
}

/** One conversation after the other, nothing else going on. */
export async function measureAlone(
  url: string,
  listener: Listener,
  residents: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const exchanges: Exchange[] = [];
  for (const resident of residents) for (const text of conversation) exchanges.push(await exchange(url, listener, resident, text));
  return summary(exchanges);
}

/** Messages come at their moment, whether or not the earlier ones are answered (open loop). */
export async function measureTraffic(
  url: string,
  listener: Listener,
  residents: readonly string[],
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<Traffic> {
  const startedAt = performance.now();
  const running: Promise<Exchange>[] = [];
  for (let number = 0; number < perSecond * seconds; number++) {
    const dueMs = (number / perSecond) * 1000 - (performance.now() - startedAt);
    if (dueMs > 0) await wait(dueMs);
    const resident = residents[number % residents.length] ?? "";
    const text = conversation[Math.floor(number / residents.length) % conversation.length] ?? "";
    running.push(exchange(url, listener, resident, text));
  }
  const sentInSeconds = (performance.now() - startedAt) / 1000;
  const exchanges = await Promise.all(running);
  return {
    acknowledged: exchanges.flatMap(({ id }) => id ?? []),
    figures: { perSecond: Math.round(running.length / sentInSeconds), seconds, ...summary(exchanges) },
  };
}

async function exchange(url: string, listener: Listener, from: string, text: string): Promise<Exchange> {
  const sentAt = performance.now();
  const answer = listener.next(from, answerLimitMs).then(
    (at) => at - sentAt,
    () => undefined,
  );
  const posted = await fetch(`${url}/sim/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from, text }),
  });
  const { id } = (await posted.json()) as { id?: string };
  const storedMs = performance.now() - sentAt;
  return { id: posted.status === 202 ? id : undefined, storedMs, answeredMs: await answer };
}

function summary(exchanges: readonly Exchange[]): Readonly<Record<string, unknown>> {
  return {
    sent: exchanges.length,
    answered: exchanges.filter(({ answeredMs }) => answeredMs !== undefined).length,
    stored: spreadOf(exchanges.map(({ storedMs }) => storedMs)),
    reply: spreadOf(exchanges.flatMap(({ answeredMs }) => answeredMs ?? [])),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
