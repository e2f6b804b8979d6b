import { createHash } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import net from "node:net";
import path from "node:path";

/** Held by the process that owns a data folder. */
export interface OwnerLock {
  release(): Promise<void>;
}

/**
 * Makes this process the owner of a data folder, or says at once who is. The lock is a listening socket, so the system takes it back
 * when its process ends in any way; nothing can go stale.
 */
export async function lockFolder(dataDir: string, runFolder: string): Promise<OwnerLock> {
  const address = lockAddress(dataDir, runFolder);
  const server = net.createServer((asker) => asker.on("error", () => undefined).end(String(process.pid)));
  try {
    await listen(server, address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const owner = await askOwner(address);
    if (owner !== undefined || isAbstract(address))
      throw new Error(
        `${dataDir} is in use by another Yimi${owner ? ` (process ${owner})` : ""}: stop that one, or set YIMI_DATA to another folder.`,
      );
    rmSync(address, { force: true });
    await listen(server, address);
  }
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** On Linux a name in the kernel's abstract space, which no crash leaves behind; elsewhere a socket file, probed for life. */
function lockAddress(dataDir: string, runFolder: string): string {
  if (process.platform !== "linux") return path.join(runFolder, "owner.sock");
  const { dev, ino } = statSync(dataDir);
  return `\0yimi-${createHash("sha256").update(`${dev}:${ino}`).digest("hex").slice(0, 32)}`;
}

function isAbstract(address: string): boolean {
  return address.startsWith("\0");
}

function listen(server: net.Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** The owner's process id; undefined when nobody listens. */
function askOwner(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const connection = net.connect(address);
    connection.setTimeout(1000, () => connection.destroy());
    connection.on("error", () => resolve(undefined));
    connection.on("close", () => resolve(undefined));
    connection.on("data", (data) => resolve(data.toString()));
  });
}
