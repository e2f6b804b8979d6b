import Flatbush from "flatbush";
import * as highsModule from "highs";
import { assign } from "../../src/matching/batch/assign.ts";
import { type AssignmentProblem, problemOf } from "../../src/matching/batch/problem.ts";
import { makeRandom } from "../../src/matching/random-people.ts";
import { cpuMicroseconds, median, report } from "./compare.ts";
import { buildLemon, type Lemon } from "./lemon.ts";

/** A town of 10 × 10 km; requests see their 20 nearest helpers, cost grows with the distance. */
const metres = 10_000;
const edgesEach = 20;
/** A second task the same day costs as much as 1.5 km. */
const slotCosts = [0, 15];
const emptyCost = 200;

export interface Peak {
  readonly requests: number;
  readonly helpers: number;
  /** This share of the demand lies in a hundredth of the area. */
  readonly concentrated: number;
}

function instance({ requests, helpers, concentrated }: Peak, seed: number): AssignmentProblem {
  const random = makeRandom(seed);
  const index = new Flatbush(helpers);
  const points = Array.from({ length: helpers }, () => ({ x: random() * metres, y: random() * metres }));
  for (const { x, y } of points) index.add(x, y);
  index.finish();
  const seats = Array.from({ length: requests }, () => {
    const isInside = random() < concentrated;
    const [x, y] = isInside ? [4500 + random() * 1000, 4500 + random() * 1000] : [random() * metres, random() * metres];
    const edges = index.neighbors(x, y, edgesEach).map((helper) => {
      const { x: hx, y: hy } = points[helper] as { x: number; y: number };
      return { helper, cost: Math.round(Math.hypot(hx - x, hy - y) / 100 + random() * 40) };
    });
    return { emptyCost, edges };
  });
  return problemOf(
    seats,
    points.map(() => slotCosts),
  );
}

/** First come, first served: each request in turn takes the cheapest helper left. */
function greedyTotal({ edgeStart, helper, cost, emptyCost: empty, slotStart, slotCost }: AssignmentProblem): number {
  const load = new Int32Array(slotStart.length);
  let total = 0;
  for (let seat = 0; seat < empty.length; seat++) {
    let [best, chosen] = [empty[seat] as number, -1];
    for (let edge = edgeStart[seat] as number; edge < (edgeStart[seat + 1] as number); edge++) {
      const h = helper[edge] as number;
      const slot = (slotStart[h] as number) + (load[h] as number);
      if (slot >= (slotStart[h + 1] as number)) continue;
      const price = (cost[edge] as number) + (slotCost[slot] as number);
      if (price < best) [best, chosen] = [price, h];
    }
    if (chosen >= 0) load[chosen] = (load[chosen] as number) + 1;
    total += best;
  }
  return total;
}

/** Measures one peak beside LEMON in turn, checks totals and bound, and prints the line. */
export async function measureBatch(name: string, peak: Peak, target: number, lemon: Lemon | string): Promise<void> {
  const problem = instance(peak, 11);
  const assignment = assign(problem);
  const gap = assignment.total() - assignment.lowerBound();
  const more = {
    unit: "ms CPU",
    gap,
    greedy: Number((greedyTotal(problem) / assignment.total()).toFixed(3)),
    cancelMicroseconds: cancelTime(problem),
  };
  if (typeof lemon === "string") {
    const own = Array.from({ length: 9 }, () => cpuMicroseconds(() => assign(problem)) / 1000);
    console.log(JSON.stringify({ scenario: name, ours: Number(median(own).toFixed(2)), reference: null, note: lemon, ...more }));
    return;
  }
  report(`batch ${name} / LEMON network simplex`, await inTurn(problem, lemon, false), target, more);
  report(`batch ${name} / LEMON, helpers nobody may get left out beforehand`, await inTurn(problem, lemon, true), 1, { unit: "ms CPU" });
}

async function inTurn(problem: AssignmentProblem, lemon: Lemon, onlyWanted: boolean) {
  const reference = lemon.open(problem, onlyWanted);
  const pairs: { own: number; other: number }[] = [];
  for (let i = 0; i < 10; i++) {
    let total = 0;
    const own = cpuMicroseconds(() => {
      total = assign(problem).total();
    });
    const solved = await reference.solve();
    if (solved.total !== total) throw new Error(`LEMON finds ${solved.total}, we find ${total}`);
    if (i > 0) pairs.push({ own: own / 1000, other: solved.microseconds / 1000 });
  }
  reference.close();
  return {
    ours: median(pairs.map(({ own }) => own)),
    reference: median(pairs.map(({ other }) => other)),
    ratio: median(pairs.map(({ own, other }) => own / other)),
  };
}

/** Microseconds to take one request out and move the others up. */
function cancelTime(problem: AssignmentProblem): number {
  const assignment = assign(problem);
  const count = Math.min(200, problem.emptyCost.length);
  const micros = cpuMicroseconds(() => {
    for (let i = 0; i < count; i++) assignment.cancel(Math.floor((i * problem.emptyCost.length) / count));
  });
  return Number((micros / count).toFixed(1));
}

/** The same instance as a linear programme. */
function programmeOf({ edgeStart, helper, cost, emptyCost: empty, slotStart, slotCost }: AssignmentProblem): string {
  const seats = empty.length;
  const rows: string[] = [];
  const objective: string[] = [];
  const atHelper = new Map<number, string[]>();
  for (let seat = 0; seat < seats; seat++) {
    const row = [`e${seat}`];
    objective.push(`${empty[seat]} e${seat}`);
    for (let edge = edgeStart[seat] as number; edge < (edgeStart[seat + 1] as number); edge++) {
      const h = helper[edge] as number;
      row.push(`x${edge}`);
      objective.push(`${cost[edge]} x${edge}`);
      atHelper.set(h, [...(atHelper.get(h) ?? []), `x${edge}`]);
    }
    rows.push(`s${seat}: ${row.join(" + ")} = 1`);
  }
  const bounds: string[] = [];
  for (const [h, edges] of atHelper) {
    const slots: string[] = [];
    for (let slot = slotStart[h] as number; slot < (slotStart[h + 1] as number); slot++) {
      slots.push(`y${slot}`);
      objective.push(`${slotCost[slot]} y${slot}`);
      bounds.push(`0 <= y${slot} <= 1`);
    }
    rows.push(`h${h}: ${edges.join(" + ")} - ${slots.join(" - ")} = 0`);
  }
  return `Minimize\n obj: ${objective.join(" + ")}\nSubject To\n ${rows.join("\n ")}\nBounds\n ${bounds.join("\n ")}\nEnd`;
}

/** The optimum of HiGHS beside ours on small instances. */
export async function compareWithHighs(instances: number): Promise<void> {
  const load = highsModule.default as unknown as () => Promise<highsModule.Highs>;
  const highs = await load();
  const ratios: number[] = [];
  let isSame = true;
  for (let seed = 1; seed <= instances; seed++) {
    const problem = instance({ requests: 120, helpers: 400, concentrated: 0.3 }, seed);
    let total = 0;
    const own = cpuMicroseconds(() => {
      total = assign(problem).total();
    });
    let found = 0;
    const other = cpuMicroseconds(() => {
      found = highs.solve(programmeOf(problem), { output_flag: false }).ObjectiveValue;
    });
    isSame &&= Math.abs(found - total) < 1e-6;
    ratios.push(own / other);
  }
  console.log(
    JSON.stringify({
      scenario: "batch 120 of 400 / HiGHS",
      instances,
      sameTotal: isSame,
      ratio: Number(median(ratios).toPrecision(3)),
      target: "same total",
      isMet: isSame,
    }),
  );
}

export async function measureBatches(): Promise<void> {
  const lemon = buildLemon();
  await measureBatch("200 requests", { requests: 200, helpers: 30_000, concentrated: 0 }, 1, lemon);
  await measureBatch("1,000 requests", { requests: 1000, helpers: 30_000, concentrated: 0 }, 1, lemon);
  await measureBatch("5,000 spread", { requests: 5000, helpers: 30_000, concentrated: 0 }, 1 / 40, lemon);
  await measureBatch("5,000, 30 % in 1 % of the area", { requests: 5000, helpers: 30_000, concentrated: 0.3 }, 1, lemon);
  if (typeof lemon !== "string") lemon.remove();
  await compareWithHighs(10);
}
