import { z } from "zod";
import { balanceOf, findEntriesPage, type LedgerEntry, starLevel } from "../../src/ledger/index.ts";
import { findLoads } from "../../src/matching/index.ts";
import { idPart, momentPart, pageOf, pageQuery, readCursor, writeCursor } from "../page.ts";
import { route } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";

const kinds = ["service", "adjustment", "freeze", "release", "reversal", "spend", "expiry"] as const satisfies LedgerEntry["kind"][];

export const entryView = z.object({
  id: z.string(),
  kind: z
    .enum(kinds)
    .describe(
      "`service` a visit · `adjustment` decided by a person · `freeze`, `release`, `reversal` follow an entry · `spend`, `expiry` take points",
    ),
  day: z.string().describe("of the service, YYYY-MM-DD"),
  minutes: z.number(),
  points: z.number(),
  frozenMinutes: z.number().describe("held back while a dispute is open"),
  frozenPoints: z.number(),
  requestId: z.string().nullable(),
  follows: z.string().nullable().describe("the entry it corrects"),
  postedAt: moment,
});

export function viewEntry(entry: LedgerEntry): z.input<typeof entryView> {
  const { id, kind, day, minutes, points, frozenMinutes, frozenPoints, requestId, follows, postedAt } = entry;
  return {
    id,
    kind,
    day,
    minutes,
    points,
    frozenMinutes,
    frozenPoints,
    requestId: requestId ?? null,
    follows: follows ?? null,
    postedAt: writeMoment(postedAt),
  };
}

/** A helper's hours, points and stars. */
export const hoursRoutes = [
  route({
    id: "getMyHours",
    method: "get",
    path: "/v1/hours",
    chapter: "helping",
    summary: "Credited minutes, points and the star level, with what the next star takes; and how residents have rated the caller.",
    act: "hours.read",
    answer: z.object({
      creditedMinutes: z.number(),
      points: z.number(),
      frozenMinutes: z.number().describe("held back while a dispute is open"),
      frozenPoints: z.number(),
      stars: z.number().describe("0 to 5"),
      nextStarMinutes: z.number().nullable().describe("minutes still to go to the next star; null at the highest"),
      meanRating: z.number().nullable().describe("mean of the stars residents gave, one decimal; who gave what is not told"),
    }),
    handle: async (deps, { caller: { person } }) => {
      const balance = await balanceOf(deps, person.id);
      const settings = deps.settings(person.stationId);
      const stars = starLevel(balance.creditedMinutes, settings);
      const nextHours = settings.starLevels[stars];
      const rating = (await findLoads(deps, [person.id])).get(person.id)?.rating ?? null;
      return {
        ...balance,
        stars,
        nextStarMinutes: nextHours === undefined ? null : nextHours * 60 - balance.creditedMinutes,
        meanRating: rating === null ? null : Math.round(rating * 10) / 10,
      };
    },
  }),
  route({
    id: "listMyEntries",
    method: "get",
    path: "/v1/hours/entries",
    chapter: "helping",
    summary: "The caller's account, line by line (台账), newest first. Nothing in it is ever changed: a correction is another line.",
    act: "hours.read",
    query: z.strictObject(pageQuery),
    answer: pageOf(entryView),
    handle: async (deps, { caller: { person }, query }) => {
      const after = query.cursor === undefined ? undefined : readCursor(z.tuple([momentPart, idPart]), query.cursor);
      const before = after && { postedAt: new Date(after[0]), id: after[1] };
      const found = await findEntriesPage(deps, person.id, { limit: query.limit, before });
      const last = found.length === query.limit ? found.at(-1) : undefined;
      return { items: found.map(viewEntry), next: last ? writeCursor(last.postedAt.getTime(), last.id) : null };
    },
  }),
];
