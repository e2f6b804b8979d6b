/** `npm run races -- --rounds 1000`: the test of races over HTTP with more rounds. */
import { spawnSync } from "node:child_process";

const at = process.argv.indexOf("--rounds");
const env = { ...process.env, RACE_ROUNDS: (at < 0 ? undefined : process.argv[at + 1]) ?? "1000" };
const { status } = spawnSync("npx", ["vitest", "run", "--project", "api", "test/api/races.test.ts"], { stdio: "inherit", env });
process.exitCode = status ?? 1;
