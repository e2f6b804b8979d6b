import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findEngineBinary } from "../../src/platform/stores/engine-binary.ts";
import { runPlatformProcess } from "./run-platform-process.ts";

test("on a machine that never ran Yimi the engine is made ready once, in the cache folder, and serves", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cache = path.join(folder, "cache");
  const app = runPlatformProcess({ YIMI_DATA: path.join(folder, "data"), YIMI_CACHE: cache });
  await app.ready();
  await app.asks("store a", /^stored a/);

  const binary = findEngineBinary(cache);
  if (binary === undefined) return; // glibc 2.38 or newer, or macOS: the package's own binary is loaded
  expect(existsSync(binary)).toBe(true);
  expect(readdirSync(cache)).toHaveLength(1);
});
