/**
 * The real product as a process: `dist/src/main.js` (see `npm run build`) with a data folder and a port of its own. Crash tests and the
 * chat bench start it, talk to it over HTTP only, and kill it by its process id.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/src/main.js", import.meta.url));
/** As `npm start` starts it. */
const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { scripts: { start: string } };
const usualOptions = scripts.start.split(" ").filter((word) => word.startsWith("--"));
const startLimitMs = 120_000;

export interface Product {
  /** Of the listener with the role `api`; the same after a restart. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Milliseconds from the start of the process until every store answered. */
  readonly readyMs: number;
  /** The embedded stores, as /readyz names them now. */
  storePids(): Promise<{ readonly mongo: number; readonly redis: number }>;
  /** What it has written on its terminal. */
  said(): string;
  /** Ends at once, or with SIGTERM after it has drained; resolves when the process is gone. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

export interface ProductOptions {
  readonly dataDir: string;
  /** A free port; see `freePort`. With the role `api` it is the simulator's, without it the probes'. */
  readonly port: number;
  readonly roles?: string;
  /** Settings besides. */
  readonly env?: Readonly<Record<string, string>>;
  /** Words for node itself, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
}

/** Monday, a working day; the morning desk is open. */
export const workingMorning = "2026-11-23T09:00:00+08:00";

/** Starts the product and waits until it is ready. @throws Error with what it said when it ends before */
export async function startProduct({
  dataDir,
  port,
  roles = "bot,api,jobs",
  env = {},
  nodeOptions = [],
}: ProductOptions): Promise<Product> {
  if (!existsSync(main)) throw new Error("there is no build to test: run `npm run build` first");
  const isListening = roles.includes("api");
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...usualOptions, ...nodeOptions, main, `--roles=${roles}`], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      YIMI_DATA: dataDir,
      ...(isListening ? { YIMI_PORT: String(port) } : { YIMI_PROBE_PORT: String(port) }),
      YIMI_START_AT: workingMorning,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (piece) => (said += String(piece)));
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = `http://127.0.0.1:${port}`;

  await untilReady(child, url, () => said);
  const readyMs = performance.now() - startedAt;
  return {
    url,
    dataDir,
    pid: child.pid as number,
    readyMs,
    said: () => said,
    async storePids() {
      const { parts } = (await (await fetch(`${url}/readyz`)).json()) as Readiness;
      return { mongo: parts.mongo?.detail?.pid ?? 0, redis: parts.redis?.detail?.pid ?? 0 };
    },
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}

interface Readiness {
  readonly parts: Readonly<Record<string, { readonly detail?: { readonly pid?: number } }>>;
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  for (const until = performance.now() + startLimitMs; ; await wait(25)) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok && /ready: /.test(said()),
      () => false,
    );
    if (isReady) return;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the product ended at its start:\n${said()}`);
    if (performance.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`the product did not get ready:\n${said()}`);
    }
  }
}

/** Where another process finds the embedded stores of a data folder. */
export function storesOf(dataDir: string): { readonly MONGODB_URI: string; readonly REDIS_URL: string } {
  const socket = encodeURIComponent(path.join(dataDir, "run/mongo.sock"));
  return { MONGODB_URI: `mongodb://${socket}/?directConnection=true`, REDIS_URL: path.join(dataDir, "run/redis.sock") };
}

/** A folder that is removed by the caller; short, so that the sockets inside have room. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-p-"));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) };
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
