import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { architectureFile, withPrintedParts } from "../../scripts/print-architecture.ts";
import { withSettings } from "../../scripts/print-settings.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const pagesIn = (folder: string) =>
  readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => path.posix.join(folder, file));

test("the tree and the lifecycle in docs/architecture.md are those of the code: npm run docs:lifecycle prints them", () => {
  const page = readFileSync(architectureFile, "utf8");
  expect(page).toContain("| T56 | served | escalate | escalated |");
  expect(withPrintedParts(page)).toBe(page);
});

test("a lifecycle that was changed and not printed is seen", () => {
  const page = readFileSync(architectureFile, "utf8");
  const old = page.replace("| T56 | served |", "| T56 | closed |");
  expect(withPrintedParts(old)).not.toBe(old);
  expect(() => withPrintedParts(page.replace("<!-- /lifecycle -->", ""))).toThrow(/no markers for lifecycle/);
});

test("every file and folder a page names is there", () => {
  const pages = [...pagesIn("."), ...pagesIn("docs"), ...pagesIn("docs/adr")];
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap((page) => missing(page, read(page)).map((named) => `${page}: ${named}`))).toEqual([]);
  const text = "see `src/visit/nowhere.ts`, [this](adr/nothing.md) and [that](architecture.md#x), not `src/<module>/x.ts`";
  expect(missing("docs/page.md", text)).toEqual(["src/visit/nowhere.ts", "docs/adr/nothing.md"]);
});

test("decisions are numbered without gaps and fit on a page", () => {
  const decisions = pagesIn("docs/adr");
  expect(decisions.map((page) => path.basename(page).slice(0, 4))).toEqual(decisions.map((_, i) => String(i + 1).padStart(4, "0")));
  for (const page of decisions) expect(read(page).trimEnd().split("\n").length, page).toBeLessThanOrEqual(40);
});

test("the chat script is a page people can read, with names instead of ids", () => {
  const script = read("docs/chat-script.md");
  expect(script.match(/^### /gm)?.length).toBeGreaterThan(30);
  expect(script.split("\n").length).toBeLessThan(1500);
  expect(script).not.toMatch(/[A-Z]{2}-[RVSGO]\d{3}|undefined|\[object/);
});

test("every setting and every number Yimi measures stands in docs/operations.md: npm run docs:settings prints the settings", () => {
  const page = read("docs/operations.md");
  expect(withSettings(page, read(".env.example"))).toBe(page);
  const named = codeFiles().flatMap((file) => [...read(file).matchAll(/"(yimi_[a-z_]+)"/g)].map(([, name]) => name as string));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

function codeFiles(): string[] {
  return ["src", "bot", "jobs", "miniprogram-api"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => path.posix.join(folder, file)),
  );
}

/** Paths in backticks that begin with a folder of the house, patterns left out, and links to other pages. */
function missing(page: string, text: string): string[] {
  const named = [...text.matchAll(/`((?:src|bot|miniprogram-api|jobs|web|test|docs|scripts|bench|vendor)\/[^`\s]*)`/g)]
    .map(([, file]) => file as string)
    .filter((file) => !/[*<…{]/.test(file));
  const linked = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, link]) => link as string)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => path.posix.join(path.posix.dirname(page), link));
  return [...named, ...linked].filter((file) => !existsSync(path.join(root, file)));
}
