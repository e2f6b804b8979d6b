/** What one line of a bench says: two times taken in turn in one run, their ratio, and what the ratio should be. */
export interface Comparison {
  readonly scenario: string;
  readonly ours: number;
  readonly reference: number;
  readonly ratio: number;
  readonly target: string;
  readonly isMet: boolean;
  readonly [more: string]: unknown;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** CPU time of this process in microseconds while `work` runs. */
export function cpuMicroseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * Runs both in turn, at least 7 times each after a warm-up, and takes the median of the ratios of the pairs. Times are microseconds
 * of CPU for each of the `units` a run does.
 */
export function comparePairs(
  ours: { readonly run: () => void; readonly units: number },
  reference: { readonly run: () => void; readonly units: number },
  pairs = 9,
): { ours: number; reference: number; ratio: number } {
  ours.run();
  reference.run();
  const times = Array.from({ length: pairs }, () => {
    const own = cpuMicroseconds(ours.run) / ours.units;
    return { own, other: cpuMicroseconds(reference.run) / reference.units };
  });
  return {
    ours: median(times.map(({ own }) => own)),
    reference: median(times.map(({ other }) => other)),
    ratio: median(times.map(({ own, other }) => own / other)),
  };
}

const round = (value: number): number => Number(value.toPrecision(4));

export function report(
  scenario: string,
  { ours, reference, ratio }: { ours: number; reference: number; ratio: number },
  target: number,
  more: Record<string, unknown> = {},
): void {
  const line: Comparison = {
    scenario,
    ours: round(ours),
    reference: round(reference),
    ratio: round(ratio),
    target: `≤ ${round(target)}`,
    isMet: ratio <= target,
    ...more,
  };
  console.log(JSON.stringify(line));
}
