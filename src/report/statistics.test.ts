import { describe, expect, test } from "vitest";
import { testPlatform } from "../../test/support/stores.ts";
import { catalogOf } from "../catalog/index.ts";
import { ensureLedgerIndexes } from "../ledger/index.ts";
import { civilDate, instant } from "../platform/index.ts";
import { addStation, shippedStation } from "../station/index.ts";
import { ageBandOn } from "./age-band.ts";
import { ensureReportIndexes } from "./collections.ts";
import { statisticsOf } from "./statistics.ts";
import { type Counts, type Dimension, dimensions, type StatisticsFilter } from "./statistics-query.ts";
import { type RandomRequest, randomHistory, storeHistory } from "./test-history.ts";

const platform = await testPlatform();
const catalog = catalogOf();
const deps = { ...platform, catalog };
await ensureReportIndexes(platform.db);
await ensureLedgerIndexes(platform);
await addStation(platform, { ...shippedStation, teams: [] });
await addStation(platform, { ...shippedStation, id: "QD", name: "青岛社工站", teams: [] });
const history = randomHistory(catalog, { requests: 2000, people: 150 });
await storeHistory(platform.db, history);

const stationIds = ["PL", "QD"];
const autumn: StatisticsFilter = { from: "2026-10-01", to: "2026-11-30" };
const birthDates = new Map(history.people.map(({ _id, birthDate }) => [_id, birthDate]));

/** The same by hand: one pass over everything, one thing after the other. */
function keyByHand(by: Dimension, { itemCode, stationId, communityId, beneficiaryId }: RandomRequest, at: Date): string {
  const item = itemCode === null ? null : catalog.item(itemCode);
  const day = civilDate(at);
  const category = catalog.categories().find(({ name }) => name === item?.category)?.code;
  const keys: Record<Dimension, string> = {
    item: itemCode ?? "none",
    category: category ?? "none",
    workType: item?.workType ?? "none",
    community: communityId,
    ageBand: ageBandOn(day, birthDates.get(beneficiaryId) ?? ""),
    station: stationId,
    year: day.slice(0, 4),
    month: day.slice(0, 7),
    day,
  };
  return keys[by];
}

function isMeant(filter: StatisticsFilter, request: RandomRequest, at: Date): boolean {
  const day = civilDate(at);
  const is = (by: Dimension, wanted?: string) => wanted === undefined || keyByHand(by, request, at) === wanted;
  return (
    day >= filter.from &&
    day <= filter.to &&
    is("item", filter.itemCode) &&
    is("category", filter.category) &&
    is("workType", filter.workType) &&
    is("community", filter.communityId) &&
    is("ageBand", filter.ageBand) &&
    is("station", filter.stationId)
  );
}

function countByHand(filter: StatisticsFilter, by: Dimension): Map<string, Counts> {
  const served = new Map<string, RandomRequest[]>();
  const asked = new Map<string, RandomRequest[]>();
  const put = (groups: Map<string, RandomRequest[]>, request: RandomRequest, at: Date) => {
    if (!isMeant(filter, request, at)) return;
    for (const key of ["total", keyByHand(by, request, at)]) groups.set(key, [...(groups.get(key) ?? []), request]);
  };
  for (const request of history.requests) {
    const times = through(request).map(({ checkInAt }) => checkInAt?.getTime() ?? 0);
    if (times.length > 0) put(served, request, new Date(Math.min(...times)));
    if (request.status !== "merged") put(asked, request, request.createdAt);
  }
  const keys = [...new Set([...served.keys(), ...asked.keys()])];
  return new Map(keys.map((key) => [key, sumByHand(served.get(key) ?? [], asked.get(key) ?? [])]));
}

const through = ({ assignments }: RandomRequest) => assignments.filter(({ status }) => status === "credited" || status === "checked_out");

function sumByHand(served: readonly RandomRequest[], asked: readonly RandomRequest[]): Counts {
  const ids = new Set(served.map(({ _id }) => _id));
  const stars = served.flatMap(({ rating }) => rating?.stars ?? []);
  const waits = asked
    .flatMap(({ history: [first], createdAt }) => (first?.event === "accept" ? [(first.at.getTime() - createdAt.getTime()) / 60_000] : []))
    .sort((a, b) => a - b);
  const half = waits.length / 2;
  const median = waits.length % 2 === 1 ? waits[Math.floor(half)]! : (waits[half - 1]! + waits[half]!) / 2;
  return {
    sessions: served.length,
    serviceCount: served.reduce((sum, { wish }) => sum + Math.max(1, wish.headcount ?? 1), 0),
    uniquePeople: new Set(served.map(({ beneficiaryId }) => beneficiaryId)).size,
    helpers: new Set(served.flatMap(through).map(({ volunteerId }) => volunteerId)).size,
    minutes: history.entries.filter(({ requestId }) => ids.has(requestId)).reduce((sum, { minutes }) => sum + minutes, 0),
    averageStars: stars.length === 0 ? null : Math.round((stars.reduce((a, b) => a + b, 0) / stars.length) * 100) / 100,
    ratings: stars.length,
    requests: asked.length,
    unfilled: asked.filter((request) => request.history.some(({ to }) => to === "unfilled")).length,
    medianMinutesToAccept: waits.length === 0 ? null : Math.round(median),
  };
}

describe("statistics agree with a count by hand", () => {
  test.each(dimensions)("by %s", async (by) => {
    const found = await statisticsOf(deps, { ...autumn, stationIds, by });
    const byHand = countByHand(autumn, by);
    expect(byHand.size).toBeGreaterThan(1);
    expect(found.total).toEqual(byHand.get("total"));
    byHand.delete("total");
    expect(new Map(found.rows.map(({ key, counts }) => [key, counts]))).toEqual(byHand);
  });

  test("when filters combine", async () => {
    const filters: Omit<StatisticsFilter, "from" | "to">[] = [
      { stationId: "QD", workType: "direct" },
      { category: "EL", ageBand: "80+" },
      { category: "none", communityId: "PL02" },
      { itemCode: "EL04", ageBand: "unknown", stationId: "PL" },
      { workType: "none" },
      { itemCode: "none", category: "EL" },
    ];
    for (const filter of filters) {
      const found = await statisticsOf(deps, { ...autumn, ...filter, stationIds, by: "month" });
      const byHand = countByHand({ ...autumn, ...filter }, "month").get("total");
      expect(found.total, JSON.stringify(filter)).toEqual(byHand ?? sumByHand([], []));
    }
  });
});

test("the filter of each row opens exactly what the row counted", async () => {
  for (const by of dimensions) {
    const { rows } = await statisticsOf(deps, { ...autumn, from: "2026-11-01", communityId: "PL01", stationIds, by });
    for (const { counts, filter } of rows.slice(0, 3)) {
      const opened = await statisticsOf(deps, { ...filter, stationIds, by: "item" });
      expect(opened.total, `${by} ${JSON.stringify(filter)}`).toEqual(counts);
    }
  }
});

test("a station that is not the reader's is not counted, whatever the filter says", async () => {
  const found = await statisticsOf(deps, { ...autumn, stationId: "QD", stationIds: ["PL"], by: "item" });
  expect(found.rows).toEqual([]);
});

test("days begin and end at midnight of the station, and both ends belong to the period", async () => {
  const stationId = "EDGE";
  await addStation(platform, { ...shippedStation, id: stationId, teams: [] });
  const requests = [instant(2026, 10, 31, 23, 59), instant(2026, 11, 1), instant(2026, 11, 30, 23, 59), instant(2026, 12, 1)].map(
    (at, i) => ({
      ...history.requests[0]!,
      _id: `edge-${i}`,
      stationId,
      createdAt: at,
      assignments: [
        { volunteerId: "V1", status: "credited" as const, acceptedAt: at, checkInAt: at, creditedMinutes: 60, isVerified: true },
      ],
      status: "closed" as const,
    }),
  );
  await platform.db.collection<RandomRequest>("serviceRequests").insertMany(requests);
  const { rows, total } = await statisticsOf(deps, { from: "2026-11-01", to: "2026-11-30", stationIds: [stationId], by: "day" });
  expect(rows.map(({ key }) => key)).toEqual(["2026-11-01", "2026-11-30"]);
  expect([total?.sessions, total?.requests]).toEqual([2, 2]);
});

test("a service over two check-ins counts once, in the period of the first", async () => {
  const [last, next] = [instant(2025, 3, 31, 22), instant(2025, 4, 1, 9)];
  const one = { volunteerId: "V1", status: "credited" as const, acceptedAt: last, creditedMinutes: 60, isVerified: true };
  await platform.db.collection<RandomRequest>("serviceRequests").insertOne({
    ...history.requests[0]!,
    _id: "two-visits",
    stationId: "PL",
    createdAt: last,
    assignments: [
      { ...one, volunteerId: "V2", checkInAt: next },
      { ...one, checkInAt: last },
    ],
  });
  const sessions = async (from: string, to: string) => (await statisticsOf(deps, { from, to, stationIds, by: "day" })).total?.sessions;
  expect([await sessions("2025-03-01", "2025-03-31"), await sessions("2025-04-01", "2025-04-30")]).toEqual([1, 0]);
});

test("rows are named and in the order of the catalog, of ages, of time", async () => {
  const labels = async (by: Dimension) => (await statisticsOf(deps, { ...autumn, stationIds: ["PL"], by })).rows.map(({ label }) => label);
  expect((await labels("category")).slice(0, 2)).toEqual(["社会救助", "养老服务"]);
  expect((await labels("ageBand")).at(-1)).toBe("年龄未登记");
  expect(await labels("community")).toContain("蟠龙社区");
  expect(await labels("station")).toEqual(["泊里镇社会工作站"]);
  expect(await labels("month")).toEqual(["2026-10", "2026-11"]);
});
