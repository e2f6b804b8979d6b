import type { Tally } from "./job.ts";

/** What a run is judged by. */
export interface Figures {
  readonly filled: number;
  readonly p50: number;
  readonly p95: number;
  readonly kilometres: number;
  readonly pushesPerAccept: number;
  readonly pushesPerVolunteerWeek: number;
  readonly neverAsked: number;
  readonly gini: number;
  readonly repeat: number;
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** How unequally tasks are spread over those who served at all: 0 all alike, near 1 one does everything. */
function gini(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const sum = sorted.reduce((total, count) => total + count, 0);
  const weighted = sorted.reduce((total, count, i) => total + (i + 1) * count, 0);
  return sum === 0 ? 0 : (2 * weighted) / (sorted.length * sum) - (sorted.length + 1) / sorted.length;
}

export function figuresOf(tally: Tally, volunteers: number, days: number): Figures {
  const minutes = [...tally.minutesToFill].sort((a, b) => a - b);
  return {
    filled: tally.filled / tally.requests,
    p50: quantile(minutes, 0.5),
    p95: quantile(minutes, 0.95),
    kilometres: tally.kilometres / Math.max(1, tally.accepts),
    pushesPerAccept: tally.pushes / Math.max(1, tally.accepts),
    pushesPerVolunteerWeek: tally.pushes / volunteers / (days / 7),
    neverAsked: 1 - tally.asked.size / volunteers,
    gini: gini([...tally.served.values()]),
    repeat: tally.repeats / Math.max(1, tally.repeatable),
  };
}

export function meanOf(all: readonly Figures[]): Figures {
  const names = Object.keys(all[0] as Figures) as (keyof Figures)[];
  return Object.fromEntries(names.map((name) => [name, all.reduce((sum, one) => sum + one[name], 0) / all.length])) as unknown as Figures;
}

const columns: readonly { readonly head: string; readonly of: (figures: Figures) => string }[] = [
  { head: "filled", of: ({ filled }) => filled.toFixed(3) },
  { head: "p50 min", of: ({ p50 }) => p50.toFixed(1) },
  { head: "p95 min", of: ({ p95 }) => p95.toFixed(0) },
  { head: "km", of: ({ kilometres }) => kilometres.toFixed(2) },
  { head: "pushes per accept", of: ({ pushesPerAccept }) => pushesPerAccept.toFixed(1) },
  { head: "pushes per volunteer-week", of: ({ pushesPerVolunteerWeek }) => pushesPerVolunteerWeek.toFixed(2) },
  { head: "never asked", of: ({ neverAsked }) => neverAsked.toFixed(2) },
  { head: "load Gini", of: (figures) => figures.gini.toFixed(2) },
  { head: "repeat helper", of: ({ repeat }) => repeat.toFixed(2) },
];

export function tableOf(rows: readonly { readonly name: string; readonly figures: Figures }[]): string {
  const head = `| policy | ${columns.map((column) => column.head).join(" | ")} |\n|---|${columns.map(() => "---:").join("|")}|`;
  const body = rows.map(({ name, figures }) => `| ${name} | ${columns.map((column) => column.of(figures)).join(" | ")} |`);
  return [head, ...body].join("\n");
}
