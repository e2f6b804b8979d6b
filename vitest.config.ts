import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

const shared = { testTimeout: 30_000, hookTimeout: 60_000, pool: "forks" } as const;

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
          name: "modules",
          include: ["{src,bot,miniprogram-api,jobs,test,bench,web}/**/*.test.ts"],
          exclude: ["test/stories/**", ...api, "**/node_modules/**"],
        },
      },
      // These share what a worker has loaded: the API with everything behind it, and wechaty, take seconds each.
      { extends: true, test: { ...shared, name: "api", include: api, isolate: false } },
      { extends: true, test: { ...shared, name: "stories", include: ["test/stories/**/*.test.ts"], isolate: false, testTimeout: 60_000 } },
    ],
  },
});
