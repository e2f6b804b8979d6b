import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The version of this program, from the package.json above it: one folder further up when it runs compiled. */
export function versionOf(folder: string = import.meta.dirname): string {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) return folder === path.dirname(folder) ? "unknown" : versionOf(path.dirname(folder));
  return (JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version ?? "unknown";
}
