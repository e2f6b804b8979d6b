/** Chance that is the same in every run with the same seed (mulberry32). */
export interface Chance {
  /** True with this probability. */
  is(probability: number): boolean;
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
}

export function openChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    is: (probability) => next() < probability,
    between: (from, to) => from + next() * (to - from),
    pick: (from) => {
      const found = from[Math.floor(next() * from.length)];
      if (found === undefined) throw new RangeError("there is nothing to pick from");
      return found;
    },
  };
}
