/**
 * Measures the real product (`npm run build` first) on the simulated network and then on iLink with 500 people bound in one process: memory,
 * processor, and message → reply at 10 messages a second for a minute. One JSON line each; the last one sets them side by side.
 * `-- --people=100 --seconds=10 --per-second=5` makes it smaller.
 */
import { rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { makeFieldKey } from "../src/platform/index.ts";
import { freePort, type Product, startProduct, storesOf, temporaryFolder } from "../test/support/product.ts";
import { startWechatServer } from "../test/support/wechat-server/index.ts";
import { openIlink } from "./channels/ilink.ts";
import { openLocal } from "./channels/local.ts";
import { megabytes, processorSeconds } from "./channels/processor.ts";
import { type Exchange, measureReplies } from "./channels/traffic.ts";

const option = (name: string, usual: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? usual);
const people = option("people", 500);
const load = { perSecond: option("per-second", 10), seconds: option("seconds", 60) };
const text = "我的事办到哪了";
const restSeconds = 10;
const fieldKeys = makeFieldKey();

interface Figures {
  readonly megabytesAtRest: number;
  readonly processorPercentAtRest: number;
  readonly replies: Readonly<Record<string, number>>;
  readonly megabytesAfter: number;
  readonly processorPercent: number;
}

/** At rest, then under the load. */
async function measure({ pid }: Product, exchange: Exchange): Promise<Figures> {
  for (let number = 0; number < 20; number++) await exchange(number);
  const quiet = processorSeconds(pid);
  await wait(restSeconds * 1000);
  const before = processorSeconds(pid);
  const megabytesAtRest = megabytes(pid);
  const beganAt = performance.now();
  const replies = await measureReplies(exchange, load);
  const seconds = (performance.now() - beganAt) / 1000;
  const percent = (used: number, of: number): number => Math.round((used / of) * 100);
  return {
    megabytesAtRest,
    processorPercentAtRest: percent(before - quiet, restSeconds),
    replies,
    megabytesAfter: megabytes(pid),
    processorPercent: percent(processorSeconds(pid) - before, seconds),
  };
}

const print = (measured: string, figures: object): void => console.log(JSON.stringify({ measured, ...figures }));

async function onLocal(): Promise<Figures> {
  const folder = temporaryFolder();
  const product = await startProduct({ dataDir: folder.path, port: await freePort() });
  const network = await openLocal(product.url, text);
  try {
    return await measure(product, network.exchange);
  } finally {
    network.close();
    await product.end("SIGTERM");
    rmSync(folder.path, { recursive: true, force: true });
  }
}

async function onIlink(): Promise<Figures & { readonly secondsUntilAllAreAsked: number }> {
  const folder = temporaryFolder();
  let aheadMs = 0;
  const server = await startWechatServer({ clock: { now: () => new Date(Date.now() + aheadMs) } });
  const env = { YIMI_PUPPET: "ilink", YIMI_ILINK_BASE_URL: server.url, YIMI_FIELD_KEYS: fieldKeys };
  const product = await startProduct({ dataDir: folder.path, port: await freePort(), env });
  try {
    const { now } = (await (await fetch(`${product.url}/sim/clock`)).json()) as { now: string };
    aheadMs = new Date(now).getTime() - Date.now();
    const network = await openIlink(server, storesOf(folder.path), fieldKeys, { people, text });
    const beganAt = performance.now();
    await network.online();
    const secondsUntilAllAreAsked = Math.round(performance.now() - beganAt) / 1000;
    return { ...(await measure(product, network.exchange)), secondsUntilAllAreAsked };
  } finally {
    await product.end("SIGTERM");
    await server.stop();
    rmSync(folder.path, { recursive: true, force: true });
  }
}

const local = await onLocal();
print("the simulated network", local);
const ilink = await onIlink();
print(`iLink, ${people} people`, ilink);
const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100;
print("iLink / simulated", {
  p50: ratio(ilink.replies.p50 ?? 0, local.replies.p50 ?? 0),
  p99: ratio(ilink.replies.p99 ?? 0, local.replies.p99 ?? 0),
  processor: ratio(ilink.processorPercent, local.processorPercent),
  megabytesMore: ilink.megabytesAtRest - local.megabytesAtRest,
});
