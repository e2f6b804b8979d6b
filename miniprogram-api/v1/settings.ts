import { z } from "zod";
import { changeSettings, findStation, overridesOf, renameStation, settingsPatch, settingsSchema } from "../../src/station/index.ts";
import { openRoute, route } from "../route.ts";

const name = z.string().trim().min(1).max(40);

const stationView = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  town: z.string(),
  communities: z.array(z.object({ id: z.string(), name: z.string(), grids: z.array(z.string()) })),
  teams: z.array(z.object({ id: z.string(), name: z.string() })),
});

const settingsView = z
  .object({
    settings: settingsSchema.describe("as they are in force"),
    overrides: z.record(z.string(), z.unknown()).describe("what the station has set otherwise than the national defaults"),
  })
  .meta({ id: "StationSettings" });

async function viewStation(deps: Parameters<typeof findStation>[0], stationId: string): Promise<z.input<typeof stationView>> {
  const station = await findStation(deps, stationId);
  return {
    ...station,
    communities: station.communities.map(({ id, name: called, gridIds }) => ({ id, name: called, grids: [...gridIds] })),
    teams: [...station.teams],
  };
}

/** The station itself and the numbers it runs by. */
export const settingsRoutes = [
  openRoute({
    id: "getStation",
    method: "get",
    path: "/v1/station",
    chapter: "station",
    summary: "The station with its communities and grids, for everybody to look at.",
    answer: stationView,
    handle: (deps) => viewStation(deps, deps.config.stationId),
  }),
  route({
    id: "changeStation",
    method: "patch",
    path: "/v1/station",
    chapter: "station",
    summary: "Changes how the station is called. Communities and grids come with the station's file.",
    act: "settings.change",
    body: z.strictObject({ name: name.optional(), shortName: name.optional(), town: name.optional() }),
    answer: stationView,
    handle: async (deps, { caller: { person }, body }) => {
      const told = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      await renameStation(deps, person.stationId, told);
      return viewStation(deps, person.stationId);
    },
  }),
  route({
    id: "getSettings",
    method: "get",
    path: "/v1/settings",
    chapter: "station",
    summary:
      "Every number the station may set otherwise, as it is in force. Clock times are minutes after midnight; other units are in the names.",
    act: "report.read",
    answer: settingsView,
    handle: async (deps, { caller: { person } }) => ({
      settings: (await findStation(deps, person.stationId)).settings,
      overrides: { ...(await overridesOf(deps, person.stationId)) },
    }),
  }),
  route({
    id: "changeSettings",
    method: "patch",
    path: "/v1/settings",
    chapter: "station",
    summary: "Changes some settings; what is left out stays. They are in force everywhere within seconds.",
    act: "settings.change",
    body: settingsPatch,
    answer: settingsView,
    refusals: ["station.bad-settings"],
    handle: async (deps, { caller: { person }, body }) => {
      const settings = await changeSettings(deps, person.stationId, body);
      return { settings, overrides: { ...(await overridesOf(deps, person.stationId)) } };
    },
  }),
];
