import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A unix socket's path holds 107 bytes; the engine's own takes 40 of them. */
const longestFolder = 60;

/**
 * The folder of a data folder's sockets: inside it, or, where that path is too long for a socket, a short one beside the temporary
 * files whose name follows from it. For this user alone.
 */
export function openRunFolder(dataDir: string, temporary = tmpdir()): string {
  const inside = path.join(dataDir, "run");
  const mark = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const folder = Buffer.byteLength(inside) <= longestFolder ? inside : path.join(temporary, `yimi-${mark}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  if (uid !== process.getuid?.() || mode & 0o077) throw new Error(`${folder} can be entered by other users; remove it and start again`);
  return folder;
}
