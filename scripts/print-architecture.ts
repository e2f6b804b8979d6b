/** `npm run docs:lifecycle`: writes what docs/architecture.md says of the code's tables, from those tables, between its markers. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { amendments, statuses, timerNames, transitions } from "../src/request/index.ts";
import { type Transition, terminalStatuses } from "../src/request/lifecycle.ts";
import { besides, layers } from "../test/gates/layers.ts";

const root = path.resolve(import.meta.dirname, "..");
export const architectureFile = path.join(root, "docs/architecture.md");

/** The page with every marked part printed anew. @throws Error when a marker is missing */
export function withPrintedParts(page: string): string {
  const parts = { house: printHouse(), lifecycle: printLifecycle() };
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- ${name}: printed by npm run docs:lifecycle -->\n`, `<!-- /${name} -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`docs/architecture.md has no markers for ${name}`);
    return `${text.slice(0, from + begin.length)}\n${part}\n${text.slice(to)}`;
  }, page);
}

/** The tree of the house; what a layer's line promises and nobody has built yet is left out. */
function printHouse(): string {
  const lines = [...layers, ...besides]
    .filter((layer) => hasCode(path.join(root, layer.path)))
    .map(({ path: place, does }) => `${place.includes(".") ? place : `${place}/`}`.padEnd(20) + does);
  return ["```", ...lines, "```", ""].join("\n");
}

function hasCode(place: string): boolean {
  return existsSync(place) && (place.endsWith(".ts") || readdirSync(place).length > 0);
}

/** Every state can be left for these by the same events, so the picture leaves the arrows out and the words below it name them. */
const fromManyPlaces = ["cancel", "escalate"] as const;

function printLifecycle(): string {
  return [
    `${statuses.length} states, ${transitions.length} steps. In the picture steps between the same two states share an arrow, and two events`,
    "that are possible almost everywhere have none:",
    "",
    ...fromManyPlaces.map(
      (event) => `- \`${event}\` leads from ${list(rowsOf(event).map(({ from }) => from))} to \`${rowsOf(event)[0]?.to}\`.`,
    ),
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...arrows().map((arrow) => `  ${arrow}`),
    ...terminalStatuses.filter((status) => status !== "closed").map((status) => `  ${status} --> [*]`),
    "```",
    "",
    "| id | from | event | to | who may | if | tells |",
    "|---|---|---|---|---|---|---|",
    ...(transitions as readonly Transition[]).map(
      ({ id, from, event, to, by, when = "", tell = [] }) =>
        `| ${id} | ${from === "-" ? "–" : from} | ${event} | ${to} | ${by.join(", ")} | ${when} | ${tell.join(", ")} |`,
    ),
    "",
    "Amendments are written to the history like steps and leave the status alone:",
    `${list(Object.keys(amendments))}.`,
    "",
    "What a request waits for, by its state:",
    "",
    "| state | timers |",
    "|---|---|",
    ...timersByState().map(([state, names]) => `| ${state} | ${names.join(", ")} |`),
    "",
  ].join("\n");
}

function rowsOf(event: string): readonly Transition[] {
  return (transitions as readonly Transition[]).filter((row) => row.event === event);
}

function arrows(): string[] {
  const labels = new Map<string, string[]>();
  for (const { id, from, event, to } of transitions) {
    if ((fromManyPlaces as readonly string[]).includes(event)) continue;
    const arrow = `${from === "-" ? "[*]" : from} --> ${to}`;
    labels.set(arrow, [...(labels.get(arrow) ?? []), `${id} ${event}`]);
  }
  return [...labels].map(([arrow, steps]) => `${arrow}: ${steps.join(", ")}`);
}

function timersByState(): (readonly [state: string, names: readonly string[]])[] {
  const states = [...new Set(timerNames.map((name) => name.split(".")[0] as string))];
  return states.map((state) => [
    state === "series" ? "any, when it recurs" : state,
    timerNames.filter((name) => name.startsWith(`${state}.`)).map((name) => name.slice(state.length + 1)),
  ]);
}

const list = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(", ");

if (process.argv[1] && import.meta.filename === path.resolve(process.argv[1]))
  writeFileSync(architectureFile, withPrintedParts(readFileSync(architectureFile, "utf8")));
