import { checkSync } from "recheck";
import { expect, test, vi } from "vitest";
import { isBounded, regexesFromPieces, regexLiterals } from "./regexes.ts";

vi.stubEnv("RECHECK_BACKEND", "pure");
const literals = regexLiterals();
const fromPieces = await regexesFromPieces(() => import("../../src/language/index.ts"));
const all = [...literals, ...fromPieces];

test("the gate has read the whole module", () => {
  expect(literals.length).toBeGreaterThan(450);
  expect(fromPieces.length).toBeGreaterThan(25);
});

test("a planted catastrophe is seen", () => {
  expect(isBounded("^(.*?)(明天|后天)(.*)(上午|下午)(.*)$")).toBe(false);
  expect(checkSync("^(.*?)(明天|后天)(.*)(上午|下午)(.*)$", "", { timeout: 5000 }).status).toBe("vulnerable");
});

test("every regex has bounded repetitions, or recheck calls it safe", () => {
  const open = all.filter((one) => !isBounded(one.source));
  const bad = open
    .map((one) => ({ ...one, status: checkSync(one.source, one.flags, { timeout: 10_000 }).status }))
    .filter((one) => one.status !== "safe");
  expect(bad).toEqual([]);
  expect(open.length).toBeLessThan(40);
}, 120_000);
