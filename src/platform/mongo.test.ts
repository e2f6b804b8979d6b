import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testConfig } from "../../test/support/stores.ts";
import { connectMongo, nativeDb } from "./mongo.ts";

test("what is asked while the server hangs up is answered or fails, and nobody waits for ever", async () => {
  const config = await testConfig();
  const door = await doorTo(config.mongoUri ?? "");
  const connection = await connectMongo(door.uri, config.database);
  onTestFinished(async () => {
    await nativeDb(connection).dropDatabase();
    await connection.close();
  });
  const notes = nativeDb(connection).collection("notes");
  const ends: Promise<unknown>[] = [];
  const ask = (): void => void ends.push(notes.findOne({}).catch((error: unknown) => error));

  for (let round = 0; round < 5; round++) {
    await Promise.all(Array.from({ length: 8 }, () => notes.findOne({})));
    door.hangUp();
    for (let turn = 0; turn < 200; turn++) {
      ask();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(ends);
  }
  expect(ends).toHaveLength(1000);
});

/** A socket in front of the server's own, whose connections can be ended as a killed server ends them. */
async function doorTo(uri: string): Promise<{ uri: string; hangUp(): void }> {
  const host = decodeURIComponent(/^mongodb:\/\/([^/?]+)/.exec(uri)?.[1] ?? "");
  const folder = mkdtempSync(path.join(tmpdir(), "yimi-door-"));
  const open = new Set<net.Socket>();
  const server = net.createServer((caller) => {
    const behind = host.startsWith("/") ? net.connect(host) : net.connect(Number(host.split(":")[1]), host.split(":")[0]);
    caller.pipe(behind).pipe(caller);
    for (const end of [caller, behind]) end.on("error", () => undefined).on("close", () => open.delete(caller));
    open.add(caller);
  });
  const socket = path.join(folder, "door.sock");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    uri: uri.replace(/^mongodb:\/\/[^/?]+/, `mongodb://${encodeURIComponent(socket)}`),
    hangUp: () => {
      for (const caller of open) caller.destroy();
    },
  };
}
