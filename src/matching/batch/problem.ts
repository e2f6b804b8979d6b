/**
 * Many seats, many helpers, few edges: seat `s` may go to `helper[e]` at `cost[e]` for the edges `e` from `edgeStart[s]` to
 * `edgeStart[s + 1]`, or stay empty at `emptyCost[s]`. Helper `h` takes at most as many as there are slots from `slotStart[h]` to
 * `slotStart[h + 1]`; the first taken costs `slotCost` of the first slot more, and so on, never falling (fairness). Costs are whole
 * numbers, so that sums are exact.
 */
export interface AssignmentProblem {
  readonly edgeStart: Int32Array;
  readonly helper: Int32Array;
  readonly cost: Float64Array;
  readonly emptyCost: Float64Array;
  readonly slotStart: Int32Array;
  readonly slotCost: Float64Array;
}

/** The same, seat by seat, for those who build one. */
export interface SeatEdges {
  readonly emptyCost: number;
  readonly edges: readonly { readonly helper: number; readonly cost: number }[];
}

export function problemOf(seats: readonly SeatEdges[], slotCosts: readonly (readonly number[])[]): AssignmentProblem {
  const edges = seats.flatMap((seat) => seat.edges);
  return {
    edgeStart: startsOf(seats.map((seat) => seat.edges.length)),
    helper: Int32Array.from(edges, (edge) => edge.helper),
    cost: Float64Array.from(edges, (edge) => edge.cost),
    emptyCost: Float64Array.from(seats, (seat) => seat.emptyCost),
    slotStart: startsOf(slotCosts.map((costs) => costs.length)),
    slotCost: Float64Array.from(slotCosts.flat()),
  };
}

function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    starts[i + 1] = (starts[i] as number) + length;
  });
  return starts;
}
