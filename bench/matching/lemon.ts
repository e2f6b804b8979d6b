import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { AssignmentProblem } from "../../src/matching/batch/problem.ts";

export interface Lemon {
  /** Opens an instance, with all helpers or only those some seat may go to; each `solve` runs the simplex anew. */
  open(problem: AssignmentProblem, onlyWanted: boolean): { solve(): Promise<{ microseconds: number; total: number }>; close(): void };
  remove(): void;
}

/** LEMON's network simplex built by g++ -O2, or why there is none. */
export function buildLemon(): Lemon | string {
  if (!existsSync("/usr/include/lemon/network_simplex.h")) return "LEMON skipped: no headers (apt-get install liblemon-dev)";
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-lemon-"));
  const program = path.join(folder, "lemon");
  const source = new URL("lemon.cpp", import.meta.url).pathname;
  const built = spawnSync("g++", ["-O2", "-std=c++14", "-w", "-o", program, source, "-llemon"], { encoding: "utf8" });
  if (built.status !== 0) {
    rmSync(folder, { recursive: true });
    return `LEMON skipped: g++ failed ${built.error?.message ?? built.stderr.slice(0, 300)}`;
  }
  let files = 0;
  return {
    open: (problem, onlyWanted) => {
      const file = path.join(folder, `instance-${files++}`);
      writeFileSync(file, instanceText(problem, onlyWanted));
      const child = spawn(program, [file]);
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      return { solve: () => solveOnce(child, lines), close: () => child.stdin.end() };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function solveOnce(child: ChildProcessWithoutNullStreams, lines: AsyncIterator<string>) {
  child.stdin.write("\n");
  const { value } = await lines.next();
  const [microseconds = 0, total = 0] = String(value).split(" ").map(Number);
  return { microseconds, total };
}

/** Seats, then the helpers, then the sink; one arc for each edge, slot and empty seat. */
function instanceText({ edgeStart, helper, cost, emptyCost, slotStart, slotCost }: AssignmentProblem, onlyWanted: boolean): string {
  const seats = emptyCost.length;
  const wanted = onlyWanted ? [...new Set(helper)] : Array.from({ length: slotStart.length - 1 }, (_, h) => h);
  const nodeOf = new Map(wanted.map((h, i) => [h, seats + i]));
  const sink = seats + wanted.length;
  const arcs: string[] = [];
  for (let seat = 0; seat < seats; seat++) {
    for (let edge = edgeStart[seat] as number; edge < (edgeStart[seat + 1] as number); edge++) {
      arcs.push(`${seat} ${nodeOf.get(helper[edge] as number)} ${cost[edge]}`);
    }
    arcs.push(`${seat} ${sink} ${emptyCost[seat]}`);
  }
  for (const h of wanted) {
    for (let slot = slotStart[h] as number; slot < (slotStart[h + 1] as number); slot++)
      arcs.push(`${nodeOf.get(h)} ${sink} ${slotCost[slot]}`);
  }
  return `${seats} ${wanted.length} ${arcs.length}\n${arcs.join("\n")}\n`;
}
