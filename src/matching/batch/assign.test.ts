import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { makeRandom } from "../random-people.ts";
import { assign } from "./assign.ts";
import { type AssignmentProblem, problemOf, type SeatEdges } from "./problem.ts";

/** Instances that break careless solvers: nobody, no slots, no edges, ties, one helper wanted by all. */
function adversarial(random: () => number): AssignmentProblem {
  const upTo = (n: number): number => Math.floor(random() * (n + 1));
  const helpers = upTo(8);
  const isTied = random() < 0.3;
  const slots = Array.from({ length: helpers }, () => {
    const costs = Array.from({ length: upTo(3) }, () => upTo(isTied ? 1 : 6));
    return costs.sort((a, b) => a - b);
  });
  const density = random();
  const seats: SeatEdges[] = Array.from({ length: upTo(12) }, () => ({
    emptyCost: upTo(isTied ? 5 : 40),
    edges: Array.from({ length: helpers }, (_, helper) => ({ helper, cost: upTo(isTied ? 2 : 30) })).filter(() => random() < density),
  }));
  return problemOf(seats, slots);
}

/** The cheapest of all assignments by trying each. */
function cheapest(problem: AssignmentProblem, skipped: ReadonlySet<number>): number {
  const { edgeStart, helper, cost, emptyCost, slotStart, slotCost } = problem;
  const load = new Int32Array(slotStart.length);
  const from = (seat: number): number => {
    if (seat === emptyCost.length) return 0;
    if (skipped.has(seat)) return from(seat + 1);
    let best = (emptyCost[seat] as number) + from(seat + 1);
    for (let edge = edgeStart[seat] as number; edge < (edgeStart[seat + 1] as number); edge++) {
      const h = helper[edge] as number;
      const slot = (slotStart[h] as number) + (load[h] as number);
      if (slot >= (slotStart[h + 1] as number)) continue;
      load[h] = (load[h] as number) + 1;
      best = Math.min(best, (cost[edge] as number) + (slotCost[slot] as number) + from(seat + 1));
      load[h] = (load[h] as number) - 1;
    }
    return best;
  };
  return from(0);
}

function isWithinSlots(problem: AssignmentProblem, helperOf: (seat: number) => number): boolean {
  const load = new Map<number, number>();
  for (let seat = 0; seat < problem.emptyCost.length; seat++) load.set(helperOf(seat), (load.get(helperOf(seat)) ?? 0) + 1);
  load.delete(-1);
  return [...load].every(([h, count]) => count <= (problem.slotStart[h + 1] as number) - (problem.slotStart[h] as number));
}

describe("an assignment", () => {
  test("costs what its lower bound says, on thousands of adversarial instances, after cancellations too", () => {
    const random = makeRandom(7);
    for (let i = 0; i < 4000; i++) {
      const problem = adversarial(random);
      const assignment = assign(problem);
      expect(assignment.total(), `instance ${i}`).toBe(assignment.lowerBound());
      for (let cancelled = 0; cancelled < 4 && problem.emptyCost.length > 0; cancelled++) {
        assignment.cancel(Math.floor(random() * problem.emptyCost.length));
        expect(assignment.total(), `instance ${i} after ${cancelled + 1}`).toBe(assignment.lowerBound());
        expect(isWithinSlots(problem, assignment.helperOf)).toBe(true);
      }
    }
  });

  test("is as cheap as the cheapest of all, tried one by one", () => {
    const random = makeRandom(8);
    for (let i = 0; i < 300; i++) {
      const problem = adversarial(random);
      if (problem.emptyCost.length > 7) continue;
      const assignment = assign(problem);
      expect(assignment.total()).toBe(cheapest(problem, new Set()));
      assignment.cancel(0);
      expect(assignment.total()).toBe(cheapest(problem, new Set([0])));
    }
  });

  test("closes the gap on larger random ones", () => {
    const random = makeRandom(9);
    for (let i = 0; i < 20; i++) {
      const helpers = 300;
      const slots = Array.from({ length: helpers }, () => [0, 5, 20].slice(0, Math.floor(random() * 4)));
      const seats = Array.from({ length: 400 }, () => ({
        emptyCost: 100,
        edges: Array.from({ length: 8 }, () => ({ helper: Math.floor(random() * random() * helpers), cost: Math.floor(random() * 60) })),
      }));
      const assignment = assign(problemOf(seats, slots));
      for (let seat = 0; seat < 50; seat++) assignment.cancel(seat * 3);
      expect(assignment.total()).toBe(assignment.lowerBound());
    }
  });

  test.each([
    ["assign100", 305],
    ["assign200", 475],
  ])("solves %s of the OR-Library to its optimum %i", (name, optimum) => {
    const [n = 0, ...costs] = readFileSync(new URL(`../../../bench/matching/orlib/${name}.txt`, import.meta.url), "utf8")
      .trim()
      .split(/\s+/)
      .map(Number);
    const seats = Array.from({ length: n }, (_, seat) => ({
      emptyCost: 100_000,
      edges: Array.from({ length: n }, (__, helper) => ({ helper, cost: costs[seat * n + helper] as number })),
    }));
    const assignment = assign(
      problemOf(
        seats,
        Array.from({ length: n }, () => [0]),
      ),
    );
    expect(assignment.total()).toBe(optimum);
    expect(assignment.lowerBound()).toBe(optimum);
  });
});
