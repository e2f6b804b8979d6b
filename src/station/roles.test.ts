import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { seedDemo } from "./demo/seed-demo.ts";
import { giveRole, isAbove, takeRole } from "./roles.ts";

const deps = await testPlatform();
await seedDemo(deps);

test("coordinators stand above residents and volunteers, a supervisor above all but supervisors", () => {
  expect(isAbove("coordinator", ["resident", "volunteer"])).toBe(true);
  expect(isAbove("coordinator", ["volunteer", "social_worker"])).toBe(false);
  expect(isAbove("coordinator", ["coordinator"])).toBe(false);
  expect(isAbove("supervisor", ["coordinator", "social_worker"])).toBe(true);
  expect(isAbove("supervisor", ["supervisor"])).toBe(false);
  expect(isAbove("resident", ["resident"])).toBe(false);
});

test("a role is given once and taken, but never the last one", async () => {
  await giveRole(deps, "PL-V0001", "resident");
  expect((await giveRole(deps, "PL-V0001", "resident")).roles).toEqual(["volunteer", "resident"]);
  expect((await takeRole(deps, "PL-V0001", "volunteer")).roles).toEqual(["resident"]);
  await expect(takeRole(deps, "PL-V0001", "resident")).rejects.toMatchObject({ code: "station.last-role" });
});

test("taken at once from two sides, one role stays", async () => {
  await giveRole(deps, "PL-V0002", "resident");
  await Promise.allSettled([takeRole(deps, "PL-V0002", "resident"), takeRole(deps, "PL-V0002", "volunteer")]);
  const { roles } = await giveRole(deps, "PL-V0002", "resident");
  expect(roles.length).toBeGreaterThan(0);
});

test("who serves needs a profile first", async () => {
  await expect(giveRole(deps, "PL-R0001", "volunteer")).rejects.toMatchObject({ code: "station.not-a-helper" });
  await expect(giveRole(deps, "PL-R9999", "resident")).rejects.toMatchObject({ code: "station.unknown-person" });
});
