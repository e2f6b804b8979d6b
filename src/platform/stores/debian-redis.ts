import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { findProgram } from "./find-program.ts";
import type { RedisProgram } from "./redis-program.ts";

const run = promisify(execFile);

/** redis-server with the libraries it links that a small Debian may lack; names of one Debian release, so absent ones are skipped. */
const packages =
  "redis-server redis-tools libjemalloc2 liblua5.1-0 liblzf1 libhiredis0.14 libhiredis1.1.0 libatomic1 lua-bitop lua-cjson".split(" ");
const needed = "redis-tools";

/**
 * Downloads the packages with the machine's own apt lists and unpacks them in `folder`, without root and without installing.
 * @throws Error saying why that is not possible here
 */
export async function fetchRedisFromDebian(folder: string, searchPath: string, progress: (line: string) => void): Promise<RedisProgram> {
  const root = path.join(folder, "root");
  if (existsSync(root)) return programIn(root);
  const apt = findProgram("apt-get", searchPath);
  const dpkg = findProgram("dpkg", searchPath);
  const cache = findProgram("apt-cache", searchPath);
  if (!apt || !dpkg || !cache) throw new Error("this is not a Debian system");
  const env = { PATH: searchPath, LC_ALL: "C" };
  const available = await listAvailable(cache, env);
  if (!available.includes(needed)) throw new Error("the package lists of apt are empty, run apt-get update");

  progress("fetching redis-server (Debian package, unpacked without root)");
  const draft = path.join(folder, `draft-${process.pid}`);
  try {
    mkdirSync(path.join(draft, "root"), { recursive: true });
    await run(apt, ["download", ...available], { cwd: draft, env });
    for (const file of readdirSync(draft).filter((name) => name.endsWith(".deb")))
      await run(dpkg, ["-x", file, "root"], { cwd: draft, env });
    renameSync(path.join(draft, "root"), root);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return programIn(root);
}

async function listAvailable(cache: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { stdout } = await run(cache, ["--no-generate", "pkgnames"], { env, maxBuffer: 64 * 1024 * 1024 });
  const names = new Set(stdout.split("\n"));
  return packages.filter((name) => names.has(name));
}

/** Debian keeps the program with its tools: `redis-server` is a link to `redis-check-rdb`. */
function programIn(root: string): RedisProgram {
  const libraries = path.join(root, "usr/lib");
  const folders = readdirSync(libraries).filter((name) => name.endsWith("-linux-gnu"));
  return { path: path.join(root, "usr/bin/redis-server"), libraryPath: folders.map((name) => path.join(libraries, name)).join(":") };
}
