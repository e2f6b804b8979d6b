import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{src,bot,miniprogram-api,jobs,test,bench,web}/**/*.test.ts"],
    globalSetup: "test/support/stores-server.ts",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
