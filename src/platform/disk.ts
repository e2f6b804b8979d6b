import { statfsSync } from "node:fs";
import path from "node:path";

/** Below this the embedded engine may run out of space and abort, so new requests are refused politely. */
export const lowDiskBytes = 500 * 1024 * 1024;

/** Bytes this user may still write where `folder` is, or will be. */
export function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = path.dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || parent === folder) throw error;
    return freeBytes(parent);
  }
}
