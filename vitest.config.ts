import { defineConfig } from "vitest/config";

const shared = { testTimeout: 30_000, hookTimeout: 60_000, pool: "forks" } as const;

export default defineConfig({
  test: {
    globalSetup: "test/support/stores-server.ts",
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "modules",
          include: ["{src,bot,miniprogram-api,jobs,test,bench,web}/**/*.test.ts"],
          exclude: ["test/stories/**", "**/node_modules/**"],
        },
      },
      // Stories share what a worker has loaded: wechaty alone takes seconds.
      { extends: true, test: { ...shared, name: "stories", include: ["test/stories/**/*.test.ts"], isolate: false, testTimeout: 60_000 } },
    ],
  },
});
