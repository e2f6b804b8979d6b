import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

const shared = { testTimeout: 30_000, hookTimeout: 60_000, pool: "forks" } as const;

/** These look at what a process has loaded, or live through days of their own. */
const alone = ["jobs/simulate-time.test.ts", "bench/language/regex-safety.test.ts", "bench/week/week.test.ts"];
const api = ["miniprogram-api/**/*.test.ts", "test/{api,contract,security}/**/*.test.ts"];

export default defineConfig({
  test: {
    globalSetup: "test/support/stores-server.ts",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "whole",
          include: ["test/**/*.test.ts", ...alone],
          exclude: ["test/stories/**", ...api, "**/node_modules/**"],
        },
      },
      // These share what a worker has loaded: the models of language, the API with everything behind it, and wechaty, take seconds each.
      {
        extends: true,
        test: {
          ...shared,
          name: "modules",
          include: ["{src,bot,jobs,bench,web}/**/*.test.ts"],
          exclude: [...alone, "**/node_modules/**"],
          isolate: false,
        },
      },
      { extends: true, test: { ...shared, name: "api", include: api, isolate: false } },
      { extends: true, test: { ...shared, name: "stories", include: ["test/stories/**/*.test.ts"], isolate: false, testTimeout: 60_000 } },
    ],
  },
});
