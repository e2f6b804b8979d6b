/** The first `is` that holds gives its value, as an expression of an aggregation. */
export function choose(branches: readonly (readonly [is: unknown, value: string])[], otherwise: string): unknown {
  return branches.reduceRight<unknown>((rest, [is, value]) => ({ $cond: [is, value, rest] }), otherwise);
}
