import type { Catalog } from "../catalog/index.ts";
import { statuses } from "../request/index.ts";
import { ageBandExpression } from "./age-band.ts";
import { choose } from "./choose.ts";
import { instantsOf } from "./period.ts";
import type { Dimension, StatisticsQuery } from "./statistics-query.ts";

/** Stages and expressions of MongoDB's aggregation. */
export type Stage = Record<string, unknown>;

const through = ["checked_out", "credited"];
const timeFormats = { year: "%Y", month: "%Y-%m", day: "%Y-%m-%d" } as const;

type HeldQuery = Omit<StatisticsQuery, "by" | "suppressBelow">;

/** Services held in the period: by when the first helper who saw it through checked in. That moment becomes `at`, who saw it through `served`. */
export function heldStages(query: HeldQuery, catalog: Catalog, by?: Dimension): Stage[] {
  const inPeriod = instantsOf(query);
  return [
    { $match: { ...scopeOf(query, catalog), assignments: { $elemMatch: { status: { $in: through }, checkInAt: inPeriod } } } },
    { $set: { served: { $filter: { input: "$assignments", cond: { $in: ["$$this.status", through] } } } } },
    { $set: { at: { $min: "$served.checkInAt" }, headcount: { $max: [1, { $ifNull: ["$wish.headcount", 1] }] } } },
    { $match: { at: inPeriod } },
    ...ageStages(query.ageBand, by === "ageBand"),
  ];
}

/** Services held in the period, in groups. */
export function servedStages(query: StatisticsQuery, catalog: Catalog): Stage[] {
  return [
    ...heldStages(query, catalog, query.by),
    {
      $project: {
        key: keyOf(query.by, catalog),
        beneficiaryId: 1,
        headcount: 1,
        helpers: "$served.volunteerId",
        stars: "$rating.stars",
      },
    },
    inGroups(
      {
        sessions: { $sum: 1 },
        serviceCount: { $sum: "$headcount" },
        people: { $addToSet: "$beneficiaryId" },
        teams: { $addToSet: "$helpers" },
        stars: { $sum: "$stars" },
        ratings: { $sum: { $cond: [{ $isNumber: "$stars" }, 1, 0] } },
      },
      { ids: { $push: "$_id" } },
    ),
  ];
}

/** Requests made in the period, in groups: by when somebody asked first. */
export function askedStages(query: StatisticsQuery, catalog: Catalog): Stage[] {
  const acceptedAt = {
    $min: { $map: { input: { $filter: { input: "$history", cond: { $eq: ["$$this.event", "accept"] } } }, in: "$$this.at" } },
  };
  return [
    {
      $match: {
        ...scopeOf(query, catalog),
        status: { $in: statuses.filter((status) => status !== "merged") },
        createdAt: instantsOf(query),
      },
    },
    { $set: { at: "$createdAt" } },
    ...ageStages(query.ageBand, query.by === "ageBand"),
    {
      $project: {
        key: keyOf(query.by, catalog),
        beneficiaryId: 1,
        isUnfilled: { $in: ["unfilled", "$history.to"] },
        wait: { $subtract: [acceptedAt, "$createdAt"] },
      },
    },
    inGroups({
      requests: { $sum: 1 },
      unfilled: { $sum: { $cond: ["$isUnfilled", 1, 0] } },
      people: { $addToSet: "$beneficiaryId" },
      waits: { $push: { $ifNull: ["$wait", "$$REMOVE"] } },
    }),
  ];
}

/** The same groups by `key` and for everything at once: people in several rows must count once in the total. `rowSums` add up and are for rows only. */
function inGroups(sums: Stage, rowSums: Stage = {}): Stage {
  return { $facet: { rows: [{ $group: { _id: "$key", ...sums, ...rowSums } }], total: [{ $group: { _id: null, ...sums } }] } };
}

/** What the filter says of fields the request has itself. */
function scopeOf({ stationIds, stationId, communityId, ...query }: HeldQuery, catalog: Catalog): Stage {
  const stations = stationId === undefined ? stationIds : stationIds.filter((id) => id === stationId);
  const items = [
    ...(query.itemCode === undefined ? [] : [query.itemCode === "none" ? { itemCode: null } : { itemCode: query.itemCode }]),
    ...(query.category === undefined ? [] : [itemsOf(groupsOf("category", catalog), query.category)]),
    ...(query.workType === undefined ? [] : [itemsOf(groupsOf("workType", catalog), query.workType)]),
  ];
  return {
    stationId: { $in: stations },
    ...(communityId !== undefined && { communityId }),
    ...(items.length > 0 && { $and: items }),
  };
}

function itemsOf(groups: ReadonlyMap<string, readonly string[]>, key: string): Stage {
  return key === "none" ? { itemCode: { $nin: [...groups.values()].flat() } } : { itemCode: { $in: groups.get(key) ?? [] } };
}

/** Codes of items by the code of their category, or by their kind of work. */
function groupsOf(dimension: "category" | "workType", catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  const codes = new Map(catalog.categories().map(({ name, code }) => [name, code]));
  const groups = new Map<string, string[]>();
  for (const { code, category, workType } of catalog.items()) {
    const key = dimension === "workType" ? workType : codes.get(category);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), code]);
  }
  return groups;
}

/** Sets `ageBand` and narrows to one. People are looked up only where ages are asked for. */
function ageStages(wanted: string | undefined, isKey: boolean): Stage[] {
  if (wanted === undefined && !isKey) return [];
  return [
    { $lookup: { from: "people", localField: "beneficiaryId", foreignField: "_id", as: "beneficiary" } },
    { $set: { birthDate: { $first: "$beneficiary.birthDate" } } },
    { $set: { ageBand: ageBandExpression("$birthDate", "$at") } },
    ...(wanted === undefined ? [] : [{ $match: { ageBand: wanted } }]),
  ];
}

/** The group a document belongs to; `at` is its time. */
function keyOf(by: Dimension, catalog: Catalog): unknown {
  switch (by) {
    case "item":
      return { $ifNull: ["$itemCode", "none"] };
    case "category":
    case "workType":
      return choose(
        [...groupsOf(by, catalog)].map(([key, codes]) => [{ $in: ["$itemCode", codes] }, key]),
        "none",
      );
    case "community":
      return "$communityId";
    case "station":
      return "$stationId";
    case "ageBand":
      return "$ageBand";
    default:
      return { $dateToString: { date: "$at", format: timeFormats[by], timezone: "+08:00" } };
  }
}
