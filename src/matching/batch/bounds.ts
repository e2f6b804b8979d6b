import type { AssignmentProblem } from "./problem.ts";

/** What an assignment costs: the edge each seat uses (-1 = empty), and the slots each helper fills. */
export function totalOf(
  { cost, emptyCost, slotStart, slotCost }: AssignmentProblem,
  used: Int32Array,
  load: Int32Array,
  isCancelled: Uint8Array,
): number {
  let sum = 0;
  for (let seat = 0; seat < emptyCost.length; seat++) {
    if (isCancelled[seat] === 1) continue;
    const edge = used[seat] as number;
    sum += edge < 0 ? (emptyCost[seat] as number) : (cost[edge] as number);
  }
  for (let h = 0; h < slotStart.length - 1; h++) {
    const first = slotStart[h] as number;
    for (let slot = first; slot < first + (load[h] as number); slot++) sum += slotCost[slot] as number;
  }
  return sum;
}

/**
 * A value no assignment can cost less than, from any prices of the helpers (here: minus their potentials): each seat pays the least it
 * can at these prices, and each slot gives back what its price exceeds its cost (weak duality of the linear programme). Equal to the
 * total, it proves that the assignment is the cheapest.
 */
export function lowerBoundOf(problem: AssignmentProblem, helperPotential: Float64Array, isCancelled: Uint8Array): number {
  const { edgeStart, helper, cost, emptyCost, slotStart, slotCost } = problem;
  let sum = 0;
  for (let seat = 0; seat < emptyCost.length; seat++) {
    if (isCancelled[seat] === 1) continue;
    let least = emptyCost[seat] as number;
    for (let edge = edgeStart[seat] as number; edge < (edgeStart[seat + 1] as number); edge++) {
      least = Math.min(least, (cost[edge] as number) - (helperPotential[helper[edge] as number] as number));
    }
    sum += least;
  }
  for (let h = 0; h < slotStart.length - 1; h++) {
    const price = -(helperPotential[h] as number);
    for (let slot = slotStart[h] as number; slot < (slotStart[h + 1] as number); slot++)
      sum -= Math.max(0, price - (slotCost[slot] as number));
  }
  return sum;
}
