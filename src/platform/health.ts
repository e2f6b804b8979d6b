import { setTimeout as wait } from "node:timers/promises";
import { freeBytes, lowDiskBytes } from "./disk.ts";

export interface HealthPart {
  readonly isOk: boolean;
  /** Milliseconds the answer took. */
  readonly ms?: number;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface Readiness {
  /** True when every store answers. A full disk does not count: what is stored can still be read. */
  readonly isReady: boolean;
  readonly parts: Readonly<Record<string, HealthPart>>;
}

/** Asks one store something; rejects when it does not serve. */
export type Ping = () => Promise<unknown>;

const limitMs = 1000;

/** Asks every store at the same time, each for at most a second. `detail` adds what the keeper of an embedded store knows. */
export async function askStores(
  pings: Readonly<Record<string, Ping>>,
  diskFolder: string | undefined,
  detail: (store: string) => Readonly<Record<string, unknown>> | undefined = () => undefined,
): Promise<Readiness> {
  const stores = await Promise.all(Object.entries(pings).map(async ([name, ping]) => [name, await askStore(ping, detail(name))] as const));
  const disk = diskFolder === undefined ? {} : { disk: askDisk(diskFolder) };
  return { isReady: stores.every(([, part]) => part.isOk), parts: { ...Object.fromEntries(stores), ...disk } };
}

/** True when `folder` has too little space left for more requests. */
export function isLow(folder: string): boolean {
  return freeBytes(folder) < lowDiskBytes;
}

async function askStore(ping: Ping, detail?: Readonly<Record<string, unknown>>): Promise<HealthPart> {
  const askedAt = performance.now();
  const limit = new AbortController();
  const isOk = await Promise.race([
    ping().then(
      () => true,
      () => false,
    ),
    wait(limitMs, false, { signal: limit.signal }).catch(() => false),
  ]);
  limit.abort();
  return { isOk, ms: Math.round(performance.now() - askedAt), ...(detail && { detail }) };
}

function askDisk(folder: string): HealthPart {
  const free = freeBytes(folder);
  return { isOk: free >= lowDiskBytes, detail: { freeMegabytes: Math.floor(free / 1024 / 1024) } };
}
