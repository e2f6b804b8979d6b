/**
 * Vitest's global set-up: one embedded MongoDB and one Redis for the whole run, in a temporary folder, started when the first test file
 * asks for them; a run of pure tests starts nothing. MONGODB_URI and REDIS_URL name servers to use instead.
 * Test files do not use this but `test/support/stores.ts`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { createLog, loadConfig, readEnvironment } from "../../src/platform/index.ts";
import { openStores, type Stores } from "../../src/platform/stores/open-stores.ts";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-test-"));
  const { PATH, HOME, XDG_CACHE_HOME, MONGODB_URI, REDIS_URL } = readEnvironment();
  const config = loadConfig({ PATH, HOME, XDG_CACHE_HOME, MONGODB_URI, REDIS_URL, YIMI_ENV: "test", YIMI_DATA: folder });
  let opening: Promise<Stores> | undefined;

  const server = net.createServer((asker) => {
    asker.on("error", () => undefined);
    opening ??= openStores(config, createLog("warn"), () => undefined);
    opening.then(
      ({ mongoUri, redisUrl }) => asker.end(JSON.stringify({ mongoUri, redisUrl })),
      (error: Error) => asker.end(JSON.stringify({ failure: error.message })),
    );
  });
  const socket = path.join(folder, "stores.sock");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  project.provide("storesSocket", socket);

  return async () => {
    server.close();
    await (await opening?.catch(() => undefined))?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
