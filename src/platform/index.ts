/** The machine: settings, stores, clock, log, errors, numbers. Knows nothing of stations. */
export { batchInserts } from "./batch.ts";
export * from "./civil-time.ts";
export { type Clock, systemClock } from "./clock.ts";
export { type Config, ConfigError, type Environment, loadConfig, type Role, roles } from "./config.ts";
export { readEnvironment } from "./environment.ts";
export { DomainError, isDomainError } from "./errors.ts";
export type { Readiness } from "./health.ts";
export { createLog, type Log } from "./log.ts";
export type { Metrics } from "./metrics.ts";
export { type Collection, type Db, isDuplicateKey } from "./mongo.ts";
export type { MovableClock } from "./movable-clock.ts";
export { openPlatform, type Platform, type PlatformOptions } from "./platform.ts";
export { answerProbe, type ProbeAnswer, startProbes } from "./probes.ts";
export { redact } from "./redact.ts";
export type { Redis } from "./redis.ts";
export { runProcess } from "./run-process.ts";
