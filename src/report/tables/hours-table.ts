import { starLevel } from "../../ledger/index.ts";
import { findHelpers, findStation, type HelperProfile } from "../../station/index.ts";
import type { Period } from "../period.ts";
import type { ReportDeps } from "../report-deps.ts";
import { type Column, mostRows, type Table } from "./table.ts";

export interface HoursListed extends Period {
  readonly stationId: string;
  readonly communityId?: string;
  /** Adds the helpers' phones; a reader must have a reason. */
  readonly withContact?: boolean;
}

interface Earned {
  readonly _id: string;
  readonly minutes: number;
  /** Services with hours that still stand. */
  readonly services: number;
}

const statusNames: Readonly<Record<HelperProfile["status"], string>> = { active: "在岗", paused: "暂停", review: "待复核", left: "已退出" };

/**
 * The hours of a station's helpers in a period, by their number: a list to check, not a ranking. Days are those of the services;
 * hours brought along from an older book are in the sum of all time only.
 */
export async function hoursTable(deps: ReportDeps, { stationId, from, to, communityId, withContact = false }: HoursListed): Promise<Table> {
  const station = await findStation(deps, stationId);
  const teams = new Map(station.teams.map(({ id, name }) => [id, name]));
  const communities = new Map(station.communities.map(({ id, name }) => [id, name]));
  const earned = await earnedIn(deps, stationId, from, to);
  const helpers = (await findHelpers(deps, stationId)).filter((person) => communityId === undefined || person.communityId === communityId);
  const listed = helpers.filter(({ id, helper }) => helper.status !== "left" || earned.has(id));
  return {
    title: `${station.shortName} 志愿服务时长`,
    columns: withContact ? [...columns, { key: "phone", label: "电话", kind: "text" }] : columns,
    isCut: listed.length > mostRows,
    rows: listed.slice(0, mostRows).map((person) => ({
      id: person.id,
      name: person.name,
      team: teams.get(person.helper.teamId ?? "") ?? "",
      community: communities.get(person.communityId) ?? "",
      status: statusNames[person.helper.status],
      services: earned.get(person.id)?.services ?? 0,
      hours: (earned.get(person.id)?.minutes ?? 0) / 60,
      totalHours: person.helper.creditedMinutes / 60,
      stars: starLevel(person.helper.creditedMinutes, station.settings),
      joinedAt: person.helper.joinedAt,
      ...(withContact && { phone: person.phone }),
    })),
  };
}

async function earnedIn({ db }: ReportDeps, stationId: string, from: string, to: string): Promise<ReadonlyMap<string, Earned>> {
  const found = await db
    .collection("ledgerEntries")
    .aggregate<Earned>([
      { $match: { stationId, day: { $gte: from, $lte: to }, requestId: { $exists: true } } },
      { $group: { _id: { person: "$personId", request: "$requestId" }, minutes: { $sum: "$minutes" } } },
      {
        $group: {
          _id: "$_id.person",
          minutes: { $sum: "$minutes" },
          services: { $sum: { $cond: [{ $gt: ["$minutes", 0] }, 1, 0] } },
        },
      },
    ])
    .toArray();
  return new Map(found.map((one) => [one._id, one]));
}

const columns: readonly Column[] = [
  { key: "id", label: "编号", kind: "text" },
  { key: "name", label: "姓名", kind: "text" },
  { key: "team", label: "队伍", kind: "text" },
  { key: "community", label: "社区", kind: "text" },
  { key: "status", label: "状态", kind: "text" },
  { key: "services", label: "本期服务次数", kind: "count" },
  { key: "hours", label: "本期时长(小时)", kind: "hours" },
  { key: "totalHours", label: "累计时长(小时)", kind: "hours" },
  { key: "stars", label: "星级", kind: "count" },
  { key: "joinedAt", label: "加入日期", kind: "day" },
];
