/**
 * A week of a station on real WeChat, in fast motion against the stand-in: `npm run simulate:week -- --days 7 --residents 200`. Prints how
 * many notices went by which channel, how many chats were kept open, and what came to the call list. Options: `week/options.ts`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadConfig } from "../src/platform/index.ts";
import { tableOf } from "./week/figures.ts";
import { readWeekOptions } from "./week/options.ts";
import { runWeek } from "./week/run-week.ts";

const options = readWeekOptions(process.argv.slice(2));
const folder = mkdtempSync(path.join(tmpdir(), "yimi-week-"));
try {
  const { PATH = "", HOME = "" } = process.env;
  const config = loadConfig({ PATH, HOME, YIMI_ENV: "test", YIMI_DATA: folder, YIMI_LOG_LEVEL: "silent" });
  const figures = await runWeek(config, options, (line) => process.stderr.write(`${line}\n`));
  process.stderr.write(`${JSON.stringify(figures.failedKinds)}\n`);
  process.stdout.write(`${tableOf(figures)}\n`);
  if (figures.overQuota > 0 || figures.missingOnList.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
