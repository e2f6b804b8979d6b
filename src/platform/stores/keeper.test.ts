import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { keepAlive, type Launched } from "./keeper.ts";

const log = createLog("silent");

/** A child that serves at once and sleeps. */
function sleeper(children: ChildProcess[]): () => Launched {
  return () => {
    const child = spawn("sleep", ["60"]);
    children.push(child);
    return { child, ready: Promise.resolve() };
  };
}

/** A child that ends before it serves. */
function failing(children: ChildProcess[]): Launched {
  const child = spawn("false");
  children.push(child);
  return { child, ready: once(child, "exit").then(() => Promise.reject(new Error("ended"))) };
}

test("a child that ends is started again until it is stopped", async () => {
  const children: ChildProcess[] = [];
  const events = new EventEmitter();
  const startedAgain = once(events, "again");
  const launch = sleeper(children);
  const keeper = await keepAlive(
    {
      name: "sleeper",
      launch: () => {
        const launched = launch();
        if (children.length === 2) events.emit("again");
        return launched;
      },
      probe: async () => true,
    },
    log,
  );
  children[0]?.kill("SIGKILL");
  await startedAgain;
  expect(keeper.state().restarts).toBe(1);
  expect(keeper.state().pid).toBe(children[1]?.pid);
  await keeper.stop();
  expect(children[1]?.signalCode).toBe("SIGTERM");
  expect(keeper.state().state).toBe("stopped");
  expect(children).toHaveLength(2);
});

test("a first start that fails rejects, and nothing is tried again", async () => {
  const children: ChildProcess[] = [];
  await expect(keepAlive({ name: "failing", launch: () => failing(children), probe: async () => false }, log)).rejects.toThrow("ended");
  expect(children).toHaveLength(1);
});

test("what can be repaired is started once more", async () => {
  const children: ChildProcess[] = [];
  const launch = sleeper(children);
  const keeper = await keepAlive(
    { name: "repaired", launch: () => (children.length === 0 ? failing(children) : launch()), probe: async () => true, repair: () => true },
    log,
  );
  expect(children).toHaveLength(2);
  expect(keeper.state()).toMatchObject({ state: "up", restarts: 0 });
  await keeper.stop();
});

test("a program that does not exist is said", async () => {
  const launch = (): Launched => {
    const child = spawn("/nonexistent");
    return { child, ready: once(child, "exit").then(() => undefined) };
  };
  await expect(keepAlive({ name: "missing", launch, probe: async () => false }, log)).rejects.toThrow("ENOENT");
});
