import { makeHeap } from "./heap.ts";
import type { AssignmentProblem } from "./problem.ts";

/** The cheapest assignment, and how to keep it the cheapest when a seat falls away. */
export interface Assignment {
  /** The helper of this seat, or -1 when it stays empty. */
  helperOf(seat: number): number;
  /** Takes a seat out (its request was cancelled) and lets the others move up. */
  cancel(seat: number): void;
  /** What the assignment costs; cancelled seats count nothing. */
  total(): number;
  /** What no assignment can go below (linear duality); equal to `total` because the assignment is optimal. */
  lowerBound(): number;
}

const none = -1;

/**
 * Solves the assignment by successive shortest paths: each seat in turn takes the cheapest chain of moves there is (a helper with a
 * free slot, or one whose present seat moves on, or goes empty). Dijkstra finds it over costs reduced by potentials, which stay
 * non-negative throughout (Edmonds & Karp 1972; Tomizawa 1971).
 */
export function assign(problem: AssignmentProblem): Assignment {
  const { edgeStart, helper, cost, emptyCost, slotStart, slotCost } = problem;
  const seats = emptyCost.length;
  const helpers = slotStart.length - 1;
  const seatOfEdge = new Int32Array(helper.length);
  for (let seat = 0; seat < seats; seat++) seatOfEdge.fill(seat, edgeStart[seat], edgeStart[seat + 1]);

  /** The edge each seat uses, and the edges each helper serves, in the slots from `slotStart`. */
  const used = new Int32Array(seats).fill(none);
  const serves = new Int32Array(slotCost.length);
  const load = new Int32Array(helpers);
  const isCancelled = new Uint8Array(seats);
  /** Potentials: for every move that is open, its cost + that of where it starts - that of where it ends is not negative. */
  const seatPotential = new Float64Array(seats);
  const helperPotential = new Float64Array(helpers);
  for (let h = 0; h < helpers; h++) helperPotential[h] = -nextSlotCost(h);

  const distance = new Float64Array(helpers).fill(Number.POSITIVE_INFINITY);
  const reachedBy = new Int32Array(helpers);
  const isDone = new Uint8Array(helpers);
  const touched: number[] = [];
  /** Seats the search has come to, and how far from its root. */
  const visited: number[] = [];
  const visitedAt: number[] = [];
  const heap = makeHeap();
  /** The shortest chain so far: it ends at a free slot of `endHelper`, or `endSeat` goes empty. */
  let shortest = 0;
  let endHelper = none;
  let endSeat = none;
  let tightEdge = none;

  /** What one more seat costs this helper beyond the edge; infinite when the slots are full. */
  function nextSlotCost(h: number): number {
    const slot = (slotStart[h] as number) + (load[h] as number);
    return slot < (slotStart[h + 1] as number) ? (slotCost[slot] as number) : Number.POSITIVE_INFINITY;
  }

  function serve(edge: number): void {
    const h = helper[edge] as number;
    serves[(slotStart[h] as number) + (load[h] as number)] = edge;
    load[h] = (load[h] as number) + 1;
    used[seatOfEdge[edge] as number] = edge;
  }

  function leave(edge: number): void {
    const h = helper[edge] as number;
    const first = slotStart[h] as number;
    const last = first + (load[h] as number) - 1;
    for (let slot = first; slot <= last; slot++) {
      if (serves[slot] === edge) {
        serves[slot] = serves[last] as number;
        break;
      }
    }
    load[h] = (load[h] as number) - 1;
    used[seatOfEdge[edge] as number] = none;
  }

  function clearSearch(): void {
    for (const h of touched) {
      distance[h] = Number.POSITIVE_INFINITY;
      isDone[h] = 0;
    }
    touched.length = 0;
    visited.length = 0;
    visitedAt.length = 0;
    heap.clear();
  }

  function reach(h: number, at: number, edge: number): void {
    if (distance[h] === Number.POSITIVE_INFINITY) touched.push(h);
    distance[h] = at;
    reachedBy[h] = edge;
  }

  /** Looks at every move of a seat: to go empty, or to one of its helpers. */
  function visit(seat: number, at: number): void {
    visited.push(seat);
    visitedAt.push(at);
    const potential = seatPotential[seat] as number;
    const giveUp = at + (emptyCost[seat] as number) + potential;
    if (giveUp < shortest) {
      shortest = giveUp;
      endHelper = none;
      endSeat = seat;
    }
    const end = edgeStart[seat + 1] as number;
    for (let edge = edgeStart[seat] as number; edge < end; edge++) {
      const h = helper[edge] as number;
      const next = at + (cost[edge] as number) + potential - (helperPotential[h] as number);
      if (next >= shortest || next >= (distance[h] as number)) continue;
      reach(h, next, edge);
      const finish = next + nextSlotCost(h) + (helperPotential[h] as number);
      if (finish < shortest) {
        shortest = finish;
        endHelper = h;
        endSeat = none;
      }
      if (next < shortest) heap.push(h, next);
    }
  }

  /** Gives a seat its place: the shortest chain of moves that begins with it. */
  function insert(root: number): void {
    seatPotential[root] = lowestPotential(root);
    if (tightEdge === none) return;
    const best = helper[tightEdge] as number;
    if (nextSlotCost(best) + (helperPotential[best] as number) === 0) {
      serve(tightEdge);
      return;
    }
    shortest = Number.POSITIVE_INFINITY;
    visit(root, 0);
    while (heap.size > 0 && heap.lowestKey() < shortest) {
      const h = heap.pop();
      if (isDone[h] === 1) continue;
      isDone[h] = 1;
      const first = slotStart[h] as number;
      for (let slot = first; slot < first + (load[h] as number); slot++) {
        visit(seatOfEdge[serves[slot] as number] as number, distance[h] as number);
      }
    }
    for (let i = 0; i < visited.length; i++) {
      const nearer = (visitedAt[i] as number) - shortest;
      const seat = visited[i] as number;
      if (nearer < 0) seatPotential[seat] = (seatPotential[seat] as number) + nearer;
    }
    for (const h of touched) {
      if (isDone[h] === 1) helperPotential[h] = (helperPotential[h] as number) + (distance[h] as number) - shortest;
    }
    moveAlong(root);
    clearSearch();
  }

  /** The lowest potential at which no move of a new seat is cheaper than nothing; `tightEdge` is the move that costs nothing then. */
  function lowestPotential(seat: number): number {
    // Nine of ten seats need nothing but this loop: what it reads is kept at hand.
    const [potentials, helpersOf, costs] = [helperPotential, helper, cost];
    let potential = -(emptyCost[seat] as number);
    let tight = none;
    const end = edgeStart[seat + 1] as number;
    for (let edge = edgeStart[seat] as number; edge < end; edge++) {
      const allowed = (potentials[helpersOf[edge] as number] as number) - (costs[edge] as number);
      if (allowed > potential) {
        potential = allowed;
        tight = edge;
      }
    }
    tightEdge = tight;
    return potential;
  }

  /** Makes the moves of the chain from its end back to `root`. */
  function moveAlong(root: number): void {
    let h = endHelper;
    if (endSeat !== none) {
      if (endSeat === root) return;
      const given = used[endSeat] as number;
      leave(given);
      h = helper[given] as number;
    }
    for (;;) {
      const edge = reachedBy[h] as number;
      const seat = seatOfEdge[edge] as number;
      const left = used[seat] as number;
      if (left !== none) leave(left);
      serve(edge);
      if (seat === root) return;
      h = helper[left] as number;
    }
  }

  /**
   * After a slot came free: the chain of moves towards it that saves most, found backwards from it. It begins with an empty seat, or
   * with a seat that relieves a busier helper.
   */
  function fill(freed: number): void {
    const slack = -((helperPotential[freed] as number) + nextSlotCost(freed));
    if (slack <= 0) return;
    const { start, edges } = edgesByHelper();
    shortest = slack;
    let firstEdge = none;
    let relieved = none;

    reach(freed, 0, none);
    heap.push(freed, 0);
    while (heap.size > 0 && heap.lowestKey() < shortest) {
      const h = heap.pop();
      if (isDone[h] === 1) continue;
      isDone[h] = 1;
      for (let i = start[h] as number; i < (start[h + 1] as number); i++) {
        const edge = edges[i] as number;
        const seat = seatOfEdge[edge] as number;
        if (isCancelled[seat] === 1 || used[seat] === edge) continue;
        const at = (distance[h] as number) + (cost[edge] as number) + (seatPotential[seat] as number) - (helperPotential[h] as number);
        if (at >= shortest) continue;
        if (used[seat] === none) {
          shortest = at;
          firstEdge = edge;
          relieved = none;
          continue;
        }
        const from = helper[used[seat] as number] as number;
        if (at >= (distance[from] as number)) continue;
        reach(from, at, edge);
        const lastSlot = slotCost[(slotStart[from] as number) + (load[from] as number) - 1] as number;
        const relief = at - lastSlot - (helperPotential[from] as number);
        if (from !== freed && relief < shortest) {
          shortest = relief;
          firstEdge = edge;
          relieved = from;
        }
        if (at < shortest) heap.push(from, at);
      }
    }

    for (const h of touched) {
      if (isDone[h] === 1 && (distance[h] as number) < shortest) raise(h, shortest - (distance[h] as number));
    }
    if (firstEdge !== none) moveTowards(freed, firstEdge, relieved);
    clearSearch();
  }

  /** Lifts the potential of a helper and of the seats it serves. */
  function raise(h: number, by: number): void {
    helperPotential[h] = (helperPotential[h] as number) + by;
    const first = slotStart[h] as number;
    for (let slot = first; slot < first + (load[h] as number); slot++) {
      const seat = seatOfEdge[serves[slot] as number] as number;
      seatPotential[seat] = (seatPotential[seat] as number) + by;
    }
  }

  function moveTowards(freed: number, firstEdge: number, relieved: number): void {
    if (relieved !== none) leave(used[seatOfEdge[firstEdge] as number] as number);
    for (let edge = firstEdge; ; ) {
      const h = helper[edge] as number;
      if (h === freed) {
        serve(edge);
        return;
      }
      const onward = reachedBy[h] as number;
      leave(used[seatOfEdge[onward] as number] as number);
      serve(edge);
      edge = onward;
    }
  }

  let byHelper: { start: Int32Array; edges: Int32Array } | undefined;
  function edgesByHelper(): { start: Int32Array; edges: Int32Array } {
    if (byHelper) return byHelper;
    const start = new Int32Array(helpers + 1);
    for (const h of helper) start[h + 1] = (start[h + 1] as number) + 1;
    for (let h = 0; h < helpers; h++) start[h + 1] = (start[h + 1] as number) + (start[h] as number);
    const next = start.slice();
    const edges = new Int32Array(helper.length);
    for (let edge = 0; edge < helper.length; edge++) {
      const h = helper[edge] as number;
      edges[next[h] as number] = edge;
      next[h] = (next[h] as number) + 1;
    }
    byHelper = { start, edges };
    return byHelper;
  }

  function total(): number {
    let sum = 0;
    for (let seat = 0; seat < seats; seat++) {
      if (isCancelled[seat] === 1) continue;
      sum += used[seat] === none ? (emptyCost[seat] as number) : (cost[used[seat] as number] as number);
    }
    for (let h = 0; h < helpers; h++) {
      for (let k = 0; k < (load[h] as number); k++) sum += slotCost[(slotStart[h] as number) + k] as number;
    }
    return sum;
  }

  /** The value of the dual that belongs to the helpers' potentials, the best one for the seats taken with it. */
  function lowerBound(): number {
    let sum = 0;
    for (let seat = 0; seat < seats; seat++) if (isCancelled[seat] === 0) sum -= lowestPotential(seat);
    for (let h = 0; h < helpers; h++) {
      const price = -(helperPotential[h] as number);
      for (let slot = slotStart[h] as number; slot < (slotStart[h + 1] as number); slot++)
        sum -= Math.max(0, price - (slotCost[slot] as number));
    }
    return sum;
  }

  for (let seat = 0; seat < seats; seat++) insert(seat);

  return {
    helperOf: (seat) => (used[seat] === none ? none : (helper[used[seat] as number] as number)),
    cancel: (seat) => {
      if (isCancelled[seat] === 1) return;
      isCancelled[seat] = 1;
      const edge = used[seat] as number;
      if (edge === none) return;
      leave(edge);
      fill(helper[edge] as number);
    },
    total,
    lowerBound,
  };
}
