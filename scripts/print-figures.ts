/** Prints the size of the code and what its tests walk: `npm run -s figures`. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { transitions } from "../src/request/index.ts";

const tracked = execFileSync("git", ["ls-files", "*.ts", "*.vue"], { encoding: "utf8" }).trim().split("\n");
const isTest = (file: string) => /\.test\.ts$|^test\//u.test(file);
const isCode = (file: string) => /^(src|bot|miniprogram-api|jobs|web)\//u.test(file) && !isTest(file);
const textOf = (file: string) => readFileSync(file, "utf8");
const linesOf = (file: string) => textOf(file).split("\n").length - 1;
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

const code = tracked.filter(isCode).map((file) => ({ file, lines: linesOf(file) }));
const sorted = code.toSorted((a, b) => a.lines - b.lines);
const testLines = sum(tracked.filter(isTest).map(linesOf));
const codeLines = sum(code.map(({ lines }) => lines));
const stories = tracked.filter((file) => file.startsWith("test/stories/") && file.endsWith(".test.ts"));
const countOf = (file: string, pattern: RegExp) => textOf(file).match(pattern)?.length ?? 0;
const paths = sum(stories.map((file) => countOf(file, /^path\(/gmu)));
const told = sum(stories.map((file) => countOf(file, /^ *test\("/gmu)));
const walked = new Set(stories.flatMap((file) => textOf(file).match(/"T\d\d"/gu) ?? []));

const figures = {
  codeFiles: code.length,
  codeLines,
  testLines,
  testsToCode: Number((testLines / codeLines).toFixed(2)),
  medianFile: sorted[Math.floor(sorted.length / 2)],
  largestFile: sorted.at(-1),
  stories: told,
  lifecyclePaths: paths,
  transitionsWalkedByChat: `${walked.size} of ${transitions.length}`,
};
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
