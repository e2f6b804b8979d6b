import { expect, test } from "vitest";
import type { AppDeps } from "./app.ts";
import type { Role } from "./platform/index.ts";
import { startRoles } from "./roles.ts";

const deps = {} as AppDeps;

/** Roles that only say what happens to them. */
function recorded(said: string[], failing?: Role) {
  const role = (name: Role) => async () => ({
    start: async () => {
      if (name === failing) throw new Error(`${name} failed`);
      said.push(`start ${name}`);
      return { stop: async () => void said.push(`stop ${name}`), ...(name === "api" && { port: 3001 }) };
    },
  });
  return { bot: role("bot"), api: role("api"), jobs: role("jobs") };
}

test("roles start in the order asked for, stop in reverse, and tell the port of the one that listens", async () => {
  const said: string[] = [];
  const roles = await startRoles(deps, ["bot", "api", "jobs"], () => undefined, recorded(said));
  expect(roles.port).toBe(3001);
  await roles.stop();
  expect(said).toEqual(["start bot", "start api", "start jobs", "stop jobs", "stop api", "stop bot"]);
});

test("a role that fails takes back those before it, and a role not asked for is not loaded", async () => {
  const said: string[] = [];
  const never = async () => Promise.reject(new Error("loaded"));
  await expect(startRoles(deps, ["bot", "api"], () => undefined, { ...recorded(said, "api"), jobs: never })).rejects.toThrow("api failed");
  expect(said).toEqual(["start bot", "stop bot"]);
});
