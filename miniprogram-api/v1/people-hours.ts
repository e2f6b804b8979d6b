import { z } from "zod";
import { balanceOf, findEntriesPage, starLevel } from "../../src/ledger/index.ts";
import { stationPersonOf } from "../own.ts";
import { idPart, momentPart, pageOf, pageQuery, readCursor, writeCursor } from "../page.ts";
import { route } from "../route.ts";
import { entryView, viewEntry } from "./hours.ts";
import { personParams } from "./people-fields.ts";

/** The hours of a helper, for the desk. */
export const peopleHourRoutes = [
  route({
    id: "getHoursOf",
    method: "get",
    path: "/v1/people/:personId/hours",
    chapter: "people",
    summary: "A helper's credited minutes, points and star level (张姐多少小时了).",
    act: "hours.readAll",
    params: personParams,
    answer: z.object({
      creditedMinutes: z.number(),
      points: z.number(),
      frozenMinutes: z.number().describe("held back while a dispute is open"),
      frozenPoints: z.number(),
      stars: z.number().describe("0 to 5"),
    }),
    handle: async (deps, { caller, params }) => {
      const { id, stationId } = await stationPersonOf(deps, caller, params.personId);
      const balance = await balanceOf(deps, id);
      return { ...balance, stars: starLevel(balance.creditedMinutes, deps.settings(stationId)) };
    },
  }),
  route({
    id: "listEntriesOf",
    method: "get",
    path: "/v1/people/:personId/hours/entries",
    chapter: "people",
    summary: "A helper's account, line by line (台账), newest first.",
    act: "hours.readAll",
    params: personParams,
    query: z.strictObject(pageQuery),
    answer: pageOf(entryView),
    handle: async (deps, { caller, params, query: { limit, cursor } }) => {
      const { id } = await stationPersonOf(deps, caller, params.personId);
      const after = cursor === undefined ? undefined : readCursor(z.tuple([momentPart, idPart]), cursor);
      const found = await findEntriesPage(deps, id, { limit, before: after && { postedAt: new Date(after[0]), id: after[1] } });
      const last = found.length === limit ? found.at(-1) : undefined;
      return { items: found.map(viewEntry), next: last ? writeCursor(last.postedAt.getTime(), last.id) : null };
    },
  }),
];
