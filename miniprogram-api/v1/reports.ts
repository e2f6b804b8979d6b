import { z } from "zod";
import { DomainError } from "../../src/platform/index.ts";
import { ageBands, digestOf, dimensions, type StatisticsFilter, statisticsOf, visitsDue } from "../../src/report/index.ts";
import { communityOf, findStation } from "../../src/station/index.ts";
import { route } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";

export const period = {
  from: z.iso.date().describe("first day, station time"),
  to: z.iso.date().describe("last day, included"),
} as const;

/** What statistics are narrowed by; a row's `filter` is the query that opens it. */
export const statisticsFilter = {
  ...period,
  itemCode: z.string().max(20).optional(),
  category: z.string().max(20).optional(),
  workType: z.enum(["case", "group", "community", "direct", "visit", "none"]).optional(),
  communityId: z.string().max(40).optional(),
  ageBand: z.enum([...ageBands.map(({ key }) => key), "unknown"]).optional(),
} as const;

const filterView = z.object({ ...statisticsFilter });
const counts = z.object({
  sessions: z.number().describe("场次"),
  serviceCount: z.number().describe("人次"),
  uniquePeople: z.number().describe("人数"),
  helpers: z.number(),
  minutes: z.number(),
  averageStars: z.number().nullable(),
  ratings: z.number(),
  requests: z.number(),
  unfilled: z.number(),
  medianMinutesToAccept: z.number().nullable(),
});

/** What a station counts. */
export const reportRoutes = [
  route({
    id: "getDigest",
    method: "get",
    path: "/v1/reports/digest",
    chapter: "reports",
    summary: "The morning list: how much is open, and today's, at risk, nobody found, to call and overdue, a line each without names.",
    act: "report.read",
    answer: z.object({
      open: z.number(),
      today: z.array(z.string()),
      atRisk: z.array(z.string()),
      unfilled: z.array(z.string()),
      needsCall: z.array(z.string()),
      overdue: z.array(z.string()),
    }),
    handle: async (deps, { caller }) => {
      const { today, atRisk, unfilled, needsCall, overdue, open } = await digestOf(deps, await findStation(deps, caller.person.stationId));
      return {
        open,
        today: [...today],
        atRisk: [...atRisk],
        unfilled: [...unfilled],
        needsCall: [...needsCall],
        overdue: [...overdue],
      };
    },
  }),
  route({
    id: "listVisitsDue",
    method: "get",
    path: "/v1/reports/visits-due",
    chapter: "reports",
    summary: "Home visits whose window ends in a period, and those overdue, the longest overdue first. No addresses, no phones.",
    act: "report.read",
    query: z.strictObject(period),
    answer: z.object({
      items: z.array(
        z.object({
          personId: z.string(),
          name: z.string(),
          communityName: z.string().nullable(),
          gridId: z.string(),
          level: z.enum(["high", "key", "general"]),
          lastVisitAt: moment.nullable(),
          dueFrom: moment,
          dueBy: moment,
          isOverdue: z.boolean(),
          plannedCode: z.string().nullable().describe("the open request that will be it"),
          plannedAt: moment.nullable(),
        }),
      ),
    }),
    handle: async (deps, { caller, query }) => {
      refuseLong(query);
      const station = await findStation(deps, caller.person.stationId);
      const due = await visitsDue(deps, station.id, query);
      return {
        items: due.map(({ communityId, lastVisitAt, dueFrom, dueBy, plannedAt, ...visit }) => ({
          ...visit,
          communityName: communityOf(station, communityId)?.name ?? null,
          lastVisitAt: writeMoment(lastVisitAt ?? undefined),
          dueFrom: writeMoment(dueFrom),
          dueBy: writeMoment(dueBy),
          plannedAt: writeMoment(plannedAt ?? undefined),
        })),
      };
    },
  }),
  route({
    id: "getStatistics",
    method: "get",
    path: "/v1/reports/statistics",
    chapter: "reports",
    summary:
      "场次, 人次, 人数 and what else the station counts, in rows by one dimension, with the total; each row carries the filter that opens it.",
    act: "report.read",
    pace: "write",
    query: z.strictObject({ ...statisticsFilter, by: z.enum(dimensions).default("category") }),
    answer: z.object({
      by: z.enum(dimensions),
      filter: filterView,
      rows: z.array(z.object({ key: z.string(), label: z.string(), counts: counts.nullable(), filter: filterView })),
      total: counts.nullable(),
    }),
    handle: async (deps, { caller, query: { by, ...asked } }) => {
      refuseLong(asked);
      const { filter, rows, total } = await statisticsOf(deps, { ...toFilter(asked), by, stationIds: [caller.person.stationId] });
      return { by, filter, rows: [...rows], total };
    },
  }),
];

type Asked = z.output<z.ZodObject<typeof statisticsFilter>>;

export function toFilter(asked: Asked): StatisticsFilter {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as unknown as StatisticsFilter;
}

/** @throws http.invalid for a period that ends before it begins or is longer than ten years */
export function refuseLong({ from, to }: { readonly from: string; readonly to: string }): void {
  if (from > to) throw new DomainError("http.invalid", { detail: "to: is before from" });
  if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 10) throw new DomainError("http.invalid", { detail: "from: at most ten years" });
}
