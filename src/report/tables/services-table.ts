import { isConfidential } from "../../catalog/index.ts";
import { civilDate } from "../../platform/index.ts";
import type { Assignment, Status } from "../../request/index.ts";
import { findStation } from "../../station/index.ts";
import { ageBandOn } from "../age-band.ts";
import { type StoredRequest, storedRequests } from "../collections.ts";
import { itemOf } from "../item-of.ts";
import { ledgerMinutes } from "../ledger-minutes.ts";
import type { ReportDeps } from "../report-deps.ts";
import type { StatisticsFilter } from "../statistics-query.ts";
import { heldStages } from "../statistics-stages.ts";
import { ageBandNames, hiddenName, noneName, statusNames, workTypeNames } from "../words.ts";
import { readPeople } from "./read-people.ts";
import { isHiddenFrom } from "./requests-table.ts";
import { type Column, mostRows, type Table } from "./table.ts";

/** A filter of the statistics opens the services it counted. */
export interface ServicesListed extends StatisticsFilter {
  readonly stationId: string;
  /** Adds the phone of who was served; a reader must have a reason. */
  readonly withContact?: boolean;
}

interface Held extends Pick<StoredRequest, "_id" | "code" | "itemCode" | "beneficiaryId" | "communityId" | "flags"> {
  readonly status: Status;
  readonly at: Date;
  readonly served: readonly Assignment[];
  readonly headcount: number;
  readonly stars?: number | null;
}

/** The services held in a period (台账), the oldest first: the lines behind 场次. No words of residents and no addresses. */
export async function servicesTable(deps: ReportDeps, listed: ServicesListed): Promise<Table> {
  const { withContact = false, ...filter } = listed;
  const found = await storedRequests(deps.db)
    .aggregate<Held>(
      [
        ...heldStages({ ...filter, stationIds: [filter.stationId] }, deps.catalog),
        { $project: projection },
        { $sort: { at: 1, _id: 1 } },
        { $limit: mostRows + 1 },
      ],
      { allowDiskUse: true },
    )
    .toArray();
  const station = await findStation(deps, filter.stationId);
  const communities = new Map(station.communities.map(({ id, name }) => [id, name]));
  const ids = found.flatMap(({ beneficiaryId, served }) => [beneficiaryId, ...served.map(({ volunteerId }) => volunteerId)]);
  const people = await readPeople(deps, ids, withContact);
  const minutes = await ledgerMinutes(
    deps.db,
    found.map(({ _id }) => _id),
  );
  const rows = found.slice(0, mostRows).map((held) => {
    const item = itemOf(deps.catalog, held.itemCode);
    const isHidden = isHiddenFrom(held, item !== null && isConfidential(item));
    const person = people.get(held.beneficiaryId);
    return {
      startedAt: held.at,
      endedAt: lastOf(held.served),
      code: held.code,
      item: item?.name ?? held.itemCode ?? noneName,
      category: item?.category ?? "",
      workType: workTypeNames[item?.workType ?? "none"],
      community: communities.get(held.communityId) ?? "",
      beneficiary: isHidden ? hiddenName : (person?.name ?? ""),
      ageBand: ageBandNames[ageBandOn(civilDate(held.at), person?.birthDate ?? "")],
      headcount: held.headcount,
      helpers: [...new Set(held.served.map(({ volunteerId }) => people.get(volunteerId)?.name ?? volunteerId))].join("、"),
      hours: (minutes.get(held._id) ?? 0) / 60,
      stars: held.stars ?? null,
      status: statusNames[held.status],
      ...(withContact && { phone: isHidden ? "" : (person?.phone ?? "") }),
    };
  });
  const all = withContact ? [...columns, { key: "phone", label: "服务对象电话", kind: "text" } as const] : columns;
  return { title: `${station.shortName} 服务台账`, columns: all, rows, isCut: found.length > mostRows };
}

const projection = {
  code: 1,
  itemCode: 1,
  beneficiaryId: 1,
  communityId: 1,
  flags: 1,
  status: 1,
  at: 1,
  "served.volunteerId": 1,
  "served.checkOutAt": 1,
  headcount: 1,
  stars: "$rating.stars",
};

function lastOf(served: readonly Assignment[]): Date | null {
  const times = served.flatMap(({ checkOutAt }) => checkOutAt?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}

const columns: readonly Column[] = [
  { key: "startedAt", label: "开始", kind: "moment" },
  { key: "endedAt", label: "结束", kind: "moment" },
  { key: "code", label: "单号", kind: "text" },
  { key: "item", label: "服务项目", kind: "text" },
  { key: "category", label: "类别", kind: "text" },
  { key: "workType", label: "工作方法", kind: "text" },
  { key: "community", label: "社区", kind: "text" },
  { key: "beneficiary", label: "服务对象", kind: "text" },
  { key: "ageBand", label: "年龄段", kind: "text" },
  { key: "headcount", label: "人次", kind: "count" },
  { key: "helpers", label: "服务人员", kind: "text" },
  { key: "hours", label: "记入时长(小时)", kind: "hours" },
  { key: "stars", label: "评分", kind: "count" },
  { key: "status", label: "状态", kind: "text" },
];
