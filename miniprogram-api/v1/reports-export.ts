import { z } from "zod";
import { type Approval, answerApproval, askApproval, findApprovals, requireApproval } from "../../src/access/index.ts";
import { storeNotices } from "../../src/outbox/index.ts";
import { civilDate, DomainError } from "../../src/platform/index.ts";
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
import type { NoticeKind } from "../../src/request/index.ts";
import { listByRole, nextLoudTime, rolesFor } from "../../src/station/index.ts";
import type { ApiDeps } from "../deps.ts";
import { FileAnswer, route } from "../route.ts";
import { moment, writeMoment } from "../views/moment.ts";
import { reason } from "./desk-step.ts";
import { refuseLong, statisticsFilter, toFilter } from "./reports.ts";

const tables = ["statistics", "requests", "services", "hours"] as const;
const types = { csv: "text/csv; charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;
const list = z.strictObject({
  ...statisticsFilter,
  format: z.enum(["csv", "xlsx"]),
  purpose: reason.describe("what for; it stands in the audit and in the file"),
  by: z.enum(dimensions).default("category").describe("of `statistics`"),
  withContact: z.boolean().default(false).describe("adds phones; only as `xlsx`, which carries who took it; not of `statistics`"),
});
type List = z.output<typeof list>;
type TableName = (typeof tables)[number];

const params = z.strictObject({ table: z.enum(tables) });
const approval = z.object({
  id: z.string(),
  purpose: z.string(),
  askedBy: z.string(),
  askedAt: moment,
  status: z.enum(["waiting", "agreed", "refused"]),
  answeredBy: z.string().nullable(),
  endsAt: moment.describe("until then a yes is good, and a question waits"),
});

const viewApproval = ({ id, purpose, askedBy, askedAt, status, answeredBy, endsAt }: Approval): z.input<typeof approval> => ({
  id,
  purpose,
  askedBy,
  askedAt: writeMoment(askedAt),
  status,
  answeredBy: answeredBy ?? null,
  endsAt: writeMoment(endsAt),
});

/** Lists people take away as a file. Phones leave only when a second person of the desk has agreed to just that list. */
export const exportRoutes = [
  route({
    id: "exportTable",
    method: "post",
    path: "/v1/exports/:table",
    chapter: "reports",
    summary:
      "A list as CSV or XLSX, without what was said. Needs the second factor and a purpose, with phones a second person's yes as well; the sheet carries who took it, when and what for.",
    act: "report.export",
    needsStepUp: true,
    pace: "heavy",
    params,
    body: list.extend({ approvalId: z.string().max(40).optional().describe("with phones: the yes of `answerExportApproval`") }),
    answer: "file",
    shows: ["name", "phone"],
    refusals: ["access.approval-needed"],
    handle: async (deps, { caller: { person }, params: { table: name }, body: { approvalId, ...asked } }) => {
      refuseUnfit(name, asked);
      if (asked.withContact) await requireApproval(deps, approvalId, { askedBy: person.id, subject: { name, ...asked } });
      const table = await tableOf(deps, person.stationId, name, asked);
      const now = deps.clock.now();
      const file = `${table.title}-${civilDate(now)}-${person.id}.${asked.format}`;
      const watermark = { name: person.name, at: now, purpose: asked.purpose };
      return new FileAnswer(file, types[asked.format], await (asked.format === "csv" ? toCsv(table) : toXlsx(table, watermark)));
    },
  }),
  route({
    id: "askExportApproval",
    method: "post",
    path: "/v1/exports/:table/approvals",
    chapter: "reports",
    summary: "Asks a second person of the desk to agree to a list with phones; the same body is then sent to `exportTable` within a day.",
    act: "report.export",
    needsStepUp: true,
    params,
    body: list,
    answer: approval,
    status: 201,
    handle: async (deps, { caller: { person }, params: { table: name }, body: asked }) => {
      refuseUnfit(name, asked);
      const by = { stationId: person.stationId, askedBy: person.id, purpose: asked.purpose };
      const waiting = await askApproval(deps, { ...by, subject: { name, ...asked } });
      await tellOthers(deps, waiting);
      return viewApproval(waiting);
    },
  }),
  route({
    id: "listExportApprovals",
    method: "get",
    path: "/v1/export-approvals",
    chapter: "reports",
    summary: "Lists with phones somebody of the desk wants to take away, and what was answered in the last day, the newest first.",
    act: "report.export",
    answer: z.object({ items: z.array(approval) }),
    handle: async (deps, { caller: { person } }) => ({ items: (await findApprovals(deps, person.stationId)).map(viewApproval) }),
  }),
  route({
    id: "answerExportApproval",
    method: "post",
    path: "/v1/export-approvals/:approvalId/answer",
    chapter: "reports",
    summary: "The second person's yes or no. Nobody agrees to their own list.",
    act: "report.export",
    needsStepUp: true,
    params: z.strictObject({ approvalId: z.string().max(40) }),
    body: z.strictObject({ isYes: z.boolean() }),
    answer: approval,
    refusals: ["access.approval-unknown", "access.own-approval", "access.approval-answered"],
    handle: async (deps, { caller: { person }, params: { approvalId }, body: { isYes } }) =>
      viewApproval(await answerApproval(deps, approvalId, { isYes, by: person.id, stationId: person.stationId })),
  }),
];

/** Everybody of the desk who could be the second person. */
async function tellOthers(deps: ApiDeps, { id, stationId, purpose, askedBy }: Approval): Promise<void> {
  const desks = await Promise.all(rolesFor("report.export").map((role) => listByRole(deps, stationId, role)));
  const others = new Set(desks.flat().map((one) => one.id));
  others.delete(askedBy);
  const createdAt = deps.clock.now();
  const notice = { stationId, kind: "desk.export_asked" satisfies NoticeKind, data: { personId: askedBy, purpose } };
  const sendAt = nextLoudTime(createdAt, deps.settings(stationId));
  await storeNotices(
    deps,
    [...others].map((to) => ({ ...notice, id: `export.${id}.${to}`, to, createdAt, sendAt })),
  );
}

function refuseUnfit(name: TableName, asked: List): void {
  refuseLong(asked);
  if (!asked.withContact) return;
  if (name === "statistics") throw new DomainError("http.invalid", { detail: "body.withContact: statistics name nobody" });
  if (asked.format === "csv") throw new DomainError("http.invalid", { detail: "body.format: with phones only xlsx" });
}

async function tableOf(deps: ApiDeps, stationId: string, name: TableName, asked: List): Promise<Table> {
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
