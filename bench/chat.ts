/**
 * Measures the chat of the real product (`npm run build` first): seconds to ready, memory at rest by role, and message → reply, alone and
 * at 50 messages a second for a minute, with how many were acknowledged, stored and answered. One JSON line each.
 * `-- --seconds=10` makes the minute shorter, `-- --profile=FOLDER` writes a CPU profile of the product.
 */
import { rmSync } from "node:fs";
import { freePort, startProduct, storesOf, temporaryFolder } from "../test/support/product.ts";
import { openListener } from "./chat/listener.ts";
import { measureAlone, measureTraffic } from "./chat/load.ts";
import { measureMemory } from "./chat/memory.ts";
import { countStored } from "./chat/stored.ts";

const option = (name: string): string | undefined => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const seconds = Number(option("seconds") ?? 60);
const profile = option("profile");
const print = (measured: string, figures: Readonly<Record<string, unknown>>): void => console.log(JSON.stringify({ measured, ...figures }));

const folder = temporaryFolder();
try {
  const port = await freePort();
  const first = await startProduct({ dataDir: folder.path, port });
  await first.end("SIGTERM");
  const nodeOptions = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const product = await startProduct({ dataDir: folder.path, port, nodeOptions });
  print("start to ready", { seconds: { emptyData: first.readyMs / 1000, sameData: product.readyMs / 1000 } });

  print("memory at rest, MB", await measureMemory(product, storesOf(folder.path)));

  const listener = await openListener(product.url);
  const people = (await (await fetch(`${product.url}/sim/people`)).json()) as { id: string; role: string }[];
  const residents = people.filter(({ role }) => role === "resident").map(({ id }) => id);
  print("message to reply alone, ms", await measureAlone(product.url, listener, residents.slice(0, 20)));
  const traffic = await measureTraffic(product.url, listener, residents.slice(20), { perSecond: 50, seconds });
  print("message to reply at 50 a second, ms", { ...traffic.figures, ...(await countStored(folder.path, traffic.acknowledged)) });
  listener.close();
  await product.end("SIGTERM");
} finally {
  rmSync(folder.path, { recursive: true, force: true });
}
