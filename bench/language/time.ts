// npm run -s language:time -- <cases.jsonl> [--show]: score-time.mjs over the sources of the parser, no build needed.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const at = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const [cases, ...flags] = process.argv.slice(2);
if (!cases) {
  console.error("npm run -s language:time -- <cases.jsonl> [--show]");
  process.exit(2);
}
const run = spawnSync(process.execPath, [...process.execArgv, at("score-time.mjs"), cases, at("time-adapter-source.mjs"), ...flags], {
  stdio: "inherit",
});
process.exit(run.status ?? 1);
