import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { addStation, changeSettings, demoStation, findStation, overridesOf } from "./org.ts";
import { patched, settingsPatch } from "./settings-patch.ts";

test("a patch knows the same fields as the settings, each of them optional, and no others", () => {
  expect(settingsPatch.parse({})).toEqual({});
  expect(settingsPatch.parse({ offers: { urgent: { atOnce: 3 } } })).toEqual({ offers: { urgent: { atOnce: 3 } } });
  expect(settingsPatch.safeParse({ offers: { urgent: { atonce: 3 } } }).success).toBe(false);
  expect(settingsPatch.safeParse({ offers: { maxPerDay: -1 } }).success).toBe(false);
  expect(settingsPatch.safeParse({ role: "supervisor" }).success).toBe(false);
});

test("what is left out stays, lists are replaced", () => {
  const before = { offers: { maxPerDay: 5, widenAfterMinutes: [1, 2] }, quietHours: { from: 1300 } };
  const patch = { offers: { widenAfterMinutes: [10], maxOpen: undefined } };
  expect(patched(before, patch)).toEqual({
    offers: { maxPerDay: 5, widenAfterMinutes: [10], maxOpen: undefined },
    quietHours: { from: 1300 },
  });
});

test("of two who change settings at once both count, and what does not fit together is not stored", async () => {
  const deps = await testPlatform();
  await addStation(deps, { ...demoStation, teams: [] });
  await Promise.all([
    changeSettings(deps, "PL", { offers: { maxPerDay: 5 } }),
    changeSettings(deps, "PL", { offers: { maxOpen: 2 } }),
    changeSettings(deps, "PL", { workingHours: { from: 500 } }),
  ]);
  expect(await overridesOf(deps, "PL")).toEqual({ offers: { maxPerDay: 5, maxOpen: 2 }, workingHours: { from: 500 } });
  await expect(changeSettings(deps, "PL", { workingHours: { to: 400 } })).rejects.toMatchObject({ code: "station.bad-settings" });
  expect((await findStation(deps, "PL")).settings.workingHours).toEqual({ from: 500, to: 1050 });
});
