import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { freePort, type Product, startProduct } from "../../test/support/product.ts";

const restMs = 5_000;
const roles = ["bot", "api", "jobs"];

/** Resident memory a few seconds after the start: all roles in one process with its stores, then each role in a process of its own. */
export async function measureMemory(product: Product, stores: Readonly<Record<string, string>>): Promise<Readonly<Record<string, number>>> {
  await wait(restMs);
  const { mongo, redis } = await product.storePids();
  const figures: Record<string, number> = { allRoles: megabytes(product.pid), mongo: megabytes(mongo), redis: megabytes(redis) };
  for (const role of roles) {
    const apart = await startProduct({ dataDir: product.dataDir, port: await freePort(), roles: role, env: stores });
    await wait(restMs);
    figures[role] = megabytes(apart.pid);
    await apart.end("SIGTERM");
  }
  return figures;
}

/** Linux only. */
function megabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
