import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export interface RunningProgram {
  readonly pid: number;
  /** Everything it has said, on standard output and standard error. */
  readonly lines: readonly string[];
  /** Sends a command; the answer is a line to wait for. */
  tell(command: string): void;
  /** The first line that matches, said already or within `limitMs`. */
  hears(pattern: RegExp, limitMs?: number): Promise<RegExpExecArray>;
  /** Sends a command and waits for the answer that matches. */
  asks(command: string, answer: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** What it ended with: an exit code or the name of a signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

export interface PlatformProcess extends RunningProgram {
  /** Resolves when it serves, with the process ids of its stores. */
  ready(): Promise<{ mongo: number; redis: number }>;
}

/** A process that is nothing but a platform: see `platform-process.ts`. */
export function runPlatformProcess(env: Record<string, string>, ...args: string[]): PlatformProcess {
  const running = runProgram(new URL("./platform-process.ts", import.meta.url), { YIMI_ENV: "test", ...env }, ...args);
  const ready = async (): Promise<{ mongo: number; redis: number }> => {
    const [mongo = 0, redis = 0] = JSON.parse((await running.hears(/^pids (.*)/))[1] ?? "[]") as number[];
    return { mongo, redis };
  };
  return { ...running, ready };
}

/** Starts a program of this repository in a process group of its own; it is ended when the test is over. */
export function runProgram(program: URL, env: Record<string, string>, ...args: string[]): RunningProgram {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", fileURLToPath(program), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  if (!child.stdout || !child.stderr || child.pid === undefined) throw new Error("the process did not start");
  for (const output of [child.stdout, child.stderr])
    createInterface(output).on("line", (line) => {
      lines.push(line);
      wake();
    });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  void ended.then(wake);
  // Ended in order, so that its stores are gone before the test removes their folder.
  onTestFinished(async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  });

  const find = (pattern: RegExp, from = 0): RegExpExecArray | undefined => {
    for (const line of lines.slice(from)) {
      const match = pattern.exec(line);
      if (match) return match;
    }
    return undefined;
  };
  const hears = (pattern: RegExp, limitMs = 20_000, from = 0): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const end = (error?: Error, match?: RegExpExecArray): void => {
        clearTimeout(late);
        waiting.delete(look);
        if (match) resolve(match);
        else reject(error);
      };
      const said = (): Error => new Error(`never said ${pattern}; said:\n${lines.join("\n")}`);
      const late = setTimeout(() => end(said()), limitMs);
      const look = (): void => {
        const match = find(pattern, from);
        if (match) end(undefined, match);
        else if (child.exitCode !== null || child.signalCode !== null) setImmediate(() => end(said(), find(pattern, from)));
      };
      waiting.add(look);
      look();
    });
  const tell = (command: string): void => void child.stdin?.write(`${command}\n`);
  return {
    pid: child.pid,
    lines,
    tell,
    hears: (pattern, limitMs) => hears(pattern, limitMs),
    asks: (command, answer) => {
      const from = lines.length;
      tell(command);
      return hears(answer, 20_000, from);
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Resolves when no process has this id any more. */
export async function isGone(pid: number, limitMs = 10_000): Promise<boolean> {
  for (let left = limitMs; left > 0; left -= 50) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
