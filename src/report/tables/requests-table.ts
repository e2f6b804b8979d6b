import { isConfidential } from "../../catalog/index.ts";
import { type Status, statuses } from "../../request/index.ts";
import { findStation } from "../../station/index.ts";
import { type StoredRequest, storedRequests } from "../collections.ts";
import { itemOf } from "../item-of.ts";
import { nextStepOf } from "../next-step.ts";
import { instantsOf, type Period } from "../period.ts";
import type { ReportDeps } from "../report-deps.ts";
import { flagNames, hiddenName, nextStepNames, noneName, statusNames, urgencyNames } from "../words.ts";
import { readPeople } from "./read-people.ts";
import { type Column, mostRows, type Table } from "./table.ts";

export interface RequestsListed extends Period {
  readonly stationId: string;
  readonly statuses?: readonly Status[];
  readonly communityId?: string;
  /** Adds the phone of who is served; a reader must have a reason. */
  readonly withContact?: boolean;
}

const fields = [
  "code",
  "itemCode",
  "beneficiaryId",
  "communityId",
  "status",
  "urgency",
  "createdAt",
  "wish.startAt",
  "people",
  "flags",
] as const;
const projection = { ...Object.fromEntries(fields.map((field) => [field, 1])), "escalation.answeredBy": 1, "assignments.status": 1 };

/** The requests made in a period, the oldest first. No words of residents and no addresses; a confidential item hides the name. */
export async function requestsTable(deps: ReportDeps, listed: RequestsListed): Promise<Table> {
  const { stationId, communityId, withContact = false } = listed;
  const found = await storedRequests(deps.db)
    .find(
      {
        stationId,
        status: { $in: [...(listed.statuses ?? statuses)] },
        createdAt: instantsOf(listed),
        ...(communityId !== undefined && { communityId }),
      },
      { projection },
    )
    .sort({ createdAt: 1, _id: 1 })
    .limit(mostRows + 1)
    .toArray();
  const station = await findStation(deps, stationId);
  const communities = new Map(station.communities.map(({ id, name }) => [id, name]));
  const people = await readPeople(
    deps,
    found.map(({ beneficiaryId }) => beneficiaryId),
    withContact,
  );
  return {
    title: `${station.shortName} 服务请求`,
    columns: withContact ? [...columns, { key: "phone", label: "电话", kind: "text" }] : columns,
    isCut: found.length > mostRows,
    rows: found.slice(0, mostRows).map((request) => {
      const item = itemOf(deps.catalog, request.itemCode);
      const isHidden = isHiddenFrom(request, item !== null && isConfidential(item));
      const person = people.get(request.beneficiaryId);
      return {
        code: request.code,
        item: item?.name ?? request.itemCode ?? noneName,
        category: item?.category ?? "",
        community: communities.get(request.communityId) ?? "",
        beneficiary: isHidden ? hiddenName : (person?.name ?? ""),
        status: statusNames[request.status],
        nextStep: nextStepNames[nextStepOf(request)],
        urgency: urgencyNames[request.urgency],
        askedAt: request.createdAt,
        startAt: request.wish.startAt ?? null,
        people: request.people,
        helpers: request.assignments.filter(({ status }) => bound.includes(status)).length,
        flags: request.flags.flatMap((flag) => flagNames[flag] ?? []).join("、"),
        ...(withContact && { phone: isHidden ? "" : (person?.phone ?? "") }),
      };
    }),
  };
}

const bound: readonly string[] = ["accepted", "checked_in", "checked_out", "credited"];

const columns: readonly Column[] = [
  { key: "code", label: "单号", kind: "text" },
  { key: "item", label: "服务项目", kind: "text" },
  { key: "category", label: "类别", kind: "text" },
  { key: "community", label: "社区", kind: "text" },
  { key: "beneficiary", label: "服务对象", kind: "text" },
  { key: "status", label: "状态", kind: "text" },
  { key: "nextStep", label: "下一步", kind: "text" },
  { key: "urgency", label: "缓急", kind: "text" },
  { key: "askedAt", label: "提出时间", kind: "moment" },
  { key: "startAt", label: "希望时间", kind: "moment" },
  { key: "people", label: "需要人数", kind: "count" },
  { key: "helpers", label: "已接人数", kind: "count" },
  { key: "flags", label: "标记", kind: "text" },
];

/** What must not be told on by name: an item that is confidential, or a request that was marked so. */
export function isHiddenFrom({ flags }: Pick<StoredRequest, "flags">, isConfidentialItem: boolean): boolean {
  return isConfidentialItem || flags.includes("confidential");
}
