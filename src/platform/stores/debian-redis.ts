import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { findProgram } from "./find-program.ts";
import type { RedisProgram } from "./redis-program.ts";

const run = promisify(execFile);

/** The program stands in `redis-tools`; `redis-server` has the link that gives it its name. */
const program = ["redis-server", "redis-tools"];
/** Never another C library than the one the system loads; and no users are made. */
const leftOut = new Set(["libc6", "adduser"]);

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
  const packages = await listPackages(cache, env);

  progress("fetching redis-server (Debian package, unpacked without root)");
  const draft = path.join(folder, `draft-${process.pid}`);
  try {
    mkdirSync(path.join(draft, "root"), { recursive: true });
    // apt would hand the download to its own user, who may not enter a private cache folder.
    await run(apt, ["download", "-o", "APT::Sandbox::User=root", ...packages], { cwd: draft, env });
    for (const file of readdirSync(draft).filter((name) => name.endsWith(".deb")))
      await run(dpkg, ["-x", file, "root"], { cwd: draft, env });
    renameSync(path.join(draft, "root"), root);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return programIn(root);
}

/** The program with the libraries it links: what the package depends on itself, for whichever release this is. */
async function listPackages(cache: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { stdout } = await run(cache, ["depends", "--important", "redis-tools"], { env }).catch(() => {
    throw new Error("apt knows no package redis-tools, perhaps for want of apt-get update");
  });
  const dependencies = [...stdout.matchAll(/^ *Depends: ([a-z0-9][a-z0-9.+-]*)$/gm)].map(([, name = ""]) => name);
  return [...program, ...dependencies.filter((name) => !leftOut.has(name))];
}

function programIn(root: string): RedisProgram {
  const libraries = path.join(root, "usr/lib");
  const folders = readdirSync(libraries).filter((name) => name.endsWith("-linux-gnu"));
  return { path: path.join(root, "usr/bin/redis-server"), libraryPath: folders.map((name) => path.join(libraries, name)).join(":") };
}
