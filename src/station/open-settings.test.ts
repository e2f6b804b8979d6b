import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { openSettings } from "./open-settings.ts";
import { addStation, demoStation, saveSettings } from "./org.ts";

test("settings are read without waiting, and again after a change; a station that has none runs by the defaults", async () => {
  const deps = await testPlatform();
  await addStation(deps, { ...demoStation, teams: [] });
  const settings = await openSettings(deps);
  expect(settings.of("PL").offers.maxPerDay).toBe(3);
  await saveSettings(deps, "PL", { offers: { maxPerDay: 5 } });
  await settings.refresh();
  expect(settings.of("PL").offers.maxPerDay).toBe(5);
  expect(settings.of("XX").offers.maxPerDay).toBe(3);
  settings.stop();
});
