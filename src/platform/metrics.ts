import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const defaultBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The numbers of one process. Asking for a name again gives the same instrument. Labels never hold what a person could be known by. */
export interface Metrics {
  /** Seconds something takes. */
  histogram<L extends string>(name: string, help: string, labels?: readonly L[], buckets?: readonly number[]): Histogram<L>;
  counter<L extends string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** `collect` is called for each scrape and sets the value. */
  gauge<L extends string>(name: string, help: string, labels?: readonly L[], collect?: (gauge: Gauge<L>) => void | Promise<void>): Gauge<L>;
  /** The answer to GET /metrics, and its content type. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(hasProcessMetrics = true): Metrics {
  const registry = new Registry();
  if (hasProcessMetrics) collectDefaultMetrics({ register: registry });
  const once = <T>(name: string, create: () => T): T => (registry.getSingleMetric(name) as T | undefined) ?? create();
  return {
    histogram: (name, help, labels = [], buckets = defaultBuckets) =>
      once(name, () => new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [registry] })),
    counter: (name, help, labels = []) => once(name, () => new Counter({ name, help, labelNames: [...labels], registers: [registry] })),
    gauge: (name, help, labels = [], collect) =>
      once(name, () => {
        const read = collect && {
          collect(this: Gauge) {
            return collect(this as Gauge<never>);
          },
        };
        return new Gauge({ name, help, labelNames: [...labels], registers: [registry], ...read });
      }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
