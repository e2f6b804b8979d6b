/**
 * A station in fast motion: `npm run simulate -- --volunteers 3000 --days 30 --seeds 5`. Prints a table of the policies and whom the waves
 * ask (`--fairness`: only that); `--grid` runs accept rate × arrivals × fatigue, as many requests in each cell, and judges it; `--charts`
 * writes the charts of docs/matching.md. Options: `simulate/options.ts`.
 */
import { writeFileSync } from "node:fs";
import { barsOf, filledOverTime } from "./simulate/chart.ts";
import { measureFairness } from "./simulate/fairness.ts";
import { type Figures, figuresOf, meanOf, tableOf } from "./simulate/figures.ts";
import type { Policy, Tally } from "./simulate/job.ts";
import { readOptions, usual } from "./simulate/options.ts";
import { everybody, group, nearest, policies, random, waves } from "./simulate/policies.ts";
import { runStation } from "./simulate/station.ts";

const { options, flags } = readOptions(process.argv.slice(2));
const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1);

async function runPolicy(
  policy: Policy,
  changed: Partial<typeof options> = {},
): Promise<{ name: string; figures: Figures; tallies: Tally[] }> {
  const all = { ...options, ...changed };
  const tallies: Tally[] = [];
  for (const seed of seeds) tallies.push(await runStation(all, seed, policy));
  return { name: policy.name, figures: meanOf(tallies.map((tally) => figuresOf(tally, all.volunteers, all.days))), tallies };
}

async function compare(): Promise<void> {
  const rows = [];
  for (const policy of policies) rows.push(await runPolicy(policy));
  console.log(tableOf(rows));
  await fairness();
  if (!flags.has("charts")) return;
  const docs = new URL("../docs/", import.meta.url);
  writeFileSync(
    new URL("matching-pushes.svg", docs),
    barsOf(
      "Pushes per accepted task (logarithmic)",
      rows.map(({ name, figures }) => ({ name, value: figures.pushesPerAccept })),
    ),
  );
  const lines = rows.map(({ name, tallies }) => ({
    name,
    minutes: tallies.flatMap(({ minutesToFill }) => minutesToFill),
    requests: tallies.reduce((sum, { requests }) => sum + requests, 0),
  }));
  writeFileSync(
    new URL("matching-filled.svg", docs),
    filledOverTime("Requests with all helpers found, by time since they were queued", lines),
  );
}

/** Looks at everybody at every question, so a few days must do. */
async function fairness(): Promise<void> {
  await measureFairness({ ...options, days: Math.min(options.days, 3) });
}

/** Target: pushes ≤ 1/12 of the group broadcast in every cell and ≤ 1/20 at the median one; filled never below the best of the baselines. */
async function grid(): Promise<void> {
  const cells = [0.1, 0.29, 0.5].flatMap((accept) =>
    [10, 30, 60].flatMap((arrivals) => [0, 0.03, 0.1].map((fatigue) => ({ accept, arrivals, fatigue }))),
  );
  console.log(
    "| accept | arrivals | fatigue | waves | group | eligible | nearest | random | pushes waves | group | fewer | p50 waves | group |",
  );
  console.log(`|${"---:|".repeat(13)}`);
  const fewer: number[] = [];
  let lost = 0;
  for (const cell of cells) {
    const days = Math.max(1, Math.round((options.days * usual.arrivals) / cell.arrivals));
    const [ours, posts, all, near, any] = await Promise.all(
      [waves, group, everybody, nearest, random].map((policy) => runPolicy(policy, { ...cell, days })),
    );
    if (!ours || !posts || !all || !near || !any) continue;
    const factor = posts.figures.pushesPerAccept / ours.figures.pushesPerAccept;
    fewer.push(factor);
    const best = Math.max(posts.figures.filled, all.figures.filled, near.figures.filled, any.figures.filled);
    if (ours.figures.filled < best) lost += 1;
    const filled = [ours, posts, all, near, any].map(({ figures }) => figures.filled.toFixed(3));
    const { accept, arrivals, fatigue } = cell;
    const pushes = [ours, posts].map(({ figures }) => figures.pushesPerAccept.toFixed(1));
    const p50 = [ours, posts].map(({ figures }) => figures.p50.toFixed(0));
    console.log(`| ${[accept, arrivals, fatigue, ...filled, ...pushes, `${factor.toFixed(0)}×`, ...p50].join(" | ")} |`);
  }
  fewer.sort((a, b) => a - b);
  const least = fewer[0] ?? 0;
  const median = fewer[fewer.length >> 1] ?? 0;
  console.log(
    JSON.stringify({
      scenario: "pushes, group broadcast / waves",
      worstCell: Number(least.toFixed(1)),
      medianCell: Number(median.toFixed(1)),
      target: "≥ 12 and ≥ 20",
      isMet: least >= 12 && median >= 20,
    }),
  );
  console.log(
    JSON.stringify({ scenario: "cells in which a baseline fills more", ours: lost, of: cells.length, target: "0", isMet: lost === 0 }),
  );
}

if (flags.has("grid")) await grid();
else if (flags.has("fairness")) await fairness();
else await compare();
