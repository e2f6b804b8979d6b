import pino from "pino";
import { redact, redactDeep } from "./redact.ts";

/** Writes one JSON line per event. Everything given to it is masked first: see `redact`. */
export type Log = pino.Logger;

/** `to` takes the lines instead of standard output. */
export function createLog(level: string, to?: { write(line: string): void }): Log {
  const options: pino.LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    // The masking below has made plain objects of errors already.
    serializers: { err: (error: unknown) => error },
    formatters: { level: (label) => ({ level: label }) },
    hooks: { logMethod: writeRedacted },
  };
  const log = to ? pino(options, to) : pino(options);
  // Children inherit this. Pino drops a formatter of bindings for them.
  const child = log.child;
  log.child = function (this: pino.Logger, bindings: pino.Bindings, ...rest: unknown[]) {
    return child.call(this, redactDeep(bindings) as pino.Bindings, ...(rest as []));
  } as typeof log.child;
  return log;
}

function writeRedacted(this: pino.Logger, args: Parameters<pino.LogFn>, method: pino.LogFn): void {
  const [first, ...rest] = args as unknown as [unknown, ...unknown[]];
  const event = first instanceof Error ? { err: first } : first;
  const message = first instanceof Error && rest.length === 0 ? [redact(first.message)] : rest.map((value) => redactDeep(value));
  method.apply(this, [redactDeep(event), ...message] as unknown as Parameters<pino.LogFn>);
}
