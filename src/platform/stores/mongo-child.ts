import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Log } from "../log.ts";
import { pingMongo } from "./ask-socket.ts";
import { type Keeper, keepAlive, type Launched } from "./keeper.ts";

/** How long a host that lost its parent may take to close before its folder counts as stuck. */
const orphanLimitMs = 20_000;
const engineFolder = /^embedded-mongodb-/;

export interface MongoPlace {
  readonly dataDir: string;
  readonly runFolder: string;
  readonly binary: string | undefined;
  readonly searchPath: string;
}

/** The embedded engine in a process of its own, and the URI it is reached by, which a restart does not change. */
export async function startMongo(place: MongoPlace, log: Log): Promise<{ keeper: Keeper; uri: string }> {
  const socket = path.join(place.runFolder, "mongo.sock");
  mkdirSync(path.join(place.dataDir, "mongo"), { recursive: true, mode: 0o700 });
  const kept = { name: "mongo", launch: () => launch(place), probe: () => pingMongo(socket) };
  const keeper = await whenOrphanIsGone(() => keepAlive(kept, log), place.dataDir);
  clearDeadSockets(place.runFolder, socket);
  return { keeper, uri: `mongodb://${encodeURIComponent(socket)}/?directConnection=true` };
}

function launch({ dataDir, runFolder, binary, searchPath }: MongoPlace): Launched {
  const output = openSync(path.join(dataDir, "mongo-host.log"), "a");
  const child = spawn(process.execPath, [...hostProgram(), path.join(dataDir, "mongo"), runFolder], {
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
    env: { PATH: searchPath, TMPDIR: runFolder, TOKIO_WORKER_THREADS: "1", ...(binary && { NAPI_RS_NATIVE_LIBRARY_PATH: binary }) },
  });
  closeSync(output);
  const ready = new Promise<void>((resolve, reject) => {
    child.once("message", (answer: { isReady?: true; failure?: string }) =>
      answer.isReady ? resolve() : reject(new Error(answer.failure)),
    );
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(new Error(`The MongoDB engine ended at its start (${signal ?? code}); see ${dataDir}/mongo-host.log`)),
    );
  });
  return { child, ready };
}

/** Compiled, the host stands beside this file as JavaScript; from source it needs a loader. */
function hostProgram(): string[] {
  const extension = path.extname(fileURLToPath(import.meta.url));
  const program = path.join(path.dirname(fileURLToPath(import.meta.url)), `mongo-host${extension}`);
  return extension === ".ts" ? ["--import", createRequire(import.meta.url).resolve("tsx"), program] : [program];
}

/** The engine locks its folder in the kernel. As this process is the folder's owner, only a host that is closing can have it. */
async function whenOrphanIsGone(start: () => Promise<Keeper>, dataDir: string): Promise<Keeper> {
  const triedAt = performance.now();
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof Error) || !/lock|in use|busy|unavailable/i.test(error.message)) throw error;
      if (performance.now() - triedAt > orphanLimitMs) throw new Error(`${dataDir} is in use by another process (${error.message})`);
      await wait(200);
    }
  }
}

/** The engine makes a folder for its socket at each start; those of killed hosts stay behind. */
function clearDeadSockets(runFolder: string, socket: string): void {
  const present = readlinkSync(socket);
  for (const folder of readdirSync(runFolder))
    if (engineFolder.test(folder) && !present.includes(folder)) rmSync(path.join(runFolder, folder), { recursive: true, force: true });
}
