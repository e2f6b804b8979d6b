import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { systemClock } from "../clock.ts";
import type { Log } from "../log.ts";
import { isListening, pingRedis, shutDownRedis } from "./ask-socket.ts";
import { type Keeper, keepAlive, type Launched } from "./keeper.ts";
import type { RedisProgram } from "./redis-program.ts";

export interface RedisPlace {
  readonly dataDir: string;
  readonly runFolder: string;
  readonly program: RedisProgram;
}

/** A private redis-server on a unix socket, and the socket's path. Its folder must be this process's own: see `lockFolder`. */
export async function startRedis(place: RedisPlace, log: Log): Promise<{ keeper: Keeper; socket: string }> {
  const socket = path.join(place.runFolder, "redis.sock");
  await endOrphan(socket);
  const kept = {
    name: "redis",
    launch: () => launchServer(place, socket),
    probe: () => pingRedis(socket),
    repair: () => {
      if (!isDataBroken(place)) return false;
      moveAside(place, log);
      return true;
    },
  };
  return { keeper: await keepAlive(kept, log), socket };
}

function launchServer({ dataDir, program }: RedisPlace, socket: string): Launched {
  const folder = path.join(dataDir, "redis");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(logFile(dataDir))) renameSync(logFile(dataDir), `${logFile(dataDir)}.before`);
  const settings = {
    port: "0",
    unixsocket: socket,
    unixsocketperm: "700",
    dir: folder,
    appendonly: "yes",
    appendfsync: "everysec",
    save: "",
    "maxmemory-policy": "noeviction",
    logfile: logFile(dataDir),
  };
  const child = spawn(
    program.path,
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    {
      detached: true,
      stdio: "ignore",
      env: program.libraryPath ? { LD_LIBRARY_PATH: program.libraryPath } : {},
    },
  );
  let end: string | number | null | undefined;
  child.once("error", (error) => {
    end = error.message;
  });
  child.once("exit", (code, signal) => {
    end = signal ?? code;
  });
  const ready = (async () => {
    while (!(await pingRedis(socket))) {
      if (end !== undefined) throw new Error(`redis-server ended at its start (${end}); see ${logFile(dataDir)}`);
      await wait(20);
    }
  })();
  return { child, ready };
}

/**
 * Redis outlives a parent that was killed, and two on one folder would spoil it. What it holds is written there first.
 * @throws Error in one sentence when it does not end
 */
async function endOrphan(socket: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (!(await isListening(socket))) return;
    if (tries === 0) await shutDownRedis(socket);
    await wait(100);
  }
  throw new Error(`A redis-server of an earlier start still listens on ${socket} and does not end: kill it and start again.`);
}

function logFile(dataDir: string): string {
  return path.join(dataDir, "redis-server.log");
}

/** Whether the server refused to start because of what it read in its folder. */
function isDataBroken({ dataDir }: RedisPlace): boolean {
  return existsSync(logFile(dataDir)) && /append only file|AOF|RDB|manifest|checksum/i.test(lastFatalLines(logFile(dataDir)));
}

/** Lines of level `#` (warning) are the ones that say why the server ends. */
function lastFatalLines(file: string): string {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.includes(" # "))
    .slice(-5)
    .join("\n");
}

/** Everything in Redis can be made again from MongoDB, so a start without it is better than none. */
function moveAside({ dataDir }: RedisPlace, log: Log): void {
  const folder = path.join(dataDir, "redis");
  const broken = path.join(dataDir, `redis.broken-${systemClock.now().toISOString().replaceAll(/[:.]/g, "-")}`);
  renameSync(folder, broken);
  log.error({ folder: broken }, "redis could not read its data: the folder was moved aside and the queues are rebuilt from MongoDB");
}
