import { readFileSync } from "node:fs";

/** Jiffies a second; Linux has had no other for decades. */
const jiffies = 100;

/** Linux only: seconds of processor this process has used. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / jiffies;
}

/** Linux only: resident memory now. */
export function megabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
