import { z } from "zod";
import { civilDate } from "../../src/platform/index.ts";
import {
  dimensions,
  hoursTable,
  requestsTable,
  servicesTable,
  statisticsOf,
  statisticsTable,
  type Table,
  toCsv,
  toXlsx,
} from "../../src/report/index.ts";
import type { ApiDeps } from "../deps.ts";
import { FileAnswer, route } from "../route.ts";
import { reason } from "./desk-step.ts";
import { refuseLong, statisticsFilter, toFilter } from "./reports.ts";

const body = z.strictObject({
  ...statisticsFilter,
  format: z.enum(["csv", "xlsx"]),
  purpose: reason.describe("what for; it stands in the audit and in the file"),
  by: z.enum(dimensions).default("category").describe("of `statistics`"),
  withContact: z.boolean().default(false).describe("adds phones; not of `statistics`"),
});
const tables = ["statistics", "requests", "services", "hours"] as const;
const types = { csv: "text/csv; charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;

/** Lists people take away as a file. */
export const exportRoutes = [
  route({
    id: "exportTable",
    method: "post",
    path: "/v1/exports/:table",
    chapter: "reports",
    summary:
      "A list as CSV or XLSX, without what was said. Needs the second factor and a purpose; the sheet carries who took it, when and what for.",
    act: "report.export",
    needsStepUp: true,
    pace: "heavy",
    params: z.strictObject({ table: z.enum(tables) }),
    body,
    answer: "file",
    shows: ["name", "phone"],
    handle: async (deps, { caller: { person }, params, body: asked }) => {
      refuseLong(asked);
      const table = await tableOf(deps, person.stationId, params.table, asked);
      const now = deps.clock.now();
      const name = `${table.title}-${civilDate(now)}-${person.id}.${asked.format}`;
      const watermark = { name: person.name, at: now, purpose: asked.purpose };
      return new FileAnswer(name, types[asked.format], await (asked.format === "csv" ? toCsv(table) : toXlsx(table, watermark)));
    },
  }),
];

async function tableOf(deps: ApiDeps, stationId: string, name: (typeof tables)[number], asked: z.output<typeof body>): Promise<Table> {
  const { format: _f, purpose: _p, by, withContact, ...filter } = asked;
  const { from, to, communityId } = filter;
  const listed = { stationId, from, to, withContact, ...(communityId !== undefined && { communityId }) };
  switch (name) {
    case "statistics":
      return statisticsTable(await statisticsOf(deps, { ...toFilter(filter), by, stationIds: [stationId] }));
    case "requests":
      return requestsTable(deps, listed);
    case "services":
      return servicesTable(deps, { ...toFilter(filter), stationId, withContact });
    default:
      return hoursTable(deps, listed);
  }
}
