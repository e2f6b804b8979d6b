import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { findRedisProgram } from "../../src/platform/stores/redis-program.ts";

const folder = mkdtempSync(path.join(tmpdir(), "yimi-redis-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const whatToInstall = /^No redis-server was found and it could not be fetched \(.*\): install one \(Debian: apt install redis-server/;

test("a program somebody chose is used, and refused when it is none", async () => {
  const search = { searchPath: "", cacheDir: folder };
  expect(await findRedisProgram({ ...search, chosen: process.execPath }, () => undefined)).toEqual({ path: process.execPath });
  await expect(findRedisProgram({ ...search, chosen: "/nonexistent" }, () => undefined)).rejects.toThrow(/YIMI_REDIS_SERVER/);
});

test("without redis-server and without apt one sentence says what to install", async () => {
  await expect(findRedisProgram({ chosen: undefined, searchPath: "/nonexistent", cacheDir: folder }, () => undefined)).rejects.toThrow(
    whatToInstall,
  );
});

test("without redis-server the Debian package is fetched once and runs unpacked; offline, one sentence says what to install", async () => {
  const search = { chosen: undefined, searchPath: programsWithoutRedis(), cacheDir: folder };
  const said: string[] = [];
  try {
    const program = await findRedisProgram(search, (line) => said.push(line));
    const env = { LD_LIBRARY_PATH: program.libraryPath };
    expect(execFileSync(program.path, ["--version"], { env, encoding: "utf8" })).toMatch(/^Redis server v=/);
    expect(await findRedisProgram(search, (line) => said.push(line))).toEqual(program);
    expect(said).toHaveLength(1);
  } catch (error) {
    expect((error as Error).message).toMatch(whatToInstall);
  }
}, 120_000);

/** A folder of links to every program of the system but Redis and its kin. */
function programsWithoutRedis(): string {
  const links = path.join(folder, "bin");
  mkdirSync(links);
  const programs = new Map(["/usr/sbin", "/usr/bin"].flatMap((from) => readdirSync(from).map((name) => [name, path.join(from, name)])));
  for (const [name, program] of programs) if (!/^(redis|valkey)-/.test(name)) symlinkSync(program, path.join(links, name));
  return links;
}
