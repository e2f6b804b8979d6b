/** `npm run fuzz -- --requests 200000 --seed 7`: the test of the same name with more calls. */
import { spawnSync } from "node:child_process";

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const env = {
  ...process.env,
  FUZZ_REQUESTS: option("requests") ?? "200000",
  ...(option("seed") !== undefined && { FUZZ_SEED: option("seed") }),
};
const { status } = spawnSync("npx", ["vitest", "run", "--project", "api", "test/api/fuzz.test.ts"], { stdio: "inherit", env });
process.exitCode = status ?? 1;
