import path from "node:path";
import { fetchRedisFromDebian } from "./debian-redis.ts";
import { findProgram, isProgram } from "./find-program.ts";

export interface RedisProgram {
  readonly path: string;
  /** Where its libraries are when they are not the system's. */
  readonly libraryPath?: string;
}

export interface RedisSearch {
  /** A path somebody chose. */
  readonly chosen: string | undefined;
  readonly searchPath: string;
  readonly cacheDir: string;
}

/**
 * The redis-server to run: the one chosen, one found on the search path, or the Debian package unpacked in the cache folder without root.
 * @throws Error in one sentence that says what to install
 */
export async function findRedisProgram(
  { chosen, searchPath, cacheDir }: RedisSearch,
  progress: (line: string) => void,
): Promise<RedisProgram> {
  if (chosen !== undefined) {
    if (isProgram(chosen)) return { path: chosen };
    throw new Error(`YIMI_REDIS_SERVER names ${chosen}, which is not a program.`);
  }
  const found = findProgram("redis-server", searchPath) ?? findProgram("valkey-server", searchPath);
  if (found !== undefined) return { path: found };
  try {
    return await fetchRedisFromDebian(path.join(cacheDir, "redis"), searchPath, progress);
  } catch (error) {
    throw new Error(
      `No redis-server was found and it could not be fetched (${reasonOf(error)}): install one (Debian: apt install redis-server, macOS: brew install redis), or set REDIS_URL to a running server.`,
    );
  }
}

/** What apt says comes in several lines; the one that begins with E: is the reason. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split("\n");
  return lines.find((line) => line.startsWith("E:")) ?? lines[0] ?? "";
}
