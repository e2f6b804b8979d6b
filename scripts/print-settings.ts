/** `npm run docs:settings`: writes the table of settings in docs/operations.md from .env.example. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const begin = "<!-- settings: printed by npm run docs:settings -->\n";
const end = "<!-- /settings -->";

/** The page with its table printed anew. @throws Error when a marker is missing, or a line of the example has no explanation */
export function withSettings(page: string, example: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error("docs/operations.md has no markers for settings");
  return `${page.slice(0, from + begin.length)}\n${printTable(example)}\n${page.slice(to)}`;
}

function printTable(example: string): string {
  const lines = example.split("\n").filter((line) => line.startsWith("#") && line.includes("="));
  const rows = lines.map((line) => {
    const [, name, value, what] = /^#(\w+)=(\S*)\s+# (.+)$/.exec(line) ?? [];
    if (!name || !what) throw new Error(`.env.example: ${line} does not say what it is`);
    return `| \`${name}\` | ${value ? `\`${value}\`` : "–"} | ${what} |\n`;
  });
  return `| setting | default | what it is |\n|---|---|---|\n${rows.join("")}`;
}

if (process.argv[1] && import.meta.filename === path.resolve(process.argv[1])) {
  const file = path.join(root, "docs/operations.md");
  writeFileSync(file, withSettings(readFileSync(file, "utf8"), readFileSync(path.join(root, ".env.example"), "utf8")));
}
