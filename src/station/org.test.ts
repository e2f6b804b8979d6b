import { expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { addStation, communityOf, demoStation, findCommunity, findStation, saveSettings } from "./org.ts";

const deps = await testPlatform();

test("a station is read with its settings, its room and its own changes", async () => {
  await addStation(deps, { ...demoStation, teams: [] });
  await addStation(deps, { ...demoStation, name: "written twice", teams: [] });
  expect(await findStation(deps, "PL")).toMatchObject({
    name: "泊里镇社会工作站",
    roomId: "PL-room",
    settings: { offers: { maxPerDay: 3 } },
  });
  await saveSettings(deps, "PL", { offers: { maxPerDay: 5 } });
  expect((await findStation(deps, "PL")).settings.offers).toMatchObject({ maxPerDay: 5, maxRounds: 3 });
});

test("wrong settings are refused and the old ones stay", async () => {
  await expect(saveSettings(deps, "PL", { offers: { maxPerDay: 0 } })).rejects.toMatchObject({ code: "station.bad-settings" });
  expect((await findStation(deps, "PL")).settings.offers.maxPerDay).toBe(5);
});

test("a station nobody set up is unknown", async () => {
  await expect(findStation(deps, "XX")).rejects.toMatchObject({ code: "station.unknown-station" });
  await expect(saveSettings(deps, "XX", {})).rejects.toMatchObject({ code: "station.unknown-station" });
});

test("Poli town has 20 communities with 5 grids each", () => {
  expect(demoStation.communities).toHaveLength(20);
  expect(new Set(demoStation.communities.flatMap(({ gridIds }) => gridIds)).size).toBe(100);
});

test("a community is known by its full and its short name", () => {
  expect(findCommunity(demoStation, "我住蟠龙")?.id).toBe("PL01");
  expect(findCommunity(demoStation, "河崖新村3号楼")?.id).toBe("PL05");
  expect(findCommunity(demoStation, "青岛市")).toBeNull();
  expect(communityOf(demoStation, "PL02")?.name).toBe("尧头社区");
  expect(communityOf(demoStation, "PL99")).toBeNull();
});
