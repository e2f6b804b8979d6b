import { constants } from "node:os";

export interface Running {
  /** Lets what is under way finish, then ends everything in reverse order of its start. */
  stop(): Promise<void>;
}

export interface ProcessVoice {
  say(line: string): void;
  fail(error: unknown, line: string): void;
}

/** Terminals and npm may both pass one Ctrl-C on, so a signal right after the first is the same press. */
const samePressMs = 1000;
const stopLimitMs = 25_000;

/**
 * The life of a process: start, run until SIGINT or SIGTERM, drain, end with 0. Ends with 1 when the start or the stop fails, on a promise
 * nobody handled and on a stop that takes too long; a second Ctrl-C ends at once with 128 + the signal's number.
 */
export function runProcess(start: () => Promise<Running>, voice: ProcessVoice): void {
  const fail = (line: string) => (error: unknown) => {
    voice.fail(error, line);
    process.exit(1);
  };
  process.on("unhandledRejection", fail("a promise was rejected and nobody handled it"));
  process.on("uncaughtException", fail("an error nobody caught"));
  const running = start();
  running.catch(fail("the start failed"));

  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > samePressMs) process.exit(128 + constants.signals[signal]);
      return;
    }
    firstAt = performance.now();
    voice.say("stopping; once more Ctrl-C ends at once");
    setTimeout(() => fail("the stop took too long")(new Error(`${stopLimitMs / 1000} s`)), stopLimitMs).unref();
    running
      .then((app) => app.stop())
      .then(() => {
        voice.say("stopped");
        process.exit(0);
      })
      .catch(fail("the stop failed"));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
